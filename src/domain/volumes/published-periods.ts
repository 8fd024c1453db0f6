/**
 * Periods that are published: whole ones that are over. Months, quarters and financial years lie
 * within each other; every other period is published as a sum of these, and says nothing more.
 */
import { addDays, addMonths, monthOf } from '../london.ts';
import { type Interval, type Period, periodOf, periodsIn } from './periods.ts';

export const publishedLevels = ['month', 'quarter', 'financial-year'] as const;
export type PublishedLevel = (typeof publishedLevels)[number];

export interface Published {
  label: string;
  from: string;
  to: string;
  /** What it is a sum of: itself, where it is a month, a quarter or a financial year. */
  parts: { level: PublishedLevel; label: string }[];
}

/** The whole months of a range that are over by `today`; undefined where there is none. */
export function wholeMonths(from: string, to: string, today: string): { from: string; to: string } | undefined {
  const first = from.endsWith('-01') ? from : `${monthOf(addMonths(from, 1))}-01`;
  const after = `${monthOf(to < today ? addDays(to, 1) : today)}-01`;
  return first < after ? { from: first, to: addDays(after, -1) } : undefined;
}

/** The published periods of an interval within whole months. There are none by day or week. */
export function publishedPeriods(interval: Interval, months: { from: string; to: string }): Published[] {
  const whole = (level: Interval): Period[] =>
    periodsIn(level, months.from, months.to).filter((period) => period.whole);
  switch (interval) {
    case 'month':
    case 'quarter':
    case 'financial-year':
      return whole(interval).map(({ label, from, to }) => ({ label, from, to, parts: [{ level: interval, label }] }));
    case 'year':
      return whole('year').map(({ label, from, to }) => ({ label, from, to, parts: partsOf(from, to) }));
    case 'all':
      return [{ label: 'all', ...months, parts: partsOf(months.from, months.to) }];
    default:
      return [];
  }
}

/** The fewest financial years, quarters and months that make up a range of whole months, in order. */
function partsOf(from: string, to: string): Published['parts'] {
  const parts: Published['parts'] = [];
  for (let day = from; day <= to; ) {
    const fits = [...publishedLevels].reverse().find((level) => {
      const period = periodOf(level, day);
      return period.from === day && period.to <= to;
    });
    const period = periodOf(fits ?? 'month', day);
    parts.push({ level: fits ?? 'month', label: period.label });
    day = addDays(period.to, 1);
  }
  return parts;
}
