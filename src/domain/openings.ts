/** What is worth a look about who opens cases on pages: far more than they usually do, or out of hours what is not their work. */
import type { Rules } from './area.ts';
import { isWorkingDate } from './judgement/clock.ts';
import { londonDateTime } from './london.ts';

/** Whose work a case is when it is opened: everybody's of the party, one person's, or nobody's. */
export type WorkOf = 'party' | 'nobody' | { user: string };

/** How many different cases a person has opened on a London day. */
export interface DayOfOpenings {
  count: number;
  /** The mean of the days before on which they opened any; 0 on the first. */
  usual: number;
}

/** The days that `usual` is the mean of; of more, an older one counts for less and less. */
export const usualDays = 20;

/** @param days how many `usual` was made of */
export const usualAfter = (usual: number, days: number, count: number): number =>
  usual + (count - usual) / Math.min(days + 1, usualDays);

/** True of one opening in a day alone: the first beyond what is usual. */
export function isFirstBeyondUsual({ count, usual }: DayOfOpenings, { watchedOpenings }: Rules): boolean {
  const most = Math.max(watchedOpenings.casesADay, watchedOpenings.timesUsual * usual);
  return count > most && count - 1 <= most;
}

/** Outside the hours of a working day, London time. */
export function isOutOfHours(at: Date, rules: Rules): boolean {
  const { date, time } = londonDateTime(at);
  const { from, to } = rules.watchedOpenings.hours;
  return !isWorkingDate(date, rules) || time < from || time >= to;
}

/** Why it is not this person's work; undefined where it is. */
export function whyNotTheirs(work: WorkOf, user: string): 'colleagues-work' | 'nobodys-work' | undefined {
  if (work === 'party') return undefined;
  if (work === 'nobody') return 'nobodys-work';
  return work.user === user ? undefined : 'colleagues-work';
}
