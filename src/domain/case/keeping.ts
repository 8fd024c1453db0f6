/**
 * Retention, legal hold and erasure of personal data after a case is over. The periods are the area's (rules.yaml);
 * the classes are Victim Support's. Counts are kept indefinitely, and so is the case without the person: which
 * organisation did what, and when.
 *
 * A keyed hash links referrals of one person without identifying them. It is kept for as long as they would count as
 * a repeat victim (Victims' Code, enhanced rights), even if their personal data is erased earlier.
 */
import type { Period, Rules } from '../area.ts';
import { addDays, addMonths, londonDate } from '../london.ts';
import { mayFollow, type ReferralStatus, referralMoves } from '../states.ts';
import {
  type ErasureReason,
  type KeepClass,
  keepClasses,
  type Outcome as SupportOutcome,
  type WithdrawReason,
} from '../vocabulary.ts';
import { changeOf } from './change.ts';
import type { Case, CaseEvent, Change, HandOff, Head, HistoryEvent, NotAllowed, Outcome } from './model.ts';

const saidNo: readonly (string | undefined)[] = [
  'declined-by-victim',
  'consent-withdrawn',
] satisfies readonly SupportOutcome[];

function classOf({ outcome, contactedAt }: HandOff): KeepClass {
  if (saidNo.includes(outcome)) return 'declined';
  return outcome === 'support-completed' || contactedAt !== undefined ? 'supported' : 'not-reached';
}

/**
 * The retention class of a case that is over: the longest of its hand-offs.
 * @param withdrawn the reason, if it was withdrawn. Withdrawn consent counts as declined, and so does a referral
 *   that should not have been made, unless a service had already reached the person.
 */
export function keptAs(handOffs: readonly HandOff[], withdrawn?: WithdrawReason): KeepClass {
  if (withdrawn === 'consent-withdrawn') return 'declined';
  const classes = handOffs.map(classOf);
  const longest = keepClasses.findLast((one) => classes.includes(one)) ?? 'not-reached';
  return withdrawn !== undefined && longest !== 'supported' ? 'declined' : longest;
}

/** Adds a retention period to a date; a day missing from the target month becomes its last day. */
export function after(date: string, period: Period): string {
  if ('weeks' in period) return addDays(date, 7 * period.weeks);
  return addMonths(date, 'months' in period ? period.months : 12 * period.years);
}

/** Subtracts a retention period from a date. */
export function before(date: string, period: Period): string {
  if ('weeks' in period) return addDays(date, -7 * period.weeks);
  return addMonths(date, 'months' in period ? -period.months : -12 * period.years);
}

/** The last London day on which personal data is kept; undefined while the case is open, on hold or erased. */
export function keptUntil({ keep, hold, erasedAt, since }: Head, rules: Pick<Rules, 'keep'>): string | undefined {
  if (keep === undefined || hold || erasedAt !== undefined) return undefined;
  return after(londonDate(new Date(since)), rules.keep[keep]);
}

type Periods = Pick<Rules, 'keep' | 'repeatVictimMonths'>;

/** The last London day on which the person's hash is kept. */
export const knownUntil = ({ receivedAt }: Head, rules: Pick<Rules, 'repeatVictimMonths'>): string =>
  addMonths(londonDate(new Date(receivedAt)), rules.repeatVictimMonths);

/** Whether the retention period has ended, or the authority requested erasure. */
function isDue(head: Head, rules: Periods, now: Date): boolean {
  const until = keptUntil(head, rules);
  return until !== undefined && (head.erasure !== undefined || until < londonDate(now));
}

const mayForget = (head: Head, rules: Periods, now: Date): boolean =>
  head.erasure !== undefined || knownUntil(head, rules) < londonDate(now);

/** Why an erasure or a legal hold is refused: the case is open, on legal hold, or already erased. */
export type KeepingRefused = { open: NotAllowed } | { onHold: true } | { erased: true };

/**
 * Marks personal data as erased when it is due, and the person's hash then or later. The store deletes the data
 * together with this change.
 */
export function erase(whole: Case, rules: Periods, now: Date): Outcome<never> {
  const { head } = whole;
  const at = now.toISOString();
  const forgotten = mayForget(head, rules, now) ? { forgottenAt: at } : {};
  if (head.erasedAt !== undefined && head.forgottenAt === undefined) {
    if (!('forgottenAt' in forgotten)) return { already: true };
    return { change: changeOf(whole, { head: { ...head, ...forgotten } }) };
  }
  if (!isDue(head, rules, now)) return { already: true };
  const { advice: _, ...rest } = head;
  const reason = head.erasure?.reason ?? head.keep ?? '';
  return {
    change: moved(whole, { ...rest, erasedAt: at, ...forgotten }, { at, event: 'erased', by: 'system', reason }),
  };
}

/** Requests early erasure of a case that is over; the next run of the erasing job carries it out. */
export function askErasure(whole: Case, reason: ErasureReason, party: string, now: Date): Outcome<KeepingRefused> {
  const { head } = whole;
  if (head.forgottenAt !== undefined || head.erasure) return { already: true };
  if (head.hold) return { refused: { onHold: true } };
  if (head.keep === undefined) return { refused: { open: openStill(head.status) } };
  const at = now.toISOString();
  const event = { at, event: 'erasure-asked', by: party, reason } as const;
  return { change: moved(whole, { ...head, erasure: { reason, since: at } }, event) };
}

/** Keeps a case for a court or an inquiry. `note` says which; it is sealed. */
export function holdForLaw(whole: Case, note: string, party: string, now: Date): Outcome<KeepingRefused> {
  const { head } = whole;
  if (head.erasedAt !== undefined) return { refused: { erased: true } };
  if (head.hold) return { already: true };
  const at = now.toISOString();
  // A hold cancels a pending erasure request; it can be requested again once the hold is lifted.
  const { erasure: _, ...rest } = head;
  return {
    change: moved(whole, { ...rest, hold: { by: party, since: at } }, { at, event: 'legal-hold', by: party, note }),
  };
}

/** The retention period counts as if there had been no hold, so an overdue case is erased at the next run. */
export function liftHold(whole: Case, party: string, now: Date): Outcome<KeepingRefused> {
  const { hold, ...rest } = whole.head;
  if (!hold) return { already: true };
  return { change: moved(whole, rest, { at: now.toISOString(), event: 'hold-lifted', by: party }) };
}

const openStill = (status: ReferralStatus): NotAllowed => ({
  status,
  allowed: mayFollow(referralMoves, status, 'hub').filter((to) => to === 'withdrawn'),
});

const moved = (whole: Case, head: Head, event: Omit<HistoryEvent, 'counts' | 'event'> & { event: CaseEvent }): Change =>
  changeOf(whole, { head, events: [{ ...event, counts: [] }] });
