/**
 * Retention and erasure of personal data after a case is over. The periods are the area's (rules.yaml);
 * the classes are Victim Support's. Counts are kept indefinitely, and so is the case without the person: which
 * organisation did what, and when.
 *
 * A keyed hash links referrals of one person without identifying them. It is kept for as long as they would count as
 * a repeat victim (Victims' Code, enhanced rights), even if their personal data is erased earlier.
 */

import type { RetentionPeriod, Rules } from '#src/domain/area.ts';
import { changeOf } from '#src/domain/case/change.ts';
import type { CaseEvent, HistoryEvent } from '#src/domain/case/history.ts';
import type { CaseChange, CaseHead, HandOff, NotAllowed, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import type { PartyId } from '#src/domain/ids.ts';
import { addDays, addMonths, londonDate } from '#src/domain/london.ts';
import { isTransitionAllowed, type ReferralStatus, referralTransitions } from '#src/domain/states.ts';
import { isTestOver, testEndsAt } from '#src/domain/test-party.ts';
import {
  type ErasureReason,
  type RetentionClass,
  retentionClasses,
  type SupportOutcome,
  type WithdrawReason,
} from '#src/domain/vocabulary.ts';

/** The person said no. */
export const declinedByVictim: readonly (string | undefined)[] = [
  'declined-by-victim',
  'consent-withdrawn',
] satisfies readonly SupportOutcome[];

function retentionClassOfHandOff({ outcome, contactedAt }: HandOff): RetentionClass {
  if (declinedByVictim.includes(outcome)) return 'declined';
  return outcome === 'support-completed' || contactedAt !== undefined ? 'supported' : 'not-reached';
}

/**
 * The retention class of a case that is over: the longest of its hand-offs.
 * @param withdrawn the reason, if it was withdrawn. Withdrawn consent counts as declined, and so does a referral
 *   that should not have been made, unless a service had already reached the person.
 */
export function retentionClassOf(handOffs: readonly HandOff[], withdrawn?: WithdrawReason): RetentionClass {
  if (withdrawn === 'consent-withdrawn') return 'declined';
  const classes = handOffs.map(retentionClassOfHandOff);
  const longest = retentionClasses.findLast((one) => classes.includes(one)) ?? 'not-reached';
  return withdrawn !== undefined && longest !== 'supported' ? 'declined' : longest;
}

/** Adds a retention period to a date; a day missing from the target month becomes its last day. */
export function addPeriod(date: string, period: RetentionPeriod): string {
  if ('weeks' in period) return addDays(date, 7 * period.weeks);
  return addMonths(date, 'months' in period ? period.months : 12 * period.years);
}

/** Subtracts a retention period from a date. */
export function subtractPeriod(date: string, period: RetentionPeriod): string {
  if ('weeks' in period) return addDays(date, -7 * period.weeks);
  return addMonths(date, 'months' in period ? -period.months : -12 * period.years);
}

/** The last London day on which personal data is kept; undefined while the case is open, on hold or erased. */
export function retainedUntil(
  { retentionClass, legalHold, erasedAt, since, facts, receivedAt }: CaseHead,
  rules: Pick<Rules, 'retention'>,
): string | undefined {
  if (retentionClass === undefined || legalHold || erasedAt !== undefined) return undefined;
  if (facts.test) return londonDate(testEndsAt(receivedAt));
  return addPeriod(londonDate(new Date(since)), rules.retention[retentionClass]);
}

type RetentionRules = Pick<Rules, 'retention' | 'repeatVictimMonths'>;

/** The last London day on which the person's hash is kept. */
export const personHashRetainedUntil = ({ receivedAt }: CaseHead, rules: Pick<Rules, 'repeatVictimMonths'>): string =>
  addMonths(londonDate(new Date(receivedAt)), rules.repeatVictimMonths);

/** Whether the retention period has ended, or the authority requested erasure. */
function isErasureDue(head: CaseHead, rules: RetentionRules, now: Date): boolean {
  const until = retainedUntil(head, rules);
  if (until === undefined) return false;
  return head.erasureRequest !== undefined || (head.facts.test ? isTestOver(head, now) : until < londonDate(now));
}

const canForgetPerson = (head: CaseHead, rules: RetentionRules, now: Date): boolean =>
  head.erasureRequest !== undefined || isTestOver(head, now) || personHashRetainedUntil(head, rules) < londonDate(now);

/** Whether an ended case is on the hub's list although its time is over: nobody looked at it in all the time it was kept. */
export const isLeftUnreviewed = (head: CaseHead, rules: RetentionRules, now: Date): boolean =>
  head.triage !== undefined &&
  head.legalHold === undefined &&
  (head.erasedAt === undefined ? isErasureDue(head, rules, now) : canForgetPerson(head, rules, now));

/** The person is not kept for what nobody looked at: it leaves the hub's list, which history says, and is erased. */
export function leaveUnreviewed(referralCase: ReferralCase, rules: RetentionRules, now: Date): Outcome<never> {
  const { head } = referralCase;
  if (!isLeftUnreviewed(head, rules, now)) return { already: true };
  const { triage, ...rest } = head;
  const event = {
    at: now.toISOString(),
    event: 'left-unreviewed',
    by: 'system',
    reason: triage?.reason ?? '',
  } as const;
  return { change: changeHead(referralCase, rest, event) };
}

/**
 * Why an erasure or a legal hold is refused: the case is open, on legal hold, or erased or about to be; the erasure was proposed by the
 * same person, or is proposed no longer.
 */
export type RetentionRefusal =
  | { open: NotAllowed }
  | { onHold: true }
  | { erased: true }
  | { samePerson: true }
  | { notProposed: true };

/**
 * Begins an erasure that is due, before anything is deleted: what is deleted in several calls cannot be decided again
 * half way, so a legal hold comes before this change or is refused.
 */
export function startErasure(referralCase: ReferralCase, rules: RetentionRules, now: Date): Outcome<never> {
  const { head } = referralCase;
  if (head.erasureStartedAt !== undefined || !isErasureDue(head, rules, now)) return { already: true };
  return { change: changeOf(referralCase, { head: { ...head, erasureStartedAt: now.toISOString() } }) };
}

/**
 * Marks personal data as erased once its erasure began, and the person's hash then or later. The store deletes the
 * data before it writes this change.
 */
export function eraseCase(referralCase: ReferralCase, rules: RetentionRules, now: Date): Outcome<never> {
  const { head } = referralCase;
  const at = now.toISOString();
  const canForget = canForgetPerson(head, rules, now);
  if (head.erasedAt !== undefined && head.forgottenAt === undefined) {
    if (!canForget) return { already: true };
    return { change: changeOf(referralCase, { head: forgetPerson(head, at) }) };
  }
  if (head.erasureStartedAt === undefined) return { already: true };
  const { advice: _, erasureStartedAt: __, group: ___, references: ____, proposedErasure: _____, ...rest } = head;
  const reason = head.erasureRequest?.reason ?? head.retentionClass ?? '';
  const erased: CaseHead = { ...rest, erasedAt: at };
  const after = canForget ? forgetPerson(erased, at) : erased;
  const act = head.erasureRequest?.act;
  const event = { at, event: 'erased', by: 'system', reason, ...(act !== undefined && { act }) } as const;
  return { change: changeHead(referralCase, after, event) };
}

/** Nothing says any more that another referral is of the same person. */
function forgetPerson({ possibleDuplicateOf: _, proposedErasure: __, ...head }: CaseHead, at: string): CaseHead {
  return { ...head, forgottenAt: at };
}

/** Requests early erasure of a case that is over; the next run of the erasing job carries it out. */
export function requestErasure(
  referralCase: ReferralCase,
  wish: { reason: ErasureReason; act?: string },
  party: PartyId,
  now: Date,
): Outcome<RetentionRefusal> {
  const { head } = referralCase;
  if (head.forgottenAt !== undefined || head.erasureRequest) return { already: true };
  if (head.legalHold) return { refused: { onHold: true } };
  if (head.retentionClass === undefined) return { refused: { open: stillOpen(head.status) } };
  const at = now.toISOString();
  const event = { at, event: 'erasure-asked', by: party, ...wish } as const;
  // Who asks has the case before them: it does not wait on their own list.
  const { triage: _, proposedErasure: __, ...rest } = head;
  return { change: changeHead(referralCase, { ...rest, erasureRequest: { ...wish, since: at } }, event) };
}

export const stillOpen = (status: ReferralStatus): NotAllowed => ({
  status,
  allowed: isTransitionAllowed(referralTransitions, status, 'withdrawn', 'triage') ? ['withdrawn'] : [],
});

export const changeHead = (
  referralCase: ReferralCase,
  head: CaseHead,
  event: Omit<HistoryEvent, 'counts' | 'event'> & { event: CaseEvent },
): CaseChange => changeOf(referralCase, { head, events: [{ ...event, counts: [] }] });
