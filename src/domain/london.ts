/**
 * London dates and times, correct across both clock changes. Pure: nothing here reads a clock.
 * Dates are ISO strings (2026-11-18), which compare and sort as text.
 *
 * Since 1996 British Summer Time has run from 01:00 UTC on the last Sunday of March to 01:00 UTC on
 * the last Sunday of October (Summer Time Order 2002), so it is computed. Other years use Intl, which is
 * about a hundred times slower.
 */
import { lazyValue } from './lazy-value.ts';
import { type DayOfWeek, daysOfWeek } from './vocabulary.ts';

const hourMs = 3_600_000;
const dayMs = 86_400_000;
const ruleFromYear = 1996;
const ruleToYear = 2100;

const clockChanges = new Map<number, readonly [forward: number, back: number]>();

/** When summer time begins and ends in a year, in epoch milliseconds. */
function clockChangesOf(year: number): readonly [number, number] {
  const cached = clockChanges.get(year);
  if (cached) return cached;
  const lastSunday = (month: number): number => {
    const lastDay = Date.UTC(year, month, 31, 1);
    return lastDay - new Date(lastDay).getUTCDay() * dayMs;
  };
  const instants = [lastSunday(2), lastSunday(9)] as const;
  clockChanges.set(year, instants);
  return instants;
}

const londonFormat = lazyValue(
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

function offsetFromIntl(ms: number): number {
  const wholeSecond = Math.floor(ms / 1000) * 1000;
  const parts: Record<string, string> = {};
  for (const { type, value } of londonFormat().formatToParts(wholeSecond)) parts[type] = value;
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
  const wallClock = new Date(0);
  wallClock.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
  wallClock.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
  return wallClock.getTime() - wholeSecond;
}

/** London's offset from UTC in milliseconds, at an instant in epoch milliseconds. */
export function londonOffset(ms: number): number {
  const year = new Date(ms).getUTCFullYear();
  if (year < ruleFromYear || year > ruleToYear) return offsetFromIntl(ms);
  const [forward, back] = clockChangesOf(year);
  return ms >= forward && ms < back ? hourMs : 0;
}

/** ISO date and HH:MM in London. */
export function londonDateTime(instant: Date): { date: string; time: string } {
  const ms = instant.getTime();
  const wallClock = new Date(ms + londonOffset(ms)).toISOString();
  const separator = wallClock.indexOf('T');
  return { date: wallClock.slice(0, separator), time: wallClock.slice(separator + 1, separator + 6) };
}

/** The London date of an instant: 23:30 UTC in summer is the next day. */
export const londonDate = (instant: Date): string => londonDateTime(instant).date;

/**
 * The instant of a London date and time. A time skipped by the spring change is read as if the clocks had not
 * yet changed; a time repeated by the autumn change means the first occurrence.
 */
export function instantOf(date: string, time = '00:00'): Date {
  const wallClock = Date.parse(`${date}T${time}:00Z`);
  // Try the offset before any clock change that day, then the offset after it.
  const early = wallClock - londonOffset(wallClock - 3 * hourMs);
  if (londonOffset(early) === wallClock - early) return new Date(early);
  const late = wallClock - londonOffset(wallClock + 3 * hourMs);
  return new Date(londonOffset(late) === wallClock - late ? late : early);
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
