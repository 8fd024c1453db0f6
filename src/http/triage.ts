/** The victim hub over HTTP. */

import { caseStatusSchema, triageListSchema } from '#src/contracts/answers.ts';
import { bodyLimits, queries, returnSchema, routeByHandSchema } from '#src/contracts/requests.ts';
import type { Head } from '#src/domain/case/model.ts';
import type { Reply } from '#src/platform/exchange.ts';
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
    },
    deps,
  );
}

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
