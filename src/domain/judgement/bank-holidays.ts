/**
 * Bank holidays of England and Wales by rule, for years that GOV.UK has not published yet: the Banking and Financial
 * Dealings Act 1971, and the days that are proclaimed each year since 1974 and 1978. One-off days are not known ahead.
 */
import { dateOfDay, dayNumber, weekdayOf } from '../london.ts';

const monday = 0;
const friday = 4;

/** The ISO dates, in order. */
export function calculateBankHolidays(year: number): string[] {
  const easter = easterSunday(year);
  return [
    firstWorkday(year, '01-01'),
    easter - 2,
    easter + 1,
    firstMondayFrom(dayNumber(`${year}-05-01`)),
    firstMondayFrom(dayNumber(`${year}-05-25`)),
    firstMondayFrom(dayNumber(`${year}-08-25`)),
    ...christmas(year),
  ].map(dateOfDay);
}

/** A holiday on a weekend is taken on the next Monday. */
function firstWorkday(year: number, date: string): number {
  const day = dayNumber(`${year}-${date}`);
  return weekdayOf(day) > friday ? firstMondayFrom(day) : day;
}

/** Of Christmas Day and Boxing Day, one that falls on a weekend is taken on the next day that is free for it. */
function christmas(year: number): number[] {
  const first = dayNumber(`${year}-12-25`);
  const days = [first, first + 1].map((day) => (weekdayOf(day) > friday ? day + 2 : day));
  return days.sort((one, other) => one - other);
}

const firstMondayFrom = (day: number): number => day + ((7 + monday - weekdayOf(day)) % 7);

/** The day number of Easter Sunday: the Gregorian computus as published by Nature in 1876 (Meeus, Jones, Butcher). */
function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moonShift = Math.floor((century + 8) / 25);
  const correction = Math.floor((century - moonShift + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const offset = epact + toSunday - 7 * late + 114;
  const month = String(Math.floor(offset / 31)).padStart(2, '0');
  return dayNumber(`${year}-${month}-01`) + (offset % 31);
}
