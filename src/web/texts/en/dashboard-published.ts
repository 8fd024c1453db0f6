/** Texts of figures that are safe to publish. */
import { countsBehind } from '#src/domain/volumes/publish-count.ts';
import { forms } from './forms.ts';

const { longDate, list } = forms;
export const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
export const dateRange = (from: string, to: string): string =>
  from === to ? longDate(from) : `${longDate(from)} to ${longDate(to)}`;

export const published = {
  tag: 'Safe to publish',
  /** @param opened whether the authority tells when the area opened */
  method: (k: number, opened: boolean): string =>
    `A number under ${k} is shown as “few or none”, and so are some up to ${countsBehind(0, k).most}; so is a sum of several such periods. Every other number is moved a little at random, always alike, and rounded to ${k}, so numbers may not add up. People cannot be added up over several periods: [c]. Only whole months that are over are shown.${opened ? '' : ' When counting began is not told: before that, every number is few or none, so an average or a comparison may rest on months that were not counted.'}`,
  small: 'few or none',
  services: {
    none: (what: string, names: readonly string[]): string =>
      `Few or no ${lowerFirst(what)} in each of the periods shown: ${list(names)}.`,
    nothing: (what: string): string => `${what}: few or none for every service in each of the periods shown.`,
  },
  shortened: (from: string, to: string): string =>
    `Of the dates asked for, these are whole months that are over: ${dateRange(from, to)}.`,
  none: 'These dates hold no whole month that is over, so there is nothing to publish. Choose longer dates.',
  noPoints: 'These dates hold none of the intervals whole. Choose a shorter interval, or longer dates.',
};

/** The page that has what the file of published figures has. */
export const publishedPage = {
  title: 'Published figures',
  notes: 'Notes',
  whole: 'The whole period',
  what: 'What is counted',
  number: 'Number',
  byMonth: 'Month by month',
  byMonthOf: (what: string): string => `${what} by month`,
  allByMonth: 'Every number by month',
  file: 'Download these figures as one file (JSON)',
  shape: 'What each field of the file says',
  year: (year: string): string => `Published figures of the financial year ${year}`,
  otherPeriods: 'Choose another month, quarter or year that is over',
};
