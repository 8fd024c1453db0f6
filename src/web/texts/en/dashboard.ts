/** Texts of the dashboard. Numbers are passed as formatted text. */
import { lazyValue } from '#src/domain/lazy-value.ts';
import type { Interval } from '#src/domain/volumes/periods.ts';
import { contents, faults, headline, months, statement } from './dashboard-headlines.ts';
import { dateRange, lowerFirst, published, publishedPage } from './dashboard-published.ts';
import { valueTexts } from './dashboard-values.ts';
import { forms } from './forms.ts';
import { pluralText } from './plural.ts';
import { waitingNow } from './waiting-now.ts';
import { waits } from './waits.ts';

const { longDate, list } = forms;

const clock = lazyValue(
  () =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/London',
      hour: 'numeric',
      minute: '2-digit',
      hour12: true,
    }),
);
const londonDay = lazyValue(
  () =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/London',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    }),
);
const instant = (at: string): string =>
  `${londonDay().format(new Date(at))}, ${clock().format(new Date(at)).replace(/\s/g, '').toLowerCase()}`;

const interval: Record<Interval, string> = {
  day: 'Day',
  week: 'Week, from Monday',
  month: 'Month',
  quarter: 'Quarter',
  year: 'Calendar year',
  'financial-year': 'Financial year, April to March',
  all: 'All in one',
};

/** Names of one point on the line. */
const unit: Record<Interval, string> = {
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  'financial-year': 'financial year',
  all: 'period',
};
/** The preposition before the name of a point, where it is not “in”. */
const beforePoint: Partial<Record<Interval, string>> = { day: 'on', week: 'in the week from', all: 'from' };

export const dashboard = {
  ...valueTexts,
  span: dateRange,
  instant,
  months,
  lower: lowerFirst,
  list,
  title: 'Volumes',
  lead: {
    dates: (place: string, from: string, to: string): string => `${place}, ${dateRange(from, to)}.`,
    narrowed: (area: string, to: string): string => `${area}, only ${lowerFirst(to)}`,
  },
  asOf: (at: string): string => `As counted at ${instant(at)}.`,
  unfinished: 'These dates are not over yet, so the last numbers will rise.',
  definitions: 'What the figures mean',
  nothing: {
    title: 'There is nothing to show for these dates',
    never: 'No referral has been counted yet. The figures appear here as soon as the first one is received.',
    since: (day: string): string => `Counting began on ${longDate(day)}. Choose dates after that.`,
    firstYear: (year: string): string => `See the financial year ${year}, in which counting began`,
    published: 'There were few or none for this choice. Choose other dates, or remove a filter.',
    narrowed: 'Nothing was counted for this choice. Choose other dates, or remove a filter.',
  },
  beganOn: (day: string): string => `Counting began on ${longDate(day)}: what came before is not in these numbers.`,
  filters: {
    summary: 'Change what is shown',
    shown: 'What is shown',
    remove: (what: string): string => `Remove ${what}`,
    apply: 'Show',
    clear: 'Clear all filters',
    period: 'Dates',
    periodHint: 'To give dates of your own, choose “Dates of my own” and fill in both.',
    periods: {
      'this-month': 'This month so far',
      'last-12-months': 'The last 12 whole months',
      'last-24-months': 'The last 24 whole months',
      dates: 'Dates of my own',
    },
    financialYear: (year: string, isOver: boolean): string => `Financial year ${year}${isOver ? '' : ', so far'}`,
    from: 'First day',
    to: 'Last day',
    example: { from: '1 4 2026', to: '31 3 2027' },
    measure: 'What is counted in the charts',
    interval: 'One point on the line for each',
    intervalAuto: 'As fits the dates',
    by: 'Break down by',
    across: 'and also by',
    none: 'Nothing',
    where: 'Only for',
    everything: 'The whole area',
    compare: 'Months before, to compare the average month with',
    publish: 'Safe to publish',
    publishChoices: {
      false: 'No: exact numbers',
      true: 'Yes: rounded numbers',
    },
  },
  tags: {
    by: (what: string): string => `By ${lowerFirst(what)}`,
    compare: (count: number): string => `Compared with ${months(count)} before`,
    interval: (name: Interval): string => (name === 'all' ? interval.all : `By ${lowerFirst(interval[name])}`),
  },
  interval,
  errors: {
    period: 'Choose one of the dates in the list',
    measure: 'Choose what is counted from the list',
    interval: 'Choose an interval from the list',
    tooMany: 'Choose a longer interval or fewer days: there would be too many numbers for one page',
    publishInterval: 'Choose a month or longer: numbers by day or week are not published',
    by: 'Choose two different things to break down by, one of them service, referrer or district',
    where: 'Choose a service, referrer or district from the list. With two breakdowns it must be of one of them',
    compare: (max: number): string => `Months before must be a whole number from 1 to ${max}`,
    order: 'First day must be the same as or before the last day',
    tooLong: (years: number): string => `First day must be no more than ${years} years before the last day`,
    years: (first: string, last: string): string => `First day and last day must be in the years ${first} to ${last}`,
    dates: 'Enter a real date',
    address: 'The address of this page has a part that is not known. Choose again from the list',
  },
  contents,
  headline,
  faults,
  statement,
  time: {
    title: 'Over time',
    peak: (what: string, when: string, count: string): string => `${what}: most ${when}, ${count}`,
    repeatedPeak: (what: string, name: Interval, count: string): string =>
      `${what}: at most ${count} in one ${unit[name]}`,
    flat: (what: string, count: string): string => `${what}: ${count} throughout`,
    single: (what: string, when: string, count: string): string => `${what}: ${count} ${when}`,
    when: (name: Interval, label: string): string => `${beforePoint[name] ?? 'in'} ${label}`,
    plain: (what: string): string => `${what} over time`,
    axis: { ...interval, week: 'Week beginning', year: 'Year', 'financial-year': 'Financial year', all: 'Dates' },
    total: (what: string, count: string): string => `${what} over all these dates: ${count}.`,
    unfinished: (label: string): string =>
      `${label} is counted in part: it is not over, not wholly within these dates, or counting began in it.`,
    bothUnfinished: (first: string, last: string): string =>
      `${first} and ${last} are counted in part: not over, not wholly within these dates, or counting began in them.`,
    /** Each is empty where there are none. */
    uncounted: (before: string, toCome: string): string =>
      [
        ...(before ? [`Not counted, because counting began later: ${before}.`] : []),
        ...(toCome ? [`Still to come: ${toCome}.`] : []),
      ].join(' '),
    repeatedPeople:
      'A person referred in two of these periods is counted in each, so the periods do not add up to the total.',
  },
  /** Headline of one part of a table that was split. */
  tablePart: (headline: string, part: number, of: number): string => `${headline}, part ${part} of ${of}`,
  breakdown: {
    title: (what: readonly string[]): string => `By ${list(what.map(lowerFirst))}`,
    top: (what: string, label: string, count: string): string => `${what}: most for “${label}”, ${count}`,
    plain: (what: string, by: string): string => `${what} by ${lowerFirst(by)}`,
    several: 'One referral may be in several of these lines, or in none: they need not add up to the total.',
    recordedWith: (what: string, measure: string): string =>
      `${what} is recorded only with “${measure}”, so there is nothing to show here.`,
    recordedLink: (measure: string): string => `Show “${measure}” instead`,
    crossed: (what: string, row: string, column: string): string =>
      `${what} by ${lowerFirst(row)} and ${lowerFirst(column)}`,
    emptyColumns: (names: readonly string[]): string =>
      `Not in the table, because all of it would be 0: ${list(names)}.`,
  },
  services: {
    title: 'Service by service',
    headline: (what: string): string => `${what}, each service on a scale of its own`,
    none: (what: string, names: readonly string[]): string => `No ${lowerFirst(what)} in these dates: ${list(names)}.`,
    nothing: (what: string): string => `${what}: 0 for every service in these dates.`,
  },
  funnel: {
    title: 'From received to closed',
    headline: (contacted: string, handedOff: string): string =>
      `${pluralText(contacted, 'first contact', 'first contacts')}, and ${pluralText(handedOff, 'hand-off to a service', 'hand-offs to services')}`,
    plain: 'How far referrals went',
    note: 'Each bar counts what happened in these dates. A contact may belong to a referral received before them, so the shares compare numbers and do not follow the same people.',
    smallBase: (enough: number): string => `Shares are not given of fewer than ${enough} hand-offs.`,
    units: { referrals: 'referrals', handOffs: 'hand-offs; a referral may have several' },
    measure: 'referrals and hand-offs',
    share: 'Share of hand-offs made',
    shareOf: (share: string): string => `${share} of hand-offs made`,
    noShare: '–',
    axes: { x: 'Number', y: 'Step' },
    steps: {
      referrals: 'Received',
      'handed-off': 'Handed to a service',
      accepted: 'Accepted',
      contacted: 'First contact',
      closed: 'Closed',
    },
    inTime: (count: string, of: string): string =>
      `How soon: in ${count} of ${pluralText(of, 'first contact', 'first contacts')} the person was reached by the service’s deadline.`,
  },
  waitingNow,
  waits,
  districts: {
    title: 'District by district',
    top: (what: string, label: string, count: string): string => `${what}: most in ${label}, ${count}`,
    plain: (what: string): string => `${what} by district`,
  },
  use: {
    title: 'Use these figures',
    link: 'Link to this page with these dates',
    linkHint: 'Copy the address of this link. Who opens it must sign in as you did.',
    csv: 'Download these numbers as a CSV file',
    workbook: 'Download every table of this period as one workbook',
    workbookHint: 'For Excel and the like: every number by month and by everything it is counted by, with definitions.',
    noWorkbook: 'To download every table as one workbook, choose dates of two years at most.',
    noPublishedWorkbook:
      'To download every table as one workbook, choose the dates of one month, quarter, year or financial year that is over.',
    publish: 'See the version that is safe to publish',
    publishedOfYear: {
      page: 'See the published figures of the last financial year on one page',
      file: 'Download the published figures of the last financial year as one file',
    },
    publishedOfDates: {
      page: 'See the published figures of these dates on one page',
      file: 'Download the published figures of these dates as one file',
    },
    publishedPageHint: 'The page has every number and note of the file, in the same order for every area.',
    publishedHint: 'Areas can lay theirs side by side: “referrals compare” takes one file for each.',
    full: 'See all numbers, for use inside the authority',
    print: 'To print, use your browser. The tables open by themselves.',
  },
  published,
  publishedPage,
};
