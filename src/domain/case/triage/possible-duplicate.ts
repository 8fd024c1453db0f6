/**
 * Two referrals that may be of one incident: two senders refer one person. Nothing is merged; the victim hub decides.
 */

import { changeOf } from '#src/domain/case/change.ts';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { addToTriage } from '#src/domain/case/next-service.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import { canWithdraw } from './allowed-actions.ts';

/** A referral of the person, as far as it says whether it is of the same incident. */
export interface ReportedIncident {
  sender: PartyId;
  /** RFC 3339, UTC. */
  receivedAt: string;
  /** ISO date of the offence. */
  occurredOn?: string;
}

const dayMs = 86_400_000;
/** Two senders, such as a force and a hospital, may report one incident weeks apart. */
export const duplicateWindowDays = 30;
/** Without both dates there is less to go by, so the two must have come closer together. */
const undatedWindowDays = 14;

/** Whether two referrals of one person, from two senders, are of the same day, or may be because a date is missing. */
export function isPossibleDuplicate(one: ReportedIncident, other: ReportedIncident): boolean {
  if (one.sender === other.sender) return false;
  const hasBothDates = one.occurredOn !== undefined && other.occurredOn !== undefined;
  if (hasBothDates && one.occurredOn !== other.occurredOn) return false;
  const days = Math.abs(Date.parse(one.receivedAt) - Date.parse(other.receivedAt)) / dayMs;
  return days <= (hasBothDates ? duplicateWindowDays : undatedWindowDays);
}

export const possibleDuplicateEvent = (at: string): HistoryEvent => ({
  at,
  event: 'possible-duplicate',
  by: 'system',
  counts: [],
});

/**
 * Marks a case that was recorded before the other referral could be seen. What its sender must correct comes to triage
 * after the correction; a case that is over stays as it is.
 */
export function raisePossibleDuplicate(referralCase: ReferralCase, of: ReferralId, now: Date): Outcome<never> {
  const { head } = referralCase;
  if (!canWithdraw(head, 'triage') || head.possibleDuplicateOf !== undefined) return { already: true };
  const at = now.toISOString();
  const marked = { ...head, possibleDuplicateOf: of };
  const after = head.status === 'routed' ? addToTriage(marked, 'possible-duplicate', at) : marked;
  return { change: changeOf(referralCase, { head: after, events: [possibleDuplicateEvent(at)] }) };
}
