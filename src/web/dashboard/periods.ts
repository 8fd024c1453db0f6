/** The named periods to choose from, and the ranges they are compared with. */
import { addDays, addMonths, financialYearOf } from '#src/domain/london.ts';
import { startOfMonth } from '#src/domain/months.ts';
import { countDays, periodOf } from '#src/domain/volumes/periods.ts';

export const namedPeriods = ['this-month', 'last-12-months', 'last-24-months'] as const;
export type NamedPeriod = (typeof namedPeriods)[number];
/** Value of the period for dates entered by the manager. */
export const customDates = 'dates';
export const defaultPeriod: NamedPeriod = 'last-12-months';

/** London days, both inclusive. */
export interface DateRange {
  from: string;
  to: string;
}

const earlierOf = (one: string, other: string): string => (one < other ? one : other);

/** Whole months before the current one. */
const lastWholeMonths = (count: number, today: string): DateRange => ({
  from: addMonths(startOfMonth(today), -count),
  to: addDays(startOfMonth(today), -1),
});

/** The days of a named period, or of a financial year such as 2026-27; undefined for any other name. */
export function dateRangeOf(name: string, today: string): DateRange | undefined {
  if (name === 'this-month') return { from: startOfMonth(today), to: today };
  if (name === 'last-12-months') return lastWholeMonths(12, today);
  if (name === 'last-24-months') return lastWholeMonths(24, today);
  const start = `${name.slice(0, 4)}-04-01`;
  if (!/^(19|20)\d\d-\d\d$/.test(name) || financialYearOf(start) !== name || start > today) return undefined;
  return { from: start, to: earlierOf(periodOf('financial-year', start).to, today) };
}

/** Financial years to choose from, latest first: since counting began, if that is known, and at most ten. */
export function financialYears(today: string, firstDay: string | undefined): string[] {
  const years: string[] = [];
  const oldest = firstDay === undefined ? '' : financialYearOf(firstDay);
  for (let day = today; years.length < 10 && financialYearOf(day) >= oldest; day = addMonths(day, -12))
    years.push(financialYearOf(day));
  return years;
}

/**
 * The range of the same length just before: as many months if the range starts with a month, else as many days. Of a
 * range that is not over, only the part until `today` counts.
 */
export function precedingRange({ from, to }: DateRange, today: string): DateRange {
  const end = to > today && from <= today ? today : to;
  if (!from.endsWith('-01')) {
    const days = countDays(from, end);
    return { from: addDays(from, -days), to: addDays(from, -1) };
  }
  let months = 1;
  while (addMonths(from, months) <= end) months += 1;
  const isWhole = addDays(addMonths(from, months), -1) === end;
  return { from: addMonths(from, -months), to: isWhole ? addDays(from, -1) : addMonths(end, -months) };
}

/** Days for up to 62 days, else months. */
export const defaultInterval = ({ from, to }: DateRange): 'day' | 'month' =>
  countDays(from, to) <= 62 ? 'day' : 'month';
