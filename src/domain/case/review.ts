/** The hub has looked at a case. It takes off its list what no other action settles; what is to be decided stays. */
import type { PartyId } from '../ids.ts';
import { refuseByStatus } from './actions.ts';
import { changeOf } from './change.ts';
import type { CaseHead, HistoryEvent, NotAllowed, Outcome, ReferralCase, TriageReason } from './model.ts';
import { removeTriageReason } from './next-service.ts';

/** A hold and a possible duplicate are not among them: those are decided. */
export const reviewableReasons = [
  'safety',
  'suspended',
  'stop-unread',
  'would-be-held',
  'overdue',
  'returned-by-service',
  'alongside-declined',
  'release-near',
] as const satisfies readonly TriageReason[];
export type ReviewableReason = (typeof reviewableReasons)[number];

/** Why the case is on the hub's list, of what a review can take off it. */
export function findReviewable({ triage }: CaseHead): ReviewableReason[] {
  const reasons = triage ? [triage.reason, ...(triage.also ?? [])] : [];
  return reviewableReasons.filter((reason) => reasons.includes(reason));
}

/** @param note sealed. Refused where the case is not there for that reason: somebody else may have settled it */
export function reviewReason(
  referralCase: ReferralCase,
  reason: ReviewableReason,
  note: string,
  party: PartyId,
  now: Date,
): Outcome<NotAllowed> {
  const { head } = referralCase;
  if (!findReviewable(head).includes(reason)) return refuseByStatus(head, 'triage');
  const event: HistoryEvent = { at: now.toISOString(), event: 'reviewed', by: party, reason, note, counts: [] };
  return { change: changeOf(referralCase, { head: removeTriageReason(head, reason), events: [event] }) };
}
