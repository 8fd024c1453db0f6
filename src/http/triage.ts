/** The triage API. */

import { bodyLimits } from '#src/contracts/intake-requests.ts';
import { disclosureListSchema, triageListSchema } from '#src/contracts/list-responses.ts';
import {
  duplicateSchema,
  eraseSchema,
  legalHoldSchema,
  queries,
  returnSchema,
  reviewSchema,
  routeByHandSchema,
} from '#src/contracts/requests.ts';
import { caseStatusSchema, retentionStatusSchema } from '#src/contracts/responses.ts';
import { type Area, partyName } from '#src/domain/area.ts';
import type { CaseHead } from '#src/domain/case/model.ts';
import { type RetentionRefusal, retainedUntil } from '#src/domain/case/retention/retention.ts';
import { canDecideDuplicate, canReturn, canRoute } from '#src/domain/case/triage/allowed-actions.ts';
import { findReviewable } from '#src/domain/case/triage/review.ts';
import type { RouteFault } from '#src/domain/case/triage/route-by-hand.ts';
import { handOffId, isReferralId, type ReferralId, referencePattern } from '#src/domain/ids.ts';
import { faultCodes } from '#src/domain/judgement/fault-codes.ts';
import { heldAdvice } from '#src/domain/judgement/held-reasons.ts';
import { describeReasons } from '#src/domain/routing/reasons.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import {
  liftLegalHoldAsTriage,
  placeLegalHoldAsTriage,
  type RetentionResult,
  requestErasureAsTriage,
} from '#src/usecases/erasure/retention.ts';
import { type AccessEntry, listDisclosures } from '#src/usecases/staff/list-disclosures.ts';
import { decideDuplicateAsTriage } from '#src/usecases/triage/decide-duplicate.ts';
import { findOthers } from '#src/usecases/triage/other-referrals.ts';
import { reviewAsTriage } from '#src/usecases/triage/review.ts';
import {
  listTriage,
  returnAsTriage,
  routeAsTriage,
  type TriageDeps,
  type TriageResult,
} from '#src/usecases/triage/triage.ts';
import { type AppDeps, createApp } from './app.ts';
import { ok, parseBody, parseQuery, requireJsonAccepted } from './body.ts';
import { presentCaseHead } from './present.ts';
import { ProblemError, problemFromFaults, transitionProblem } from './problem.ts';
import { parseReferralId } from './referrer.ts';

export function triageApp(deps: AppDeps & TriageDeps) {
  const respondWithCase = (result: TriageResult): HttpResponse => {
    if ('absent' in result) throw new ProblemError('not-found');
    if ('notAllowed' in result) throw transitionProblem(result.notAllowed);
    if (result.deferred > 0)
      deps.log.warn('hand-off-send-failed', { referralId: result.referralCase.head.id, count: result.deferred });
    return ok(caseStatusSchema, presentCaseHead(result.referralCase.head));
  };

  const respondWithRetention = (result: RetentionResult): HttpResponse => {
    if ('absent' in result) throw new ProblemError('not-found');
    if ('refused' in result) throw retentionProblem(result.refused);
    return ok(retentionStatusSchema, presentRetention(result.referralCase.head, deps.area.rules));
  };

  return createApp(
    'triage',
    (deps) => ({
      listTriage: async (call) => {
        requireJsonAccepted(call);
        const { reason: reasons, ...query } = parseQuery(call, queries.listTriage);
        const page = await listTriage(deps, { ...query, reasons });
        const others = await findOthers(deps, page.rows);
        const items = page.rows.map((head) => presentTriageItem(head, deps.area, others.get(head.id)?.id));
        return ok(triageListSchema, { ...page, items });
      },

      listDisclosures: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, queries.none);
        const { id: name = '' } = call;
        const of = isReferralId(name) ? { id: name } : { reference: name.toUpperCase() };
        if ('reference' in of && !referencePattern.test(of.reference)) throw new ProblemError('not-found');
        const found = await listDisclosures(deps, { by: call.party.id, of });
        if (!found) throw new ProblemError('not-found');
        const { id, reference, items } = found;
        return ok(disclosureListSchema, {
          referralId: id,
          reference,
          items: items.map((entry) => presentAccessEntry(id, entry)),
        });
      },

      routeByHand: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, queries.none);
        const body = await parseBody(call, routeByHandSchema, bodyLimits.one);
        const result = await routeAsTriage(deps, call.party.id, parseReferralId(call), body);
        if ('unknownService' in result) throw unknownServiceProblem();
        if ('routeFault' in result) throw routeProblem(result.routeFault);
        return respondWithCase(result);
      },

      decideDuplicate: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, queries.none);
        const body = await parseBody(call, duplicateSchema, bodyLimits.one);
        const result = await decideDuplicateAsTriage(deps, call.party.id, parseReferralId(call), body);
        if (!('otherReferralFault' in result)) return respondWithCase(result);
        const code = result.otherReferralFault;
        throw problemFromFaults('invalid-request', [{ pointer: '/of', code, detail: faultCodes[code] }]);
      },

      reviewReferral: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, queries.none);
        const body = await parseBody(call, reviewSchema, bodyLimits.one);
        const { revision: seenRevision, ...review } = body;
        const result = await reviewAsTriage(deps, call.party.id, parseReferralId(call), { ...review, seenRevision });
        if ('standingRevision' in result) {
          throw new ProblemError('precondition-failed', {
            detail: `The case is at revision ${result.standingRevision}. Look at what came since before you review it.`,
          });
        }
        return respondWithCase(result);
      },

      returnReferral: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, queries.none);
        const body = await parseBody(call, returnSchema, bodyLimits.one);
        return respondWithCase(await returnAsTriage(deps, call.party.id, parseReferralId(call), body));
      },

      askErasure: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, queries.none);
        const { reason } = await parseBody(call, eraseSchema, bodyLimits.one);
        return respondWithRetention(await requestErasureAsTriage(deps, call.party.id, parseReferralId(call), reason));
      },

      holdForLaw: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, queries.none);
        const body = await parseBody(call, legalHoldSchema, bodyLimits.one);
        const id = parseReferralId(call);
        return respondWithRetention(
          body.hold
            ? await placeLegalHoldAsTriage(deps, call.party.id, id, body.reason ?? '')
            : await liftLegalHoldAsTriage(deps, call.party.id, id),
        );
      },
    }),
    deps,
  );
}

function presentAccessEntry(id: ReferralId, entry: AccessEntry) {
  const { kind, at, by, agent, handOff } = entry;
  return {
    at,
    action: kind,
    by,
    ...agent,
    ...(handOff !== undefined && { handOffId: handOffId(id, handOff) }),
    ...(kind === 'shown'
      ? { fields: [...entry.fields], reasonRequired: entry.reasonRequired, reason: entry.why }
      : { event: entry.event }),
  };
}

const unknownServiceProblem = (): ProblemError => {
  const detail = 'This is not a service of the catalogue that takes cases now.';
  return problemFromFaults('invalid-request', [{ pointer: '/service', code: 'invalid-value', detail }]);
};

function routeProblem(fault: RouteFault): ProblemError {
  switch (fault.code) {
    case 'no-safe-contact':
      return problemFromFaults(fault.code, [
        { pointer: '/service', code: fault.code, detail: heldAdvice['no-safe-contact'] },
      ]);
    case 'service-not-eligible':
      return new ProblemError(fault.code, {
        detail: 'The case does not meet the criteria of this service. Choose another, or say in override why this one.',
        errors: [
          { pointer: '/service', code: fault.code, detail: describeReasons(fault.because) },
          { pointer: '/override', code: 'required', detail: faultCodes.required },
        ],
      });
    case 'not-with-service':
      return problemFromFaults('invalid-request', [
        { pointer: '/instead', code: 'invalid-value', detail: 'This service does not have the case now.' },
      ]);
    default:
      return fault satisfies never;
  }
}

function retentionProblem(refusal: RetentionRefusal): ProblemError {
  if ('open' in refusal) return transitionProblem(refusal.open);
  return 'onHold' in refusal
    ? new ProblemError('legal-hold', { detail: 'It is kept for legal reasons. Lift that first.' })
    : new ProblemError('erased');
}

const presentRetention = (head: CaseHead, rules: Area['rules']) => ({
  ...presentCaseHead(head),
  keptUntil: retainedUntil(head, rules) ?? null,
  legalHold: head.legalHold !== undefined,
  erasureProposed: head.proposedErasure !== undefined,
  erasureAsked: head.erasureRequest !== undefined && head.forgottenAt === undefined,
  erasedAt: head.erasedAt ?? null,
  forgottenAt: head.forgottenAt ?? null,
});

function presentTriageItem(head: CaseHead, area: Area, otherReferralId = head.possibleDuplicateOf) {
  return {
    ...presentCaseHead(head),
    revision: head.rev,
    sender: head.sender,
    organisation: partyName(area, head.sender),
    priority: head.priority,
    offenceCategory: head.facts.offence,
    ageBand: head.facts.ageBand,
    risk: head.facts.risk,
    reason: head.triage?.reason ?? 'held',
    reasons: [head.triage?.reason ?? 'held', ...(head.triage?.also ?? [])],
    ...(otherReferralId !== undefined && { otherReferralId }),
    since: head.triage?.since ?? head.since,
    ...(head.facts.test && { test: head.facts.test }),
    next: [
      ...(canRoute(head) ? ['route'] : []),
      ...(canReturn(head) ? ['return'] : []),
      ...(canDecideDuplicate(head) ? ['duplicate'] : []),
      ...(findReviewable(head).length > 0 ? ['review'] : []),
    ],
  };
}
