/**
 * The comparison that violence reduction units publish: the monthly average now against that of the months before.
 * Complete calendar months only; no percentage if any month is missing.
 */
import { addDays, addMonths, monthOf } from '../london.ts';

export interface MeanOf {
  months: number;
  /** First and last day; null if there is no complete month. */
  from: string | null;
  to: string | null;
  /** To one decimal place; null if a month is missing or suppressed. */
  mean: number | null;
}

export type CannotSay = 'no-complete-month' | 'months-missing' | 'suppressed' | 'baseline-zero';

export interface Statement {
  current: MeanOf;
  baseline: MeanOf;
  /** Whole percent, halves rounded away from 0, negative for a fall; null with `reason` if it cannot be given. */
  changePercent: number | null;
  reason?: CannotSay;
  /** Months on either side, such as 2026-01, that were not counted from their first day. */
  missingMonths?: string[];
}

/** The complete months of the query, and the baseline months before them. */
export interface Months {
  current: { from: string; to: string; months: string[] };
  baseline: { from: string; to: string; months: string[] };
}

/**
 * Returns undefined if the range contains no complete month.
 * @param baselineMonths how many months to compare with
 * @param today London date; the current month is not complete
 */
export function monthsToCompare(from: string, to: string, before: number, today: string): Months | undefined {
  const first = from.endsWith('-01') ? from : `${monthOf(addMonths(from, 1))}-01`;
  const end = to < today ? addDays(to, 1) : today;
  const after = `${monthOf(end)}-01`;
  if (first >= after) return undefined;
  const start = addMonths(first, -before);
  return { current: span(first, after), baseline: span(start, first) };
}

function span(from: string, after: string): Months['current'] {
  const months: string[] = [];
  for (let month = from; month < after; month = addMonths(month, 1)) months.push(monthOf(month));
  return { from, to: addDays(after, -1), months };
}

/**
 * @param monthly the count of each month, such as 2026-01; null where suppressed
 * @param firstDay the first day ever counted; months that began before it are missing
 */
export function compareMonths(
  months: Months | undefined,
  before: number,
  monthly: ReadonlyMap<string, number | null>,
  firstDay: string | undefined,
): Statement {
  if (!months) {
    const none: MeanOf = { months: 0, from: null, to: null, mean: null };
    return { current: none, baseline: { ...none, months: before }, changePercent: null, reason: 'no-complete-month' };
  }
  const missing = [...months.baseline.months, ...months.current.months].filter(
    (month) => firstDay === undefined || `${month}-01` < firstDay,
  );
  const current = meanOf(months.current, monthly, missing);
  const baseline = meanOf(months.baseline, monthly, missing);
  const cannot = (reason: CannotSay): Statement => ({
    current,
    baseline,
    changePercent: null,
    reason,
    ...(missing.length > 0 ? { missingMonths: missing } : {}),
  });
  if (missing.length > 0) return cannot('months-missing');
  if (current.mean === null || baseline.mean === null) return cannot('suppressed');
  const now = sumOf(months.current, monthly) * months.baseline.months.length;
  const then = sumOf(months.baseline, monthly) * months.current.months.length;
  if (then === 0) return cannot('baseline-zero');
  const percent = Math.round((100 * Math.abs(now - then)) / then);
  return { current, baseline, changePercent: now < then && percent > 0 ? -percent : percent };
}

const sumOf = ({ months }: Months['current'], monthly: ReadonlyMap<string, number | null>): number =>
  months.reduce((sum, month) => sum + (monthly.get(month) ?? 0), 0);

function meanOf(
  of: Months['current'],
  monthly: ReadonlyMap<string, number | null>,
  missing: readonly string[],
): MeanOf {
  const known = of.months.every((month) => !missing.includes(month) && monthly.get(month) !== null);
  const mean = known ? Math.round((10 * sumOf(of, monthly)) / of.months.length) / 10 : null;
  return { months: of.months.length, from: of.from, to: of.to, mean };
}
