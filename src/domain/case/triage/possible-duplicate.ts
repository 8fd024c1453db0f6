/**
 * Two referrals that may be of one incident: two senders refer one person, or one sender does so twice. Nothing is merged; the
 * victim hub decides.
 */

import { changeOf } from '#src/domain/case/change.ts';
import { lastRefusalAt } from '#src/domain/case/correction/reopen.ts';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { CaseHead, CaseReferences, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { addToTriage, removeTriageReason } from '#src/domain/case/next-service.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import { canWithdraw, isOver } from './allowed-actions.ts';

/** A referral of the person, as far as it says whether it is of the same incident. */
export interface ReportedIncident {
  sender: PartyId;
  /** RFC 3339, UTC. */
  receivedAt: string;
  /** ISO date of the offence. */
  occurredOn?: string;
  /** Absent once erased. */
  references?: Pick<CaseReferences, 'crime' | 'incident'>;
}

const dayMs = 86_400_000;
/** Two senders, such as a force and a hospital, may report one incident weeks apart. */
export const duplicateWindowDays = 30;
/** Without both dates there is less to go by, so the two must have come closer together. */
const undatedWindowDays = 14;

export const daysBetween = (one: string, other: string): number =>
  Math.abs(Date.parse(one) - Date.parse(other)) / dayMs;

/** The hashes differ by sender where the references of two senders have nothing to do with each other. */
export const haveSameReference = ({ references: one }: ReportedIncident, { references: other }: ReportedIncident) =>
  (one?.crime !== undefined && one.crime === other?.crime) ||
  (one?.incident !== undefined && one.incident === other?.incident);

/**
 * Whether two referrals of one person have the same reference; or, of two senders, are of the same day, or may be because a date
 * is missing. One sender knows two crimes of one day apart.
 */
export function isPossibleDuplicate(one: ReportedIncident, other: ReportedIncident): boolean {
  const days = daysBetween(one.receivedAt, other.receivedAt);
  if (haveSameReference(one, other)) return days <= duplicateWindowDays;
  if (one.sender === other.sender) return false;
  const hasBothDates = one.occurredOn !== undefined && other.occurredOn !== undefined;
  if (hasBothDates && one.occurredOn !== other.occurredOn) return false;
  return days <= (hasBothDates ? duplicateWindowDays : undatedWindowDays);
}

/**
 * What two referrals say without their cases: whether these must be read to tell. Days tell two senders' apart; one sender may have
 * corrected the day.
 */
export const mayBeRelated = (one: ReportedIncident, other: ReportedIncident): boolean =>
  one.sender === other.sender ||
  one.occurredOn === undefined ||
  other.occurredOn === undefined ||
  one.occurredOn === other.occurredOn;

/**
 * Whether it can be the one that goes on: with one that was taken back or erased, or to which the person said no, there is nothing
 * to decide.
 */
export const isComparable = (referralCase: ReferralCase): boolean => {
  const { head } = referralCase;
  const isRefused = isOver(head) && lastRefusalAt(referralCase) !== undefined;
  return head.status !== 'withdrawn' && head.erasedAt === undefined && !isRefused;
};

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
  return { change: changeOf(referralCase, markAsDuplicate(head, of, now)) };
}

/** The head with the mark, on the hub's list where a service has the case, and the event of that. */
export function markAsDuplicate(head: CaseHead, of: ReferralId, now: Date): { head: CaseHead; events: HistoryEvent[] } {
  const at = now.toISOString();
  const marked: CaseHead = { ...head, possibleDuplicateOf: of };
  const after = head.status === 'routed' ? addToTriage(marked, 'possible-duplicate', at) : marked;
  return { head: after, events: [possibleDuplicateEvent(at)] };
}

export function withoutMark({ possibleDuplicateOf: _, ...head }: CaseHead): CaseHead {
  return removeTriageReason(head, 'possible-duplicate');
}

/**
 * The other referral of a possible duplicate is withdrawn: the case leaves the hub's list, unless another is there to be compared.
 * @param instead the one that was opened again in the place of the other
 */
export function replaceOther(
  referralCase: ReferralCase,
  of: ReferralId,
  instead: ReferralId | undefined,
  now: Date,
): Outcome<never> {
  const { head } = referralCase;
  if (!canWithdraw(head, 'triage') || head.possibleDuplicateOf !== of) return { already: true };
  if (instead !== undefined)
    return { change: changeOf(referralCase, { head: { ...head, possibleDuplicateOf: instead } }) };
  const event: HistoryEvent = { at: now.toISOString(), event: 'not-duplicate', by: 'system', counts: [] };
  return { change: changeOf(referralCase, { head: withoutMark(head), events: [event] }) };
}
