/**
 * How long what was said of a person is kept once their case is over, and what ends or stops that. The periods are
 * the area's (rules.yaml); the classes are Victim Support's. The counts stay for good, and so does the case without
 * the person: which organisation did what, and when.
 *
 * A keyed hash, by which the same person is known again without knowing who it is, is kept for as long as they would
 * be a repeat victim (Victims' Code, enhanced rights), even where what was said of them is erased before.
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
 * Why a case that is over is kept: for whichever of its services needs it longest.
 * @param withdrawn why it was taken back, when it was. Who takes back their consent has declined; so, in effect,
 *   has a person whom nobody should have referred, unless a service had reached them.
 */
export function keptAs(handOffs: readonly HandOff[], withdrawn?: WithdrawReason): KeepClass {
  if (withdrawn === 'consent-withdrawn') return 'declined';
  const classes = handOffs.map(classOf);
  const longest = keepClasses.findLast((one) => classes.includes(one)) ?? 'not-reached';
  return withdrawn !== undefined && longest !== 'supported' ? 'declined' : longest;
}

/** The date so long after another; a day that the month lacks becomes its last. */
export function after(date: string, period: Period): string {
  if ('weeks' in period) return addDays(date, 7 * period.weeks);
  return addMonths(date, 'months' in period ? period.months : 12 * period.years);
}

/** The date so long before another. */
export function before(date: string, period: Period): string {
  if ('weeks' in period) return addDays(date, -7 * period.weeks);
  return addMonths(date, 'months' in period ? -period.months : -12 * period.years);
}

/** The last London day on which the case is kept whole; undefined while it is open, held back, or erased. */
export function keptUntil({ keep, hold, erasedAt, since }: Head, rules: Pick<Rules, 'keep'>): string | undefined {
  if (keep === undefined || hold || erasedAt !== undefined) return undefined;
  return after(londonDate(new Date(since)), rules.keep[keep]);
}

type Periods = Pick<Rules, 'keep' | 'repeatVictimMonths'>;

/** The last London day on which the same person is known again by their hash. */
export const knownUntil = ({ receivedAt }: Head, rules: Pick<Rules, 'repeatVictimMonths'>): string =>
  addMonths(londonDate(new Date(receivedAt)), rules.repeatVictimMonths);

/** Whether the time has come, or the authority asked for it. */
function isDue(head: Head, rules: Periods, now: Date): boolean {
  const until = keptUntil(head, rules);
  return until !== undefined && (head.erasure !== undefined || until < londonDate(now));
}

const mayForget = (head: Head, rules: Periods, now: Date): boolean =>
  head.erasure !== undefined || knownUntil(head, rules) < londonDate(now);

/** What may be said against keeping or erasing: the case is open, it is held for the law, or it is erased. */
export type KeepingRefused = { open: NotAllowed } | { onHold: true } | { erased: true };

/**
 * Erases when the time has come, and forgets the person then or later. What stands in the ledger goes in the same
 * transaction.
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

/** The authority wants it erased, or forgotten, before its time; the next run does it. Only of a case that is over. */
export function askErasure(whole: Case, reason: ErasureReason, party: string, now: Date): Outcome<KeepingRefused> {
  const { head } = whole;
  if (head.forgottenAt !== undefined || head.erasure) return { already: true };
  if (head.hold) return { refused: { onHold: true } };
  if (head.keep === undefined) return { refused: { open: openStill(head.status) } };
  const at = now.toISOString();
  const event = { at, event: 'erasure-asked', by: party, reason } as const;
  return { change: moved(whole, { ...head, erasure: { reason, since: at } }, event) };
}

/** Keeps a case for a court or an inquiry, whatever else would end it. `note` says for which, and is sealed. */
export function holdForLaw(whole: Case, note: string, party: string, now: Date): Outcome<KeepingRefused> {
  const { head } = whole;
  if (head.erasedAt !== undefined) return { refused: { erased: true } };
  if (head.hold) return { already: true };
  const at = now.toISOString();
  // Whoever must keep it may not erase it: a wish to is gone, and may be asked for again afterwards.
  const { erasure: _, ...rest } = head;
  return {
    change: moved(whole, { ...rest, hold: { by: party, since: at } }, { at, event: 'legal-hold', by: party, note }),
  };
}

/** Its time runs on as if it had never been held; what is past it goes at the next run. */
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
