/**
 * Binds the months that a recount finds right, so that questions read each in one row for a counter:
 * docs/adr/0009-bound-months.md. What is bound is what was counted again, and nothing else.
 */
import { lastOf, wholeMonths } from '#src/domain/counting/bound.ts';
import { addDays, monthOf, startOfDay } from '#src/domain/london.ts';
import type { CountedHistory, MonthBinder, StandingCounters } from './counter-ports.ts';
import { type Recount, recountRows } from './recount.ts';

export interface Bound extends Recount {
  /** Months that are bound from now on. */
  bound: string[];
  /** Months that agreed, and were counted in before they could be bound. */
  overtaken: string[];
}

export interface BindDeps {
  history: CountedHistory;
  counters: StandingCounters;
  binder: MonthBinder;
  now: () => Date;
}

/**
 * How long a month must have been over. Whoever writes a count took the day and the time before that,
 * and the longest that anything here lives is a quarter of an hour.
 */
const overForMs = 3_600_000;

/**
 * Counts a range of London days again, both included. Of its whole months that are over, those that agree
 * are bound; those that differ are read by days, also where they were bound before.
 */
export async function recountAndBind(deps: BindDeps, from: string, to: string): Promise<Bound> {
  const { binder } = deps;
  const until = deps.now().getTime() - overForMs;
  const months = wholeMonths(from, to).filter((month) => startOfDay(addDays(lastOf(month), 1)).getTime() <= until);
  // Before anything is read: whatever is added to these months from now on is noticed.
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
