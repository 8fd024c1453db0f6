/** The referrals API: a sender's own referrals, and what changed in a party's own cases. */

import { bodyLimits } from '#src/contracts/intake-requests.ts';
import { referralResponseSchema } from '#src/contracts/intake-responses.ts';
import { changeListSchema, referralListSchema } from '#src/contracts/list-responses.ts';
import { reconciliationSchema, senderCountSchema } from '#src/contracts/reconciliation.ts';
import { queries, withdrawSchema } from '#src/contracts/requests.ts';
import { caseStatusSchema, referralViewSchema } from '#src/contracts/responses.ts';
import { policeReference } from '#src/contracts/submission/field-formats.ts';
import { serviceIdOf } from '#src/domain/area.ts';
import type { OwnEvent } from '#src/domain/case/lists/own-events.ts';
import { outcomeForSender } from '#src/domain/case/lists/sender-view.ts';
import { handOffId, isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { fault } from '#src/domain/judgement/fault.ts';
import { londonDate } from '#src/domain/london.ts';
import { applyMergePatch } from '#src/domain/merge-patch.ts';
import { senderOf } from '#src/domain/sender.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { type ReconcileDeps, reconcileDay } from '#src/usecases/balance/reconcile-day.ts';
import { type ComposeBody, correctReferral } from '#src/usecases/intake/correct-referral.ts';
import { listChanges } from '#src/usecases/sender/list-changes.ts';
import { describeForSender, listOwnReferrals, type OwnListItem } from '#src/usecases/sender/own-lists.ts';
import {
  type OwnDeps,
  type OwnReferral,
  readOwnReferral,
  withdrawOwnReferral,
} from '#src/usecases/sender/own-referrals.ts';
import { type ApiCall, type AppDeps, createApp } from './app.ts';
import { ok, parseBody, parseQuery, readJsonBody, requireJsonAccepted } from './body.ts';
import { presentCaseHead, presentCurrent } from './present.ts';
import { ProblemError, problemFromFaults, refusalDetails, transitionProblem } from './problem.ts';

export function referrerApp(deps: AppDeps & OwnDeps & Pick<ReconcileDeps, 'balances'>) {
  return createApp(
    'referrer',
    (deps) => ({
      listReferrals: async (call) => {
        requireJsonAccepted(call);
        const { status: statuses, needs, ...query } = parseQuery(call, queries.listReferrals);
        const page = await listOwnReferrals(deps, senderOf(call.party), {
          ...query,
          statuses,
          needsAction: needs === 'action',
        });
        return ok(referralListSchema, { ...page, items: page.rows.map(presentListItem) });
      },

      reconcileDay: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, queries.none);
        const { day, sent, references = [] } = await parseBody(call, senderCountSchema, bodyLimits.batch);
        if (day > londonDate(deps.now())) throw problemFromFaults('invalid-request', [dayToComeFault]);
        const count = { day, sent, references: references.map(readReference) };
        return ok(reconciliationSchema, await reconcileDay(deps, senderOf(call.party), count));
      },

      listChanges: async (call) => {
        requireJsonAccepted(call);
        const { cursor } = parseQuery(call, queries.listChanges);
        const { party } = call;
        const reader = party.kind === 'service' ? { service: serviceIdOf(party) } : { sender: senderOf(party).id };
        const page = await listChanges(deps, reader, cursor);
        return ok(changeListSchema, { ...page, items: page.items.map(presentOwnEvent) });
      },

      readReferral: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, queries.none);
        const own = await readOwnReferral(deps, senderOf(call.party), parseReferralId(call));
        if (!own) throw new ProblemError('not-found');
        return ok(referralViewSchema, presentReferralView(own, deps), 200, {
          etag: `"${own.referralCase.head.version}"`,
        });
      },

      correctReferral: (call) =>
        answerCorrection(deps, call, async () => {
          const body = await readJsonBody(call, bodyLimits.one);
          return () => body;
        }),

      patchReferral: (call) =>
        answerCorrection(deps, call, async () => {
          const patch = await readJsonBody(call, bodyLimits.one, 'application/merge-patch+json');
          return (accepted) => applyMergePatch(accepted, patch);
        }),

      withdrawReferral: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, queries.none);
        const { reason } = await parseBody(call, withdrawSchema, bodyLimits.one);
        const result = await withdrawOwnReferral(deps, senderOf(call.party), parseReferralId(call), reason);
        if ('absent' in result) throw new ProblemError('not-found');
        if ('notAllowed' in result) throw transitionProblem(result.notAllowed);
        if (result.deferred > 0)
          deps.log.warn('hand-off-send-failed', { referralId: result.referralCase.head.id, count: result.deferred });
        return ok(caseStatusSchema, presentCaseHead(result.referralCase.head));
      },
    }),
    deps,
  );
}

const dayToComeFault = fault('/day', 'in-the-future', 'Give a day that has begun: nothing can have been received yet.');

const referenceParser = policeReference();
const readReference = (written: string) => ({ written, reference: referenceParser.safeParse(written).data });

/** @throws ProblemError when the correction is refused, or made of another version */
async function answerCorrection(
  deps: AppDeps & OwnDeps,
  call: ApiCall,
  readBody: () => Promise<ComposeBody>,
): Promise<HttpResponse> {
  requireJsonAccepted(call);
  parseQuery(call, queries.none);
  const version = parseIfMatch(call);
  const composeBody = await readBody();
  const { party } = call;
  const corrector = party.kind === 'authority' ? { triage: party.id } : { sender: senderOf(party) };
  const result = await correctReferral(deps, corrector, { id: parseReferralId(call), version }, composeBody);
  if ('absent' in result) throw new ProblemError('not-found');
  if ('refused' in result) throw new ProblemError(result.refused.code, refusalDetails(result.refused));
  if ('notAllowed' in result) throw transitionProblem(result.notAllowed);
  if ('otherVersion' in result) {
    throw new ProblemError('precondition-failed', { detail: `The referral is at version ${result.otherVersion}.` });
  }
  if ('otherIdentity' in result) throw identityMismatchProblem(result.otherIdentity);
  const { corrected, first, referralCase } = result;
  deps.log.info('referral-stored', { referralId: corrected.id, version: corrected.version });
  const answer = presentCurrent({ id: corrected.id, first, record: corrected, referralCase }, deps.area);
  return ok(referralResponseSchema, answer, 200, { etag: `"${corrected.version}"` });
}

/** @throws ProblemError not-found when the path's id is not well formed */
export function parseReferralId(call: ApiCall): ReferralId {
  if (!isReferralId(call.id)) throw new ProblemError('not-found');
  return call.id;
}

/** If-Match compares strongly (RFC 9110, section 13.1.1): a weak tag matches nothing. No answer of ours has one. */
function parseIfMatch(call: ApiCall): number {
  const header = call.header('if-match')?.trim();
  if (header === undefined) throw new ProblemError('precondition-required');
  if (header.startsWith('W/')) {
    throw new ProblemError('precondition-failed', {
      detail: 'If-Match names a weak entity tag, which matches no version. Leave out W/, as in "1".',
    });
  }
  const version = /^"([1-9]\d{0,8})"$/.exec(header)?.[1];
  if (version === undefined) throw new ProblemError('precondition-failed', { detail: 'If-Match names no version.' });
  return Number(version);
}

const identityMismatchProblem = (references: readonly string[]): ProblemError =>
  new ProblemError('invalid-referral', {
    detail:
      'A correction keeps its crime or incident reference and victim reference. Withdraw this one and send another.',
    errors: references.map((name) => ({
      pointer: `/${name}`,
      code: 'other-identity',
      detail: 'This is not the reference under which the referral was sent.',
    })),
  });

const presentOwnEvent = ({ at, referral, handOff, event, status }: OwnEvent) => ({
  at,
  referralId: referral,
  ...(handOff === undefined ? {} : { handOffId: handOffId(referral, handOff) }),
  event,
  status,
});

const presentListItem = ({ head, references, actionNeeded }: OwnListItem) => ({
  ...presentCaseHead(head),
  ...references,
  actionNeeded,
});

function presentReferralView(own: OwnReferral, { keys, area }: Pick<OwnDeps, 'keys' | 'area'>) {
  const { referralCase, history, advice } = own;
  const { handOffs } = referralCase;
  const { references, actionNeeded } = describeForSender(keys, referralCase, history);
  return {
    ...presentCurrent(own, area),
    ...references,
    actionNeeded,
    ...(advice === undefined ? {} : { advice }),
    handOffs: handOffs.map((handOff) => ({
      service: handOff.service,
      status: handOff.status,
      since: handOff.since,
      outcome: outcomeForSender(handOff) ?? null,
    })),
    history: history.map(({ at, event, by, service, reason, result }) => ({
      at,
      event,
      by,
      ...(service === undefined ? {} : { service }),
      reason: reason ?? null,
      ...(result && { result }),
    })),
  };
}
