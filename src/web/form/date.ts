/** Reads a date from three inputs and says exactly what is wrong with it. */
import { type DateFault, type DatePart, dateParts } from '#src/web/form/date-parts.ts';
import type { FormValues } from '#src/web/form/errors.ts';
import { firstValue } from '#src/web/form/errors.ts';

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
function parseMonth(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const word = text.toLowerCase();
  const monthIndex = word.length < 3 ? -1 : monthNames.findIndex((name) => name.startsWith(word));
  return monthIndex < 0 ? Number.NaN : monthIndex + 1;
}

const parseNumber = (text: string, pattern: RegExp): number => (pattern.test(text) ? Number(text) : Number.NaN);

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (month: number, year: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

function findLimitFault(date: string, limits: DateLimits): DateFault | undefined {
  if (limits.notAfterToday && date > limits.today) return { code: 'after', limit: limits.today, isToday: true };
  if (limits.notAfter && date > limits.notAfter) return { code: 'after', limit: limits.notAfter, isToday: false };
  if (limits.notBefore && date < limits.notBefore) return { code: 'before', limit: limits.notBefore };
  return undefined;
}

/** Reads the inputs `<name>-day`, `<name>-month` and `<name>-year`. */
export function readDate(values: FormValues, name: string, limits: DateLimits): DateAnswer {
  const inputs = { day: '', month: '', year: '' };
  for (const part of dateParts) inputs[part] = firstValue(values, `${name}-${part}`).trim();
  const missing = dateParts.filter((part) => inputs[part] === '');
  if (missing.length === 3) return { date: undefined };
  if (missing.length > 0) return { fault: { code: 'missing-parts', parts: missing }, parts: missing };
  const year = parseNumber(inputs.year, /^\d{4}$/);
  const month = parseMonth(inputs.month);
  const day = parseNumber(inputs.day, /^\d{1,2}$/);
  if (/^\d{1,3}$/.test(inputs.year)) return { fault: { code: 'short-year' }, parts: ['year'] };
  const faultyParts = dateParts.filter(
    (part) =>
      (part === 'year' && !(year >= 1000)) ||
      (part === 'month' && !(month >= 1 && month <= 12)) ||
      (part === 'day' && !(day >= 1 && day <= 31)),
  );
  if (faultyParts.length > 0) return { fault: { code: 'not-real' }, parts: faultyParts };
  if (day > daysIn(month, year)) return { fault: { code: 'not-real' }, parts: dateParts };
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const fault = findLimitFault(date, limits);
  return fault ? { fault, parts: dateParts } : { date };
}

/** The values of the three inputs for an ISO date. */
export function dateValues(name: string, date: string | undefined): FormValues {
  const [year = '', month = '', day = ''] = (date ?? '').split('-');
  const withoutLeadingZeros = (text: string): string => text.replace(/^0+/, '');
  return {
    [`${name}-day`]: withoutLeadingZeros(day),
    [`${name}-month`]: withoutLeadingZeros(month),
    [`${name}-year`]: year,
  };
}
