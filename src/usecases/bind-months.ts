/**
 * Rolls up the months that a recount confirms, so that queries read one row for each counter and month:
 * docs/adr/0009-bound-months.md. Only rows that were compared with the history are rolled up.
 */
import { lastOf, wholeMonths } from '#src/domain/counting/bound.ts';
import { addDays, monthOf, startOfDay } from '#src/domain/london.ts';
import type { CountedHistory, MonthBinder, StandingCounters } from './counter-ports.ts';
import { type Recount, recountRows } from './recount.ts';

export interface Bound extends Recount {
  /** Months that have now been rolled up. */
  bound: string[];
  /** Months that agreed, but got a late count before the roll-up was complete. */
  overtaken: string[];
}

export interface BindDeps {
  history: CountedHistory;
  counters: StandingCounters;
  binder: MonthBinder;
  now: () => Date;
}

/**
 * How long a month must have been over: longer than a function may run (15 minutes), so that no writer
 * still has a clock reading from inside the month.
 */
const overForMs = 3_600_000;

/**
 * Recounts a range of London days (inclusive). Whole past months that agree are rolled up; the roll-up of a
 * month that differs is discarded, so that it is read day by day.
 */
export async function recountAndBind(deps: BindDeps, from: string, to: string): Promise<Bound> {
  const { binder } = deps;
  const until = deps.now().getTime() - overForMs;
  const months = wholeMonths(from, to).filter((month) => startOfDay(addDays(lastOf(month), 1)).getTime() <= until);
  // Must come before any row is read: from here on, a late count invalidates the token.
  const begun = new Map<string, string>();
  for (const month of months) {
    const token = await binder.begin(month);
    if (token !== undefined) begun.set(month, token);
  }
  const { recount, standing } = await recountRows(deps, from, to);
  const differing = new Set(recount.differences.map(({ d }) => monthOf(d)));
  const bound: string[] = [];
  const overtaken: string[] = [];
  for (const month of months) {
    const token = begun.get(month);
    if (differing.has(month)) await binder.unbind(month);
    else if (token !== undefined) {
      const rows = standing.filter(({ d }) => monthOf(d) === month);
      ((await binder.bind(month, token, rows)) ? bound : overtaken).push(month);
    }
  }
  return { ...recount, bound, overtaken };
}
