/**
 * Periods that may be published: complete ones that are over. Months nest in quarters, and quarters in financial
 * years; any other period is published as a sum of these, so it reveals nothing more.
 */
import { addDays } from '../london.ts';
import { type Interval, type Period, periodOf, periodsIn } from './periods.ts';

export const publishedLevels = ['month', 'quarter', 'financial-year'] as const;
export type PublishedLevel = (typeof publishedLevels)[number];

export interface PublishedPeriod {
  label: string;
  from: string;
  to: string;
  /** The periods it is a sum of; a month, quarter or financial year is its own only part. */
  parts: { level: PublishedLevel; label: string }[];
}

/** The periods of an interval to publish within complete months; none for days and weeks. */
export function publishedPeriods(interval: Interval, months: { from: string; to: string }): PublishedPeriod[] {
  const wholePeriods = (level: Interval): Period[] =>
    periodsIn(level, months.from, months.to).filter((period) => period.isComplete);
  switch (interval) {
    case 'month':
    case 'quarter':
    case 'financial-year':
      return wholePeriods(interval).map(({ label, from, to }) => ({
        label,
        from,
        to,
        parts: [{ level: interval, label }],
      }));
    case 'year':
      return wholePeriods('year').map(({ label, from, to }) => ({ label, from, to, parts: partsOf(from, to) }));
    case 'all':
      return [{ label: 'all', ...months, parts: partsOf(months.from, months.to) }];
    default:
      return [];
  }
}

/** The fewest financial years, quarters and months that make up a range of complete months, in order. */
function partsOf(from: string, to: string): PublishedPeriod['parts'] {
  const parts: PublishedPeriod['parts'] = [];
  for (let day = from; day <= to; ) {
    const level = [...publishedLevels].reverse().find((level) => {
      const period = periodOf(level, day);
      return period.from === day && period.to <= to;
    });
    const period = periodOf(level ?? 'month', day);
    parts.push({ level: level ?? 'month', label: period.label });
    day = addDays(period.to, 1);
  }
  return parts;
}
