/**
 * The comparison that violence reduction units publish: the monthly average now against that of the months before.
 * Complete calendar months only; no percentage if any month is missing.
 */
import { addDays, addMonths, monthOf } from '../london.ts';
import { completeMonths, firstDayOf, wholeMonths } from '../months.ts';
import type { FirstDay } from './periods.ts';

export interface MonthlyMean {
  months: number;
  /** First and last day; null if there is no complete month. */
  from: string | null;
  to: string | null;
  /** To one decimal place; null if a month is missing or suppressed. */
  mean: number | null;
  /** Of all the months; null as the mean is. */
  sum: number | null;
}

export type NoComparisonReason = 'no-complete-month' | 'months-missing' | 'suppressed' | 'baseline-zero';

export interface MonthComparison {
  current: MonthlyMean;
  baseline: MonthlyMean;
  /** Whole percent, halves rounded away from 0, negative for a fall; null with `reason` if it cannot be given. */
  changePercent: number | null;
  reason?: NoComparisonReason;
  /** Months on either side, such as 2026-01, that were not counted from their first day. */
  missingMonths?: string[];
}

/** The complete months of the query, and the baseline months before them. */
export interface ComparedMonths {
  current: { from: string; to: string; months: string[] };
  baseline: { from: string; to: string; months: string[] };
}

/**
 * Returns undefined if the range contains no complete month.
 * @param baselineMonths how many months to compare with
 * @param today London date; the current month is not complete
 */
export function monthsToCompare(
  from: string,
  to: string,
  baselineMonths: number,
  today: string,
): ComparedMonths | undefined {
  const complete = completeMonths(from, to, today);
  if (!complete) return undefined;
  return {
    current: comparedRange(complete.from, complete.to),
    baseline: comparedRange(addMonths(complete.from, -baselineMonths), addDays(complete.from, -1)),
  };
}

const comparedRange = (from: string, to: string): ComparedMonths['current'] => ({
  from,
  to,
  months: wholeMonths(from, to),
});

/** The months to compare, and how many the baseline has. */
export interface Comparison {
  baselineMonths: number;
  /** Undefined if the range has no complete month. */
  months: ComparedMonths | undefined;
}

/** The counts of all months on either side; null where they cannot be published. */
export interface ComparedSums {
  current: number | null;
  baseline: number | null;
}

/**
 * @param firstDay the first day ever counted; months that began before it are missing. Where it is not told, none is.
 * @param enough the change from or to a smaller sum is not published; 0 for exact figures
 */
export function compareMonths(
  { months, baselineMonths }: Comparison,
  sums: ComparedSums,
  firstDay: FirstDay,
  enough: number,
): MonthComparison {
  if (!months) {
    const emptyMean: MonthlyMean = { months: 0, from: null, to: null, mean: null, sum: null };
    return {
      current: emptyMean,
      baseline: { ...emptyMean, months: baselineMonths },
      changePercent: null,
      reason: 'no-complete-month',
    };
  }
  const missing = [...months.baseline.months, ...months.current.months].filter(
    (month) => firstDay !== 'not-told' && (firstDay === undefined || firstDayOf(month) < firstDay),
  );
  const current = meanOf(months.current, sums.current, missing);
  const baseline = meanOf(months.baseline, sums.baseline, missing);
  const noComparison = (reason: NoComparisonReason): MonthComparison => ({
    current,
    baseline,
    changePercent: null,
    reason,
    ...(missing.length > 0 ? { missingMonths: missing } : {}),
  });
  if (missing.length > 0) return noComparison('months-missing');
  if (sums.current === null || sums.baseline === null) return noComparison('suppressed');
  if (sums.current < enough || sums.baseline < enough) return noComparison('suppressed');
  const now = sums.current * months.baseline.months.length;
  const before = sums.baseline * months.current.months.length;
  if (before === 0) return noComparison('baseline-zero');
  const percent = Math.round((100 * Math.abs(now - before)) / before);
  return { current, baseline, changePercent: now < before && percent > 0 ? -percent : percent };
}

function meanOf(side: ComparedMonths['current'], sum: number | null, missing: readonly string[]): MonthlyMean {
  const known = side.months.some((month) => missing.includes(month)) ? null : sum;
  const mean = known === null ? null : Math.round((10 * known) / side.months.length) / 10;
  return { months: side.months.length, from: side.from, to: side.to, mean, sum: known };
}

/** As many complete months on either side as were counted. */
export interface ShorterComparison {
  /** Of each side. */
  months: number;
  current: { from: string; to: string };
  baseline: { from: string; to: string };
}

/**
 * What can be compared where the time before a range was not counted: the last complete months of the range with as many
 * before them, as many as there are. Undefined if there are none.
 * @param today London date
 * @param countedFrom the first day counted; a month that began before it is not compared
 */
export function shorterComparison(
  range: { from: string; to: string },
  today: string,
  countedFrom: string,
): ShorterComparison | undefined {
  const complete = completeMonths(range.from, range.to, today);
  if (!complete) return undefined;
  const counted = wholeMonths(countedFrom, complete.to).length;
  const months = Math.min(Math.floor(counted / 2), wholeMonths(complete.from, complete.to).length);
  if (months === 0) return undefined;
  const from = addMonths(firstDayOf(monthOf(complete.to)), 1 - months);
  const baseline = { from: addMonths(from, -months), to: addDays(from, -1) };
  return { months, current: { from, to: complete.to }, baseline };
}
