/** Texts of the workbook with every table of a period. */
import { suppressedMarker } from '#src/contracts/volumes-response.ts';

export const workbook = {
  cover: 'About',
  definitions: 'Definitions',
  byMonth: 'By month',
  title: (place: string, dates: string): string => `Referrals of victims of crime: ${place}, ${dates}`,
  asOf: (at: string): string => `As of ${at}. Days, months and times are London’s.`,
  exact:
    'These are exact numbers, for use inside the authority. Do not publish them: a small number may point to a person.',
  published: 'These numbers are safe to publish.',
  publishedZero: 'In this file 0 stands for few or none.',
  suppressed: `${suppressedMarker}: cannot be said from what is published.`,
  uncounted: (marker: string): string =>
    `${marker}: not counted, because counting began later or the month is to come.`,
  doesNotApply: '–: does not apply.',
  sheets: 'Sheets of this workbook',
  notes: 'Notes',
  oneTable: 'This sheet has one table.',
  aboutDefinitions: 'What each number counts, and what each table is broken down by.',
  aboutMonths: 'Every number by month, and of the whole period.',
  aboutBreakdown: (title: string): string => `The whole period by ${title.charAt(0).toLowerCase()}${title.slice(1)}.`,
  severalLines: 'One referral may be in several lines or in none, so lines need not add up to the whole.',
  columns: {
    sheet: 'Sheet',
    content: 'What it has',
    code: 'Code',
    title: 'Title',
    definition: 'Definition',
    unit: 'Unit',
    countedWhen: 'Counted when',
    mind: 'Mind',
    byService: 'By service',
    month: 'Month',
    whole: 'Counted whole',
    wholePeriod: 'Whole period',
  },
  yes: 'yes',
  no: 'no',
};
