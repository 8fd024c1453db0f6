/**
 * Periods that may be published: whole calendar months, quarters and years that are over. Any other range of months is
 * published as the sum of these, so it says nothing new.
 */
import { addDays } from '../london.ts';
import { type Interval, type Period, periodOf, periodsIn } from './periods.ts';

/** The longest first. A calendar year and a financial year begin on different days. */
export const publishedLevels = ['financial-year', 'year', 'quarter', 'month'] as const;
export type PublishedLevel = (typeof publishedLevels)[number];

export const isPublishedLevel = (interval: Interval): interval is PublishedLevel =>
  publishedLevels.some((level) => level === interval);

/** A calendar period with figures of its own. */
export interface PublishedPeriod extends Pick<Period, 'label' | 'from' | 'to'> {
  level: PublishedLevel;
}

interface Range {
  from: string;
  to: string;
}

/** The periods of an interval that lie entirely in a range; none for days and weeks. */
export const publishedPeriods = (interval: Interval, { from, to }: Range): PublishedPeriod[] =>
  isPublishedLevel(interval)
    ? periodsIn(interval, from, to)
        .filter(({ isComplete }) => isComplete)
        .map((period) => ({ level: interval, label: period.label, from: period.from, to: period.to }))
    : [];

/** The fewest calendar periods that make up a range of whole months, in order. */
export function periodsOfRange({ from, to }: Range): PublishedPeriod[] {
  const parts: PublishedPeriod[] = [];
  for (let day = from; day <= to; ) {
    const period = longestPeriodAt(day, to);
    parts.push(period);
    day = addDays(period.to, 1);
  }
  return parts;
}

function longestPeriodAt(day: string, last: string): PublishedPeriod {
  for (const level of publishedLevels) {
    const period = periodOf(level, day);
    if (period.from === day && period.to <= last) return { level, ...period };
  }
  throw new Error(`${day} to ${last} is not a range of whole months`);
}
