/** Calendar periods in London days, and their labels. */
import { addDays, addMonths, dayNumber, financialYearOf, monthOf, quarterOf, weekdayOf, yearOf } from '../london.ts';
import { startOfMonth } from '../months.ts';

export const intervals = ['day', 'week', 'month', 'quarter', 'year', 'financial-year', 'all'] as const;
export type Interval = (typeof intervals)[number];

export interface Period {
  /** 2026-01-31, 2026-W05, 2026-01, 2026-Q1, 2026, 2026-27 or all. */
  label: string;
  /** ISO dates, both inclusive. */
  from: string;
  to: string;
  /** False if the query's range cuts it short. */
  isComplete: boolean;
}

/** ISO 8601: a week belongs to the year of its Thursday. */
function weekLabel(monday: string): string {
  const thursday = addDays(monday, 3);
  const days = countDays(`${yearOf(thursday)}-01-01`, thursday) - 1;
  return `${yearOf(thursday)}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

const monthRange = (first: string, count: number) => ({ from: first, to: addDays(addMonths(first, count), -1) });

/** The first day of the quarter that contains the first day of a month. */
const startOfQuarter = (first: string): string => addMonths(first, -((Number(first.slice(5, 7)) - 1) % 3));

/** The full calendar period that contains a day. */
export function periodOf(interval: Exclude<Interval, 'all'>, day: string): Omit<Period, 'isComplete'> {
  switch (interval) {
    case 'day':
      return { label: day, from: day, to: day };
    case 'week': {
      const monday = addDays(day, -weekdayOf(dayNumber(day)));
      return { label: weekLabel(monday), from: monday, to: addDays(monday, 6) };
    }
    case 'month':
      return { label: monthOf(day), ...monthRange(startOfMonth(day), 1) };
    case 'quarter':
      return { label: quarterOf(day), ...monthRange(startOfQuarter(startOfMonth(day)), 3) };
    case 'year':
      return { label: yearOf(day), ...monthRange(`${yearOf(day)}-01-01`, 12) };
    case 'financial-year': {
      const label = financialYearOf(day);
      return { label, ...monthRange(`${label.slice(0, 4)}-04-01`, 12) };
    }
    default:
      return interval satisfies never;
  }
}

/** The periods of a range in order; the first and last are cut to the range. */
export function periodsIn(interval: Interval, from: string, to: string): Period[] {
  if (interval === 'all') return [{ label: 'all', from, to, isComplete: true }];
  const periods: Period[] = [];
  for (let day = from; day <= to; ) {
    const { label, ...fullRange } = periodOf(interval, day);
    const clipped = { from: fullRange.from < from ? from : fullRange.from, to: fullRange.to > to ? to : fullRange.to };
    periods.push({ label, ...clipped, isComplete: clipped.from === fullRange.from && clipped.to === fullRange.to });
    day = addDays(fullRange.to, 1);
  }
  return periods;
}

/**
 * The London day of the first referral ever counted, undefined if there is none. Published figures are not told it: they
 * have the day on which the area opened, where its authority tells it.
 */
export type FirstDay = string | undefined | 'not-told';

/**
 * The labels of those that are not counted whole: cut by the range, not over, or begun before counting did. `all` has
 * no length of its own, and is whole wherever its days are.
 * @param today London day
 * @param firstDay the first day ever counted, if any
 */
export function partialPeriods(
  interval: Interval,
  range: Range,
  today: string,
  firstDay: string | undefined,
): string[] {
  return periodsIn(interval, range.from, range.to)
    .filter(({ from, to, isComplete }) => !isComplete || to >= today || (firstDay !== undefined && from < firstDay))
    .map(({ label }) => label);
}

/**
 * The labels of those of which no day was counted: before counting began, or not begun. Their 0 stands for no count.
 * @param today London day
 * @param firstDay the first day ever counted, if any
 */
export const uncountedPeriods = (
  interval: Interval,
  range: Range,
  today: string,
  firstDay: string | undefined,
): string[] =>
  periodsIn(interval, range.from, range.to)
    .filter(({ from, to }) => from > today || (firstDay !== undefined && to < firstDay))
    .map(({ label }) => label);

interface Range {
  from: string;
  to: string;
}

/** The number of days in a range, both ends inclusive. */
export const countDays = (from: string, to: string): number => dayNumber(to) - dayNumber(from) + 1;
