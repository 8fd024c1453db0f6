/** What the figures of the page are compared with: the same length of time before, or as much as was counted. */
import { addMonths } from '#src/domain/london.ts';
import { firstDayOf } from '#src/domain/months.ts';
import type { VolumesRow } from '#src/domain/volumes/answer.ts';
import { type MonthComparison, type ShorterComparison, shorterComparison } from '#src/domain/volumes/compare.ts';
import type { DateRange } from './periods.ts';

export interface Compared {
  now: DateRange;
  before: DateRange;
  /** Of each side, where less is compared than is shown. */
  months?: number;
}

/** A figure now and before. */
export interface Change<Figure> {
  now: Figure;
  before: Figure;
}

export interface ComparisonDecision {
  /** The first day that can be compared, where something before it cannot. */
  countedFrom: string | undefined;
  /** What the figures are compared with; undefined if nothing can be. */
  compared: Compared | undefined;
  /** Of the average month, where the months before that were chosen were not all counted. */
  shorter: ShorterComparison | undefined;
}

/**
 * @param first the first day counted; undefined if every day that is shown was
 * @param statement the comparison of the average month that was asked for
 */
export function decideComparison(
  { range, previousRange, today }: { range: DateRange; previousRange: DateRange; today: string },
  first: string | 'nothing' | undefined,
  { baseline }: MonthComparison,
): ComparisonDecision {
  if (first === 'nothing') return { countedFrom: undefined, compared: undefined, shorter: undefined };
  const whole = { now: range, before: previousRange };
  if (first === undefined) return { countedFrom: undefined, compared: whole, shorter: undefined };
  const shorter = shorterComparison(range, today, first);
  return {
    countedFrom: first,
    compared:
      previousRange.from >= first
        ? whole
        : shorter && { now: shorter.current, before: shorter.baseline, months: shorter.months },
    shorter: baseline.from !== null && baseline.from < first ? shorter : undefined,
  };
}

/**
 * Where the day on which counting began is not told: the month from which on every month has a published number, if those
 * before have none. It follows from published numbers alone, so it tells nothing else (ADR 31). The first such month may
 * be counted in part, so it is left out. A small area has months with none again and again, and is compared whole.
 * @param rows of referrals, one for each month
 */
export function shownFrom(rows: readonly VolumesRow[]): string | undefined {
  const isShown = ({ count }: VolumesRow): boolean => count !== null && count > 0;
  const first = rows.findIndex(isShown);
  const row = rows[first];
  if (first <= 0 || !row || !rows.slice(first).every(isShown)) return undefined;
  return addMonths(firstDayOf(row.period), 1);
}
