import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dayOfWeek,
  endOfDay,
  financialYearOf,
  instantOf,
  londonDate,
  londonDateTime,
  monthOf,
  quarterOf,
  startOfDay,
  wholeYears,
  yearOf,
} from '#src/domain/london.ts';

const byIntl = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** The same by Intl, independent of the code under test. */
function oracle(instant: Date): { date: string; time: string } {
  const part = Object.fromEntries(byIntl.formatToParts(instant).map(({ type, value }) => [type, value]));
  return { date: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

const instantsBetween = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true });

describe('the London day and time of an instant', () => {
  test.each([
    ['23:30 UTC in summer is the next day in London', '2026-06-05T23:30:00Z', '2026-06-06', '00:30'],
    ['23:30 UTC in winter is the same day', '2026-12-04T23:30:00Z', '2026-12-04', '23:30'],
    ['the last minute before the clocks go forward', '2026-03-29T00:59:00Z', '2026-03-29', '00:59'],
    ['the clocks go forward', '2026-03-29T01:00:00Z', '2026-03-29', '02:00'],
    ['the hour before the clocks go back', '2026-10-25T00:30:00Z', '2026-10-25', '01:30'],
    ['the same hour again', '2026-10-25T01:30:00Z', '2026-10-25', '01:30'],
    ['the last instant of the year', '2026-12-31T23:59:59.999Z', '2026-12-31', '23:59'],
    ['British Standard Time, all year round in 1970', '1970-01-15T12:00:00Z', '1970-01-15', '13:00'],
    ['summer time ended later before 1996', '1994-10-23T00:30:00Z', '1994-10-23', '01:30'],
  ])('%s', (_what, instant, date, time) => {
    expect(londonDateTime(new Date(instant))).toEqual({ date, time });
    expect(londonDate(new Date(instant))).toBe(date);
  });

  test('agrees with Intl from 1970 to 2100', () => {
    fc.assert(
      fc.property(instantsBetween('1970-01-01T00:00:00Z', '2100-12-31T23:59:59Z'), (instant) => {
        expect(londonDateTime(instant)).toEqual(oracle(instant));
      }),
      { numRuns: 2000 },
    );
  });

  test('agrees with Intl in the hours around every clock change from 1996 to 2037', () => {
    for (let year = 1996; year <= 2037; year += 1) {
      for (const month of [2, 9]) {
        const lastDay = new Date(Date.UTC(year, month + 1, 0));
        const sunday = lastDay.getTime() - lastDay.getUTCDay() * 86_400_000;
        for (let minutes = -120; minutes <= 240; minutes += 15) {
          const instant = new Date(sunday + minutes * 60_000);
          expect(londonDateTime(instant)).toEqual(oracle(instant));
        }
      }
    }
  });
});

describe('the instant of a London date and time', () => {
  test.each([
    ['winter', '2026-01-10', '09:15', '2026-01-10T09:15:00.000Z'],
    ['summer', '2026-07-10', '09:15', '2026-07-10T08:15:00.000Z'],
    ['midnight of the day the clocks go forward', '2026-03-29', '00:00', '2026-03-29T00:00:00.000Z'],
    ['after they went forward', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['in the hour that they skip, as if they had not', '2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
    ['midnight of the day the clocks go back', '2026-10-25', '00:00', '2026-10-24T23:00:00.000Z'],
    ['in the hour that comes twice, the first', '2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
    ['after they went back', '2026-10-25', '02:00', '2026-10-25T02:00:00.000Z'],
  ])('%s', (_what, date, time, instant) => {
    expect(instantOf(date, time).toISOString()).toBe(instant);
  });

  test('reads back as the date and time it was made from, unless the clocks skip them in spring', () => {
    fc.assert(
      fc.property(instantsBetween('1996-01-01T00:00:00Z', '2100-01-01T00:00:00Z'), (instant) => {
        const { date, time } = londonDateTime(instant);
        expect(londonDateTime(instantOf(date, time))).toEqual({ date, time });
      }),
    );
  });

  test.each([
    ['in winter', '2026-11-20', '2026-11-20T00:00:00.000Z', '2026-11-20T23:59:59.000Z'],
    ['in summer', '2026-06-05', '2026-06-04T23:00:00.000Z', '2026-06-05T22:59:59.000Z'],
    ['a day of 23 hours', '2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T22:59:59.000Z'],
    ['a day of 25 hours', '2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-25T23:59:59.000Z'],
  ])('a day begins and ends in London: %s', (_what, date, first, last) => {
    expect(startOfDay(date).toISOString()).toBe(first);
    expect(endOfDay(date).toISOString()).toBe(last);
  });
});

describe('dates', () => {
  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-28', 2, '2026-03-30'],
  ])('%s and %i days is %s', (date, days, expected) => expect(addDays(date, days)).toBe(expected));

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-11-19', 6, '2027-05-19'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2028-03-31', -1, '2028-02-29'],
  ])('%s and %i months is %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected));

  test.each([
    ['2026-11-16', 'monday'],
    ['2026-11-22', 'sunday'],
    ['1969-12-31', 'wednesday'],
  ])('%s is a %s', (date, day) => expect(dayOfWeek(date)).toBe(day));

  test('the weekday agrees with the calendar on any day', () => {
    const named = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' });
    fc.assert(
      fc.property(instantsBetween('1900-01-01T00:00:00Z', '2100-01-01T00:00:00Z'), (instant) => {
        expect(dayOfWeek(instant.toISOString().slice(0, 10))).toBe(named.format(instant).toLowerCase());
      }),
    );
  });

  test.each([
    ['the day before a birthday', '2008-11-20', '2026-11-19', 17],
    ['on a birthday', '2008-11-20', '2026-11-20', 18],
    ['born on 29 February, on 28 February of a common year', '2008-02-29', '2026-02-28', 17],
    ['born on 29 February, on 1 March of a common year', '2008-02-29', '2026-03-01', 18],
    ['born on 29 February, in a leap year', '2008-02-29', '2028-02-29', 20],
    ['born today', '2026-11-20', '2026-11-20', 0],
  ])('whole years: %s', (_what, born, on, years) => expect(wholeYears(born, on)).toBe(years));

  test.each([
    ['2026-01-01', '2026-01', '2026-Q1', '2026', '2025-26'],
    ['2026-03-31', '2026-03', '2026-Q1', '2026', '2025-26'],
    ['2026-04-01', '2026-04', '2026-Q2', '2026', '2026-27'],
    ['2026-12-31', '2026-12', '2026-Q4', '2026', '2026-27'],
    ['2099-04-01', '2099-04', '2099-Q2', '2099', '2099-00'],
  ])('%s is in its month, quarter, year and financial year', (date, month, quarter, year, financial) => {
    expect([monthOf(date), quarterOf(date), yearOf(date), financialYearOf(date)]).toEqual([
      month,
      quarter,
      year,
      financial,
    ]);
  });
});
