/** Texts shared by all forms; those of questions are in refer-questions.ts. */
import type { DateFault } from '#src/web/form/date-parts.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** For example "27 March 2026", from an ISO date. */
function longDate(iso: string): string {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? ''} ${year}`;
}

const joinWithAnd = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const partNames = { day: 'a day', month: 'a month', year: 'a year' };

/** `what` starts a sentence, for example "Date of birth". */
function dateFault(what: string, fault: DateFault): string {
  switch (fault.code) {
    case 'missing':
      return `Enter ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
    case 'missing-parts':
      return `${what} must include ${joinWithAnd(fault.parts.map((part) => partNames[part]))}`;
    case 'short-year':
      return 'Year must include 4 numbers';
    case 'not-real':
      return `${what} must be a real date`;
    case 'after':
      return fault.isToday
        ? `${what} must be today or in the past`
        : `${what} must be on or before ${longDate(fault.limit)}`;
    case 'before':
      return `${what} must be on or after ${longDate(fault.limit)}`;
  }
}

export const forms = {
  longDate,
  dateFault,
  list: joinWithAnd,
  continue: 'Continue',
  saveAndContinue: 'Save and continue',
  saveAndReturn: 'Save and come back later',
  errorSummaryTitle: 'There is a problem',
  errorHidden: 'Error',
  change: 'Change',
  notAnswered: 'Not answered',
  /** Said before the question by screen readers, in the list of those not answered. */
  answer: 'Answer',
  optional: (label: string): string => `${label} (optional)`,
  characterCount: (most: number): string => `You can enter up to ${most.toLocaleString('en-GB')} characters`,
  date: { day: 'Day', month: 'Month', year: 'Year', hint: (example: string): string => `For example, ${example}` },
  address: {
    line1: 'Address line 1',
    line2: 'Address line 2 (optional)',
    town: 'Town or city',
    postcode: 'Postcode',
  },
  or: 'or',
  /** Objects in a list. */
  items: {
    title: (noun: string, position: number): string => `${noun} ${position + 1}`,
    another: (noun: string): string => `Add another ${noun.toLowerCase()}`,
    remove: 'Remove',
  },
  tasks: {
    completed: 'Completed',
    inProgress: 'In progress',
    notStarted: 'Not yet started',
    cannotStart: 'Cannot start yet',
    problem: 'There is a problem',
    progress: (done: number, of: number): string => `You have completed ${done} of ${of} sections.`,
  },
};
