import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateValues, readDate } from '#src/web/form/date.ts';
import type { DateFault } from '#src/web/form/date-parts.ts';
import { en } from '#src/web/texts/en.ts';

const typed = (day: string, month: string, year: string) => ({
  'born-day': day,
  'born-month': month,
  'born-year': year,
});
const limits = { today: '2026-11-22', notAfterToday: true };

describe('a date is read as people type it', () => {
  test.each([
    ['27', '3', '1999', '1999-03-27'],
    ['07', '03', '1999', '1999-03-07'],
    [' 7 ', 'March', '1999', '1999-03-07'],
    ['7', 'mar', '1999', '1999-03-07'],
    ['7', 'Sept', '1999', '1999-09-07'],
    ['29', '2', '2000', '2000-02-29'],
    ['22', '11', '2026', '2026-11-22'],
  ])('%s %s %s is %s', (day, month, year, date) => {
    expect(readDate(typed(day, month, year), 'born', limits)).toEqual({ date });
  });
  test('empty fields are no date and no fault', () => {
    expect(readDate(typed('', ' ', ''), 'born', limits)).toEqual({ date: undefined });
    expect(readDate({}, 'born', limits)).toEqual({ date: undefined });
  });
});

describe('a fault is named exactly, and links to the parts to correct', () => {
  test.each([
    ['27', '', '1999', 'Date of birth must include a month', ['month']],
    ['', '', '1999', 'Date of birth must include a day and a month', ['day', 'month']],
    ['27', '3', '99', 'Year must include 4 numbers', ['year']],
    ['31', '2', '1999', 'Date of birth must be a real date', ['day', 'month', 'year']],
    ['29', '2', '1900', 'Date of birth must be a real date', ['day', 'month', 'year']],
    ['40', '3', '1999', 'Date of birth must be a real date', ['day']],
    ['27', '13', '1999', 'Date of birth must be a real date', ['month']],
    ['27', 'ma', '1999', 'Date of birth must be a real date', ['month']],
    ['27', 'smarch', '1999', 'Date of birth must be a real date', ['month']],
    ['0', '0', '1999', 'Date of birth must be a real date', ['day', 'month']],
    ['1e1', '3', '1999', 'Date of birth must be a real date', ['day']],
    ['23', '11', '2026', 'Date of birth must be today or in the past', ['day', 'month', 'year']],
  ])('%s %s %s: %s', (day, month, year, words, parts) => {
    const answer = readDate(typed(day, month, year), 'born', limits);
    const fault = 'fault' in answer ? answer : undefined;
    expect(fault && en.forms.dateFault('Date of birth', fault.fault)).toBe(words);
    expect(fault?.parts).toEqual(parts);
  });
  test.each<[DateFault, string]>([
    [{ code: 'missing' }, 'Enter date of birth'],
    [{ code: 'after', limit: '2026-03-27', isToday: false }, 'Date of birth must be on or before 27 March 2026'],
    [{ code: 'before', limit: '1900-01-01' }, 'Date of birth must be on or after 1 January 1900'],
  ])('%o', (fault, words) => expect(en.forms.dateFault('Date of birth', fault)).toBe(words));
  test('the limits themselves are allowed', () => {
    const both = { ...limits, notBefore: '2020-01-01', notAfter: '2020-12-31' };
    expect(readDate(typed('1', '1', '2020'), 'born', both)).toEqual({ date: '2020-01-01' });
    expect(readDate(typed('31', '12', '2020'), 'born', both)).toEqual({ date: '2020-12-31' });
    expect(readDate(typed('31', '12', '2019'), 'born', both)).toMatchObject({ fault: { code: 'before' } });
    expect(readDate(typed('1', '1', '2021'), 'born', both)).toMatchObject({ fault: { code: 'after', isToday: false } });
  });
});

test('every real day is read back as it was shown, and no other day is accepted', () => {
  const wide = { today: '2026-11-22' };
  fc.assert(
    fc.property(
      fc.integer({ min: 1000, max: 9999 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 33 }),
      (year, month, day) => {
        const date = new Date(Date.UTC(year, month - 1, day));
        const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year;
        const answer = readDate(typed(String(day), String(month), String(year)), 'born', wide);
        expect('date' in answer).toBe(isReal);
        if ('date' in answer) {
          expect(answer.date).toBe(date.toISOString().slice(0, 10));
          expect(readDate(dateValues('born', answer.date), 'born', wide)).toEqual(answer);
        }
      },
    ),
  );
});
