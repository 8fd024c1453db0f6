/**
 * London dates and times, correct across both clock changes. Pure: nothing here reads a clock.
 * Dates are ISO strings (2026-11-18), which compare and sort as text.
 *
 * Since 1996 British Summer Time has run from 01:00 UTC on the last Sunday of March to 01:00 UTC on
 * the last Sunday of October (Summer Time Order 2002), so it is computed. Other years use Intl, which is
 * about a hundred times slower.
 */
import { onFirstUse } from './first-use.ts';
import { type DayOfWeek, daysOfWeek } from './vocabulary.ts';

const hourMs = 3_600_000;
const dayMs = 86_400_000;
const ruleFromYear = 1996;
const ruleToYear = 2100;

const changes = new Map<number, readonly [forward: number, back: number]>();

/** When summer time begins and ends in a year, in epoch milliseconds. */
function changesOf(year: number): readonly [number, number] {
  const known = changes.get(year);
  if (known) return known;
  const lastSunday = (month: number): number => {
    const lastDay = Date.UTC(year, month, 31, 1);
    return lastDay - new Date(lastDay).getUTCDay() * dayMs;
  };
  const made = [lastSunday(2), lastSunday(9)] as const;
  changes.set(year, made);
  return made;
}

const asked = onFirstUse(
  () =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/London',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
);

function offsetByIntl(ms: number): number {
  const whole = Math.floor(ms / 1000) * 1000;
  const part: Record<string, string> = {};
  for (const { type, value } of asked().formatToParts(whole)) part[type] = value;
  const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year);
  const wall = new Date(0);
  wall.setUTCFullYear(year, Number(part.month) - 1, Number(part.day));
  wall.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second));
  return wall.getTime() - whole;
}

/** London's offset from UTC in milliseconds, at an instant in epoch milliseconds. */
export function londonOffset(ms: number): number {
  const year = new Date(ms).getUTCFullYear();
  if (year < ruleFromYear || year > ruleToYear) return offsetByIntl(ms);
  const [forward, back] = changesOf(year);
  return ms >= forward && ms < back ? hourMs : 0;
}

/** ISO date and HH:MM in London. */
export function londonDateTime(instant: Date): { date: string; time: string } {
  const ms = instant.getTime();
  const wall = new Date(ms + londonOffset(ms)).toISOString();
  const t = wall.indexOf('T');
  return { date: wall.slice(0, t), time: wall.slice(t + 1, t + 6) };
}

/** The London date of an instant: 23:30 UTC in summer is the next day. */
export const londonDate = (instant: Date): string => londonDateTime(instant).date;

/**
 * The instant of a London date and time. A time skipped by the spring change is read as if the clocks had not
 * yet changed; a time repeated by the autumn change means the first occurrence.
 */
export function instantOf(date: string, time = '00:00'): Date {
  const wall = Date.parse(`${date}T${time}:00Z`);
  // Try the offset before any clock change that day, then the offset after it.
  const early = wall - londonOffset(wall - 3 * hourMs);
  if (londonOffset(early) === wall - early) return new Date(early);
  const late = wall - londonOffset(wall + 3 * hourMs);
  return new Date(londonOffset(late) === wall - late ? late : early);
}

/** The last second of a London day. */
export const endOfDay = (date: string): Date => new Date(instantOf(addDays(date, 1)).getTime() - 1000);

/** The first instant of a London day. */
export const startOfDay = (date: string): Date => instantOf(date);

/** Days since 1970-01-01. */
export const dayNumber = (date: string): number => Date.parse(date) / dayMs;

/** The ISO date of a day number. */
export const dateOfDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, -14);

/** Adds days to a date; a negative number subtracts. */
export const addDays = (date: string, days: number): string => dateOfDay(dayNumber(date) + days);

/** Adds calendar months to a date; 31 January plus one month is the last day of February. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, lastDay));
  return first.toISOString().slice(0, 10);
}

/** The weekday of a day number, 0 for Monday to 6 for Sunday (1970-01-01 was a Thursday). */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

export const dayOfWeek = (date: string): DayOfWeek => daysOfWeek[weekdayOf(dayNumber(date))] as DayOfWeek;

/**
 * Whole years from one date to another; negative when `on` is earlier. Someone born on 29 February turns a year
 * older on 1 March in a common year.
 */
export function wholeYears(from: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(from.slice(0, 4));
  return on.slice(5) < from.slice(5) ? years - 1 : years;
}

/** The month, for example 2026-01. */
export const monthOf = (date: string): string => date.slice(0, 7);

/** The calendar quarter, for example 2026-Q1. */
export const quarterOf = (date: string): string => `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;

/** The calendar year, for example 2026. */
export const yearOf = (date: string): string => date.slice(0, 4);

/** The financial year, April to March, for example 2026-27. */
export function financialYearOf(date: string): string {
  const year = Number(date.slice(0, 4));
  const first = date.slice(5, 7) < '04' ? year - 1 : year;
  return `${first}-${String((first + 1) % 100).padStart(2, '0')}`;
}
