/** Texts of the key figures, of what went wrong, and of the statement on the average month. */
import type { NoComparisonReason } from '#src/domain/volumes/compare.ts';
import { dateRange } from './dashboard-published.ts';
import { monthYear } from './dashboard-values.ts';
import { forms } from './forms.ts';
import { plural, pluralText } from './plural.ts';

const { longDate, list } = forms;
export const months = (count: number): string => plural(count, 'month', 'months');
/** Of the last so many. */
const lastMonths = (count: number): string => (count === 1 ? 'last month' : `last ${count} months`);

interface Range {
  from: string;
  to: string;
}

export const contents = {
  title: 'On this page',
  howMany: 'How many, and is it more or less than before?',
  ofWhom: 'Of whom?',
  byWhom: 'By whom?',
  howFast: 'How fast?',
  wentWrong: 'What went wrong?',
};

export const headline = {
  title: 'Key figures',
  link: (title: string): string => `${title}: what it means`,
  linkText: 'What it means',
  comparedWith: (from: string, to: string): string => `Each is compared with ${dateRange(from, to)}.`,
  comparedWithFewer: (count: number, now: Range, before: Range): string =>
    `The ${lastMonths(count)} of these dates, ${dateRange(now.from, now.to)}, ${count === 1 ? 'is' : 'are'} compared with the ${count === 1 ? 'month' : months(count)} before, ${dateRange(before.from, before.to)}.`,
  began: (day: string): string => `No more can be compared, because counting began on ${longDate(day)}.`,
  fewBefore: (month: string): string =>
    `No more can be compared: of the months before ${monthYear(month)} few or none is published, or they may be counted in part.`,
  averageComparedWith: (count: number): string =>
    `“The average month”, below, is compared with the ${months(count)} before.`,
  notCompared: (day: string): string =>
    `They are not compared with the time before, because counting began on ${longDate(day)} and two whole months are needed.`,
  notComparedFewBefore: (month: string): string =>
    `They are not compared with the time before: of the months before ${monthYear(month)} few or none is published, or they may be counted in part, and two whole months are needed.`,
  smallBase: (enough: number): string => `Of fewer than ${enough}, the numbers are given and no percentage.`,
  lastMonths: (count: number, figure: string, change: string): string =>
    `The ${lastMonths(count)}: ${figure}. ${change}`,
  lastMonthsShare: (count: number, share: string, change: string): string =>
    `in the ${lastMonths(count)} ${share}, ${change}`,
  up: (by: string, from: string): string => `Up ${by}, from ${from}`,
  down: (by: string, from: string): string => `Down ${by}, from ${from}`,
  same: (from: string): string => `The same as before: ${from}`,
  /** Of published figures, where both may stand for a few: whether they are the same is not known. */
  before: (from: string): string => `Before: ${from}`,
  rose: (from: string): string => `Up from ${from}`,
  fell: (from: string): string => `Down from ${from}`,
  unknown: 'No comparison: a number is not shown',
  shareOf: (share: string, whole: string): string => `${share} of ${whole}`,
  shareUp: (before: string): string => `up from ${before}`,
  shareDown: (before: string): string => `down from ${before}`,
  shareSame: 'the same as before',
  policeReferrals: (count: string): string =>
    pluralText(count, 'referral from the police', 'referrals from the police'),
  firstContacts: (count: string): string => pluralText(count, 'first contact', 'first contacts'),
};

export const faults = {
  title: 'What went wrong',
  lead: 'In the same dates, and compared as the key figures are. What was refused when it was sent is in no number, because it was never received.',
  most: (reason: string, count: string): string => `Most often: ${reason}, ${count}`,
  notReached: {
    title: 'Not reached',
    definition: 'Hand-offs that a service closed because it had not reached the person after several attempts.',
  },
};

const cannotSay: Record<NoComparisonReason, string> = {
  'no-complete-month':
    'There is no average to give: the dates hold no complete month that is over. Choose dates with at least one.',
  'months-missing': 'No percentage is given, because some of these months were not counted from their first day.',
  suppressed: 'No percentage is given, because one of the averages rests on a number that is not shown or too small.',
  'baseline-zero': 'No percentage is given, because the average before was 0.',
};

export const statement = {
  title: 'The average month',
  current: (what: string, count: number, from: string, to: string, mean: string): string =>
    `${what}: in the ${months(count)} from ${dateRange(from, to)}, the average was ${mean} a month.`,
  baseline: (count: number, from: string, to: string, mean: string): string =>
    `In the ${months(count)} before, from ${dateRange(from, to)}, it was ${mean}.`,
  byPercent: (percent: number): string =>
    percent === 0
      ? 'Rounded to a whole percentage, the average month has not changed.'
      : `That is ${percent > 0 ? 'an increase' : 'a decrease'} of ${Math.abs(percent)}% in the average month.`,
  more: (difference: string): string => `That is ${difference} more in the average month.`,
  fewer: (difference: string): string => `That is ${difference} fewer in the average month.`,
  sameMean: 'The average month has not changed.',
  smallBase: (enough: number): string =>
    `No percentage is given, because fewer than ${enough} were counted in the months before.`,
  cannotSay,
  missing: (names: readonly string[]): string => `Not counted from their first day: ${list(names)}.`,
  notAll: (count: number, names: readonly string[]): string =>
    `These are as many whole months as can be compared, and not the ${months(count)} before that were chosen. Not counted from their first day: ${list(names)}.`,
  fewBefore: (count: number, month: string): string =>
    `These are as many whole months as can be compared, and not the ${months(count)} before that were chosen: of the months before ${monthYear(month)} few or none is published, or they may be counted in part.`,
  from: (first: string, last: string): string => (first === last ? first : `${first} to ${last}`),
  caveats: (enough: number): readonly string[] => [
    'Only complete calendar months that are over are counted, on both sides.',
    'A month in which counting had not begun on its first day is missing. Missing months are named, and as many whole months as can be compared stand in their place.',
    `A percentage is given only where at least ${enough} were counted in the months before: of fewer, one more or less would look like a large change. Then the difference is given as a number.`,
    'No percentage is given where a number that it rests on is not shown.',
  ],
  caveatsTitle: 'How this is worked out',
  level: (count: number): string => `Average of the ${months(count)} before`,
};
