/** What becomes of a notice in a run: each is tried so often, with pauses that grow, and then parked. */

import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import type { MailItem, NoticeKey, Notices, WaitingNotice } from '#src/usecases/ports/mail.ts';

export interface SettleDeps {
  notices: Notices;
  now: Clock;
  log: Log;
}

export interface MailResult {
  /** E-mails. */
  sent: number;
  /** Notices that wait for another attempt. */
  failed: number;
  parked: number;
}

/** A notice with all that decides what becomes of it in this run. */
export interface Pending {
  notice: WaitingNotice;
  /** Absent for what is of no case. */
  item?: MailItem;
  /** Addresses that are still to be written to in this run, by hash. */
  open: Set<string>;
  told: number;
  /** The attempt of this run is recorded. */
  isBegun: boolean;
  hasFailed?: string;
  /** Epoch milliseconds: when an address that waits may be written to. */
  waitsUntil?: number;
  isMarked: boolean;
  isUnwanted: boolean;
}

const minuteMs = 60_000;
/** When a notice that only a marked address could get is looked at again, and for how long. */
const markedPauseMs = 60 * minuteMs;
const markedForMs = 7 * 24 * 60 * minuteMs;
/** The pauses grow to an hour: some ten hours in all. */
const maxTries = 15;
const pauseMs = (tries: number): number => Math.min(2 ** tries, 60) * minuteMs;

/** All its attempts were begun, and what became of the last was never recorded. */
export const isUsedUp = ({ tries }: WaitingNotice): boolean => tries >= maxTries;

/**
 * Counts the attempt and puts the notice off before an e-mail of it goes: where the record of that e-mail fails, it is
 * repeated as often as one that does not go, and not every minute. Once in a run, however many addresses it has.
 */
export async function beginAttempt(deps: SettleDeps, pending: Pending): Promise<void> {
  if (pending.isBegun) return;
  await deps.notices.begin(pending.notice, nextTryAt(deps, pending.notice));
  pending.isBegun = true;
}

/** Decides what becomes of a notice whose addresses were all looked at. */
export async function settle(deps: SettleDeps, pending: Pending, result: MailResult): Promise<void> {
  const { notice, told, hasFailed, waitsUntil, isMarked, isUnwanted } = pending;
  const now = deps.now();
  if (hasFailed !== undefined) return putOff(deps, pending, hasFailed, result);
  if (waitsUntil !== undefined) return deps.notices.waitUntil(notice, new Date(waitsUntil).toISOString(), false);
  if (told === 0 && isMarked) {
    if (now.getTime() - Date.parse(notice.at) > markedForMs) return park(deps, notice, 'address-marked', result);
    return deps.notices.waitUntil(notice, new Date(now.getTime() + markedPauseMs).toISOString(), false);
  }
  const outcome = told > 0 ? 'sent' : isUnwanted ? 'not-wanted' : 'overtaken';
  return deps.notices.finish(notice, outcome, now.toISOString());
}

export async function putOff(
  deps: SettleDeps,
  { notice }: Pick<Pending, 'notice'>,
  reason: string,
  result: MailResult,
): Promise<void> {
  if (notice.tries + 1 >= maxTries) return park(deps, notice, reason, result);
  await deps.notices.waitUntil(notice, nextTryAt(deps, notice), true);
  result.failed += 1;
}

export async function park(deps: SettleDeps, notice: NoticeKey, reason: string, result: MailResult): Promise<void> {
  await deps.notices.park(notice, reason, deps.now().toISOString());
  deps.log.error('mail-parked', { reason });
  result.parked += 1;
}

const nextTryAt = ({ now }: SettleDeps, { tries }: WaitingNotice): string =>
  new Date(now().getTime() + pauseMs(tries)).toISOString();
