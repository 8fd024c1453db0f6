/** Reads a date from three inputs and says exactly what is wrong with it. */
import type { Values } from '#src/web/form/errors.ts';
import { typedAs } from '#src/web/form/errors.ts';

export const dateParts = ['day', 'month', 'year'] as const;
export type DatePart = (typeof dateParts)[number];

export type DateFault =
  | { code: 'missing' }
  | { code: 'missing-parts'; parts: readonly DatePart[] }
  | { code: 'short-year' }
  | { code: 'not-real' }
  | { code: 'after'; limit: string; isToday: boolean }
  | { code: 'before'; limit: string };

/** ISO dates; both limits are inclusive. */
export interface DateLimits {
  today: string;
  notAfterToday?: boolean | undefined;
  notAfter?: string | undefined;
  notBefore?: string | undefined;
}

export type DateAnswer =
  /** undefined if all three inputs are empty. */
  { date: string | undefined } | { fault: DateFault; parts: readonly DatePart[] };

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** Reads a number, or an English month name or at least its first three letters; NaN otherwise. */
function monthOf(typed: string): number {
  if (/^\d{1,2}$/.test(typed)) return Number(typed);
  const word = typed.toLowerCase();
  const named = word.length < 3 ? -1 : monthNames.findIndex((name) => name.startsWith(word));
  return named < 0 ? Number.NaN : named + 1;
}

const numberOf = (typed: string, form: RegExp): number => (form.test(typed) ? Number(typed) : Number.NaN);

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (month: number, year: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

function limitFault(date: string, limits: DateLimits): DateFault | undefined {
  if (limits.notAfterToday && date > limits.today) return { code: 'after', limit: limits.today, isToday: true };
  if (limits.notAfter && date > limits.notAfter) return { code: 'after', limit: limits.notAfter, isToday: false };
  if (limits.notBefore && date < limits.notBefore) return { code: 'before', limit: limits.notBefore };
  return undefined;
}

/** Reads the inputs `<name>-day`, `<name>-month` and `<name>-year`. */
export function readDate(values: Values, name: string, limits: DateLimits): DateAnswer {
  const typed = { day: '', month: '', year: '' };
  for (const part of dateParts) typed[part] = typedAs(values, `${name}-${part}`).trim();
  const missing = dateParts.filter((part) => typed[part] === '');
  if (missing.length === 3) return { date: undefined };
  if (missing.length > 0) return { fault: { code: 'missing-parts', parts: missing }, parts: missing };
  const year = numberOf(typed.year, /^\d{4}$/);
  const month = monthOf(typed.month);
  const day = numberOf(typed.day, /^\d{1,2}$/);
  if (/^\d{1,3}$/.test(typed.year)) return { fault: { code: 'short-year' }, parts: ['year'] };
  const atFault = dateParts.filter(
    (part) =>
      (part === 'year' && !(year >= 1000)) ||
      (part === 'month' && !(month >= 1 && month <= 12)) ||
      (part === 'day' && !(day >= 1 && day <= 31)),
  );
  if (atFault.length > 0) return { fault: { code: 'not-real' }, parts: atFault };
  if (day > daysIn(month, year)) return { fault: { code: 'not-real' }, parts: dateParts };
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const fault = limitFault(date, limits);
  return fault ? { fault, parts: dateParts } : { date };
}

/** The values of the three inputs for an ISO date. */
export function dateValues(name: string, date: string | undefined): Values {
  const [year = '', month = '', day = ''] = (date ?? '').split('-');
  const plain = (typed: string): string => typed.replace(/^0+/, '');
  return { [`${name}-day`]: plain(day), [`${name}-month`]: plain(month), [`${name}-year`]: year };
}
