/** Maps stored records to response bodies, field by field, so that nothing else can leak. */

import type { ReferralResponse } from '#src/contracts/intake-responses.ts';
import type { HandOffResponse } from '#src/contracts/responses.ts';
import type { Area } from '#src/domain/area.ts';
import type { Amendment, CaseHead, HandOff } from '#src/domain/case/model.ts';
import { findMark, type ReportedMark, type ReportedWays } from '#src/domain/case/report/reported-ways.ts';
import { reportableStatuses } from '#src/domain/case/report/service-report.ts';
import { currentRouting } from '#src/domain/case/triage/current-routing.ts';
import { releaseAdvice } from '#src/domain/case/triage/held-advice.ts';
import { mayKnowOfReleases } from '#src/domain/case/triage/release.ts';
import type { FirstContact } from '#src/domain/detail/first-contact.ts';
import { handOffId } from '#src/domain/ids.ts';
import { heldAdvice } from '#src/domain/judgement/held-reasons.ts';
import type { ReferralStatus } from '#src/domain/states.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';
import type { CurrentReferral } from '#src/usecases/read-current.ts';

export const referralLink = (id: string): string => `/v1/referrals/${id}`;

export const statusAtIntake = ({ decision }: LedgerRecord): ReferralStatus =>
  decision.outcome === 'held' ? 'held' : 'received';

/** As it was judged when it came. */
export function presentReferral(record: LedgerRecord): ReferralResponse {
  const { decision } = record;
  return {
    referralId: record.id,
    reference: record.reference,
    version: record.version,
    status: statusAtIntake(record),
    heldReasons: decision.heldReasons,
    held: decision.heldReasons.map((reason) => ({ reason, release: heldAdvice[reason] })),
    receivedAt: record.receivedAt,
    referBy: decision.referBy,
    withinCode: decision.withinCode,
    enhancedRights: decision.enhancedRights,
    routing: { rulesVersion: decision.rulesVersion, chosen: decision.chosen, considered: decision.considered },
    notes: decision.notes,
    ...(record.facts.test && { test: true }),
    links: { self: referralLink(record.id) },
  };
}

/** How the referral stands now. When it came is what its first version says. */
export function presentCurrent({ first, record, referralCase }: CurrentReferral, area: Area): ReferralResponse {
  const { receivedAt, decision } = first;
  const arrival = { receivedAt, withinCode: decision.withinCode };
  if (!referralCase) return { ...presentReferral(record), ...arrival };
  const { status, heldReasons } = referralCase.head;
  return {
    ...presentReferral(record),
    ...arrival,
    status,
    heldReasons,
    held: releaseAdvice(referralCase.head),
    routing: { rulesVersion: record.decision.rulesVersion, ...currentRouting(record.decision, referralCase, { area }) },
  };
}

export function presentCaseHead(head: CaseHead) {
  return {
    referralId: head.id,
    reference: head.reference,
    version: head.version,
    status: head.status,
    since: head.since,
    receivedAt: head.receivedAt,
    heldReasons: head.heldReasons,
    links: { self: referralLink(head.id) },
  };
}

export function presentHandOff(handOff: HandOff, area: Area): HandOffResponse {
  const id = handOffId(handOff.referral, handOff.number);
  return {
    handOffId: id,
    referralId: handOff.referral,
    reference: handOff.reference,
    service: handOff.service,
    status: handOff.status,
    version: handOff.version,
    since: handOff.since,
    priority: handOff.priority,
    respondBy: handOff.respondBy,
    queuedAt: handOff.queuedAt,
    attempt: handOff.attempt,
    reminded: handOff.reminded ?? false,
    releaseReminded: handOff.remindedRelease !== undefined && mayKnowOfReleases(handOff, area),
    contactAttempts: handOff.contactAttempts,
    outcome: handOff.outcome ?? null,
    reason: handOff.reason ?? null,
    allowed: reportableStatuses(handOff.status),
    links: { self: `/v1/hand-offs/${id}` },
  };
}

/** `safe` stays what the referral says: what was reported since stands beside it. */
export const presentFirstContact = (firstContact: FirstContact, reported: ReportedWays) => ({
  ...firstContact,
  channels: firstContact.channels.map((one) => ({ ...one, ...markOf(findMark(one.channel, reported)) })),
  ...(firstContact.alternative && { alternative: { ...firstContact.alternative, ...markOf(reported.alternative) } }),
});

const markOf = (mark: ReportedMark | undefined): { reported?: ReportedMark } => (mark ? { reported: mark } : {});

export const presentAmendment = ({ version, at, changed, stopContact }: Amendment) => ({
  version,
  at,
  changed,
  stopContact: stopContact ?? false,
});
