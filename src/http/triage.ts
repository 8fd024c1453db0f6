/** The triage API. */

import { caseStatusSchema, keepingSchema, triageListSchema } from '#src/contracts/answers.ts';
import {
  bodyLimits,
  eraseSchema,
  legalHoldSchema,
  queries,
  returnSchema,
  routeByHandSchema,
} from '#src/contracts/requests.ts';
import type { Area } from '#src/domain/area.ts';
import { type KeepingRefused, keptUntil } from '#src/domain/case/keeping.ts';
import type { Head } from '#src/domain/case/model.ts';
import type { Reply } from '#src/platform/exchange.ts';
import { askErasureForHub, holdForHub, type Kept, liftHoldForHub } from '#src/usecases/keeping.ts';
import { listTriage, returnForHub, routeForHub, type TriageDeps, type Triaged } from '#src/usecases/triage.ts';
import { type AppDeps, appFor } from './app.ts';
import { bodyAs, ok, queryAs, wantsJson } from './body.ts';
import { presentHead } from './present.ts';
import { faultsProblem, notAllowed, ProblemError } from './problem.ts';
import { idOf } from './referrer.ts';

export function triageApp(deps: AppDeps & TriageDeps) {
  const answer = (done: Triaged): Reply => {
    if ('absent' in done) throw new ProblemError('not-found');
    if ('unknownService' in done) {
      const detail = 'This is not a service of the catalogue that takes cases now.';
      throw faultsProblem('invalid-request', [{ pointer: '/service', code: 'invalid-value', detail }]);
    }
    if ('notAllowed' in done) throw notAllowed(done.notAllowed);
    if (done.left > 0) deps.log.warn('hand-off-send-failed', { referralId: done.whole.head.id, count: done.left });
    return ok(caseStatusSchema, presentHead(done.whole.head));
  };

  const keeping = (done: Kept): Reply => {
    if ('absent' in done) throw new ProblemError('not-found');
    if ('refused' in done) throw keepingProblem(done.refused);
    return ok(keepingSchema, presentKeeping(done.whole.head, deps.area.rules));
  };

  return appFor(
    'triage',
    {
      listTriage: async (call) => {
        wantsJson(call);
        const { cursor } = queryAs(call, queries.listTriage);
        const page = await listTriage(deps, cursor);
        return ok(triageListSchema, { ...page, items: page.rows.map(presentTriage) });
      },

      routeByHand: async (call) => {
        wantsJson(call);
        queryAs(call, queries.none);
        const told = await bodyAs(call, routeByHandSchema, bodyLimits.one);
        return answer(await routeForHub(deps, call.party.id, idOf(call), told));
      },

      returnReferral: async (call) => {
        wantsJson(call);
        queryAs(call, queries.none);
        const told = await bodyAs(call, returnSchema, bodyLimits.one);
        return answer(await returnForHub(deps, call.party.id, idOf(call), told));
      },

      askErasure: async (call) => {
        wantsJson(call);
        queryAs(call, queries.none);
        const { reason } = await bodyAs(call, eraseSchema, bodyLimits.one);
        return keeping(await askErasureForHub(deps, call.party.id, idOf(call), reason));
      },

      holdForLaw: async (call) => {
        wantsJson(call);
        queryAs(call, queries.none);
        const told = await bodyAs(call, legalHoldSchema, bodyLimits.one);
        const id = idOf(call);
        return keeping(
          told.hold
            ? await holdForHub(deps, call.party.id, id, told.reason ?? '')
            : await liftHoldForHub(deps, call.party.id, id),
        );
      },
    },
    deps,
  );
}

function keepingProblem(refused: KeepingRefused): ProblemError {
  if ('open' in refused) return notAllowed(refused.open);
  return 'onHold' in refused
    ? new ProblemError('legal-hold', { detail: 'It is kept for legal reasons. Lift that first.' })
    : new ProblemError('erased');
}

const presentKeeping = (head: Head, rules: Area['rules']) => ({
  ...presentHead(head),
  keptUntil: keptUntil(head, rules) ?? null,
  legalHold: head.hold !== undefined,
  erasureAsked: head.erasure !== undefined && head.forgottenAt === undefined,
  erasedAt: head.erasedAt ?? null,
  forgottenAt: head.forgottenAt ?? null,
});

function presentTriage(head: Head) {
  return {
    ...presentHead(head),
    sender: head.sender,
    priority: head.priority,
    reason: head.triage?.reason ?? 'held',
    since: head.triage?.since ?? head.since,
    next: head.status === 'held' ? ['route', 'return'] : ['route'],
  };
}
