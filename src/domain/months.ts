/** Calendar months, such as 2026-11, in London days. */
import { addDays, addMonths, monthOf } from './london.ts';

export const firstDayOf = (month: string): string => `${month}-01`;
export const lastDayOf = (month: string): string => addDays(addMonths(firstDayOf(month), 1), -1);

/** The first day of the month that a day is in. */
export const startOfMonth = (day: string): string => firstDayOf(monthOf(day));

/** The months that lie entirely within a range of days, in order. */
export function wholeMonths(from: string, to: string): string[] {
  const months: string[] = [];
  const start = from === startOfMonth(from) ? from : addMonths(startOfMonth(from), 1);
  for (let first = start; lastDayOf(monthOf(first)) <= to; first = addMonths(first, 1)) months.push(monthOf(first));
  return months;
}

/** The first and last day of the whole months of a range that are over by `today`; undefined if there are none. */
export function completeMonths(from: string, to: string, today: string): { from: string; to: string } | undefined {
  const months = wholeMonths(from, to < today ? to : addDays(today, -1));
  const [first, last] = [months[0], months.at(-1)];
  return first === undefined || last === undefined ? undefined : { from: firstDayOf(first), to: lastDayOf(last) };
}
