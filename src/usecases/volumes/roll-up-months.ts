/**
 * Rolls up the months that a recount confirms, so that queries read one row for each counter and month:
 * docs/adr/0009-monthly-roll-ups.md. Only rows that were compared with the history are rolled up.
 */

import { packCountedReferral } from '#src/domain/counting/distinct-people.ts';
import { addDays, monthOf, startOfDay } from '#src/domain/london.ts';
import { lastDayOf, wholeMonths } from '#src/domain/months.ts';
import type { CountHistory, MonthPeople, RollUpWriter, StoredCounters } from '#src/usecases/ports/counters.ts';
import { type Recount, recountRows } from './recount.ts';

export interface RollUpResult extends Recount {
  /** Months that have now been rolled up. */
  rolledUp: string[];
  /** Months that agreed, but got a late count before the roll-up was complete. */
  overtaken: string[];
}

export interface RollUpDeps {
  history: CountHistory;
  counters: StoredCounters;
  people: MonthPeople;
  rollUpWriter: RollUpWriter;
  now: () => Date;
}

/**
 * How long a month must have been over: longer than a function may run (15 minutes), so that no writer
 * still has a clock reading from inside the month.
 */
const minAgeMs = 3_600_000;

/**
 * Recounts a range of London days (inclusive). Whole past months that agree are rolled up; the roll-up of a
 * month that differs is discarded, so that it is read day by day.
 */
export async function recountAndRollUp(deps: RollUpDeps, from: string, to: string): Promise<RollUpResult> {
  const { rollUpWriter } = deps;
  const cutOff = deps.now().getTime() - minAgeMs;
  const months = wholeMonths(from, to).filter((month) => startOfDay(addDays(lastDayOf(month), 1)).getTime() <= cutOff);
  // Must come before any row is read: from here on, a late count invalidates the token.
  const tokens = new Map<string, string>();
  for (const month of months) {
    const token = await rollUpWriter.begin(month);
    if (token !== undefined) tokens.set(month, token);
  }
  const { recount, standing, people } = await recountRows(deps, from, to);
  const differing = new Set(recount.differences.map(({ d }) => monthOf(d)));
  const rolledUp: string[] = [];
  const overtaken: string[] = [];
  for (const month of months) {
    const token = tokens.get(month);
    if (differing.has(month)) await rollUpWriter.discard(month);
    else if (token !== undefined) {
      const rows = standing.filter(({ d }) => monthOf(d) === month);
      const seen = [...people].flatMap(([person, referrals]) =>
        referrals
          .filter(({ day }) => monthOf(day) === month)
          .map((referral) => ({ person, referral: packCountedReferral(referral) })),
      );
      await deps.people.write(month, token, seen);
      ((await rollUpWriter.complete(month, token, rows)) ? rolledUp : overtaken).push(month);
    }
  }
  return { ...recount, rolledUp, overtaken };
}
