/** Texts of how long people waited. */
import { plural, pluralText } from './plural.ts';

export const waits = {
  title: 'How fast',
  steps: {
    referral: 'From the report to the police until the referral',
    contact: 'From receipt until first contact',
  },
  /** @param most undefined where it cannot be said */
  half: (time: string, most: string | undefined): string =>
    most === undefined
      ? `half ${time}; nine in ten cannot be said from what is published`
      : `half ${time}, nine in ten ${most}`,
  before: (time: string): string => `In the same length of time before, half ${time}.`,
  beforeFewer: (months: number, now: string, before: string): string =>
    `In the last ${plural(months, 'month', 'months')} of these dates, half ${now}; in as many before, half ${before}.`,
  time: (minutes: number): string =>
    minutes > 24 * 60 ? plural(minutes / (24 * 60), 'day', 'days') : plural(minutes / 60, 'hour', 'hours'),
  within: (time: string): string => `within ${time}`,
  least: (time: string): string => `after ${time} or more`,
  counted: {
    referral: (count: string): string => pluralText(count, 'referral from the police', 'referrals from the police'),
    contact: (count: string): string => pluralText(count, 'first contact', 'first contacts'),
  },
  of: (counted: string): string =>
    `Of ${counted} whose time is known, counted in bands of time that are not equally wide.`,
  bands: (median: string, ninetieth: string): string =>
    `The median is in the band “${median}”, the 90th percentile in “${ninetieth}”.`,
  hidden: (count: string): string => `Of them ${count} are in bands that are published as few or none.`,
  tooFew: 'too few to say how long it took',
  cannotBeSaid: 'half and nine in ten cannot be said from what is published',
  measure: 'how long it took',
  axes: { x: 'Number', y: 'Time' },
};
