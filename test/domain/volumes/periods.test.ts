import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, londonDate } from '#src/domain/london.ts';
import {
  countDays,
  intervals,
  partialPeriods,
  periodOf,
  periodsIn,
  uncountedPeriods,
} from '#src/domain/volumes/periods.ts';

describe('periods', () => {
  test.each([
    ['day', '2026-03-29', '2026-03-29', '2026-03-29', '2026-03-29'],
    ['week', '2026-01-01', '2026-W01', '2025-12-29', '2026-01-04'],
    ['week', '2027-01-03', '2026-W53', '2026-12-28', '2027-01-03'],
    ['week', '2027-01-04', '2027-W01', '2027-01-04', '2027-01-10'],
    ['week', '2024-12-30', '2025-W01', '2024-12-30', '2025-01-05'],
    ['month', '2024-02-29', '2024-02', '2024-02-01', '2024-02-29'],
    ['quarter', '2026-03-31', '2026-Q1', '2026-01-01', '2026-03-31'],
    ['quarter', '2026-12-31', '2026-Q4', '2026-10-01', '2026-12-31'],
    ['year', '2026-07-01', '2026', '2026-01-01', '2026-12-31'],
    ['financial-year', '2026-03-31', '2025-26', '2025-04-01', '2026-03-31'],
    ['financial-year', '2026-04-01', '2026-27', '2026-04-01', '2027-03-31'],
    ['financial-year', '2099-04-01', '2099-00', '2099-04-01', '2100-03-31'],
  ] as const)('the %s of %s is %s, from %s to %s', (interval, day, label, from, to) => {
    expect(periodOf(interval, day)).toEqual({ label, from, to });
  });

  test('every day of a range is in exactly one period, in order, and only the first and last are cut', async () => {
    await fc.assert(
      fc.property(
        fc.constantFrom(...intervals),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 1200 }),
        (interval, start, length) => {
          const from = addDays('2019-01-01', start);
          const to = addDays(from, length);
          const periods = periodsIn(interval, from, to);
          expect(periods[0]?.from).toBe(from);
          expect(periods.at(-1)?.to).toBe(to);
          for (const [index, period] of periods.entries()) {
            if (index > 0) expect(period.from).toBe(addDays(periods[index - 1]?.to ?? '', 1));
            if (index > 0 && index < periods.length - 1) expect(period.isComplete).toBe(true);
          }
          expect(new Set(periods.map(({ label }) => label)).size).toBe(periods.length);
          expect(periods.reduce((sum, period) => sum + countDays(period.from, period.to), 0)).toBe(length + 1);
        },
      ),
    );
  });

  test.each([
    ['2026-01-01', '2026-02-28', [true, true]],
    ['2026-01-02', '2026-02-28', [false, true]],
    ['2026-01-01', '2026-02-27', [true, false]],
    ['2026-01-02', '2026-01-30', [false]],
    ['2026-01-01', '2026-01-30', [false]],
    ['2026-01-02', '2026-01-31', [false]],
  ])('of the months from %s to %s, those that the range does not cut are complete', (from, to, complete) => {
    expect(periodsIn('month', from, to).map(({ isComplete }) => isComplete)).toEqual(complete);
  });

  test('all is one period, whole wherever its days are', () => {
    expect(periodsIn('all', '2026-01-02', '2026-01-30')).toEqual([
      { label: 'all', from: '2026-01-02', to: '2026-01-30', isComplete: true },
    ]);
  });

  test.each([
    ['that the range cuts', '2026-01-02', '2026-03-30', '2026-06-01', '2019-01-01', ['2026-01', '2026-03']],
    ['none of a range that is over', '2026-01-01', '2026-03-31', '2026-04-01', '2019-01-01', []],
    ['that today is in', '2026-01-01', '2026-03-31', '2026-03-31', '2019-01-01', ['2026-03']],
    ['that are to come', '2026-01-01', '2026-03-31', '2026-02-15', '2019-01-01', ['2026-02', '2026-03']],
    ['that began before counting did', '2026-01-01', '2026-03-31', '2026-04-01', '2026-02-02', ['2026-01', '2026-02']],
    [
      'not the one in which counting began on its first day',
      '2026-01-01',
      '2026-03-31',
      '2026-04-01',
      '2026-02-01',
      ['2026-01'],
    ],
    ['nothing is said of counting that has not begun', '2026-01-01', '2026-03-31', '2026-04-01', undefined, []],
  ] as const)('not counted whole are months %s', (_what, from, to, today, firstDay, expected) => {
    expect(partialPeriods('month', { from, to }, today, firstDay)).toEqual(expected);
  });

  test('not counted at all are those before counting began, and those to come', () => {
    const year = { from: '2026-01-01', to: '2026-06-30' };
    expect(uncountedPeriods('month', year, '2026-04-30', '2026-02-28')).toEqual(['2026-01', '2026-05', '2026-06']);
    // One that begins today, and one on whose last day counting began, are counted.
    expect(uncountedPeriods('month', year, '2026-05-01', '2026-01-31')).toEqual(['2026-06']);
    expect(uncountedPeriods('month', year, '2026-07-01', undefined)).toEqual([]);
  });

  test.each([
    ['2026-03-28T23:59:59Z', '2026-03-28'],
    ['2026-03-29T00:30:00Z', '2026-03-29'],
    ['2026-03-29T22:59:59Z', '2026-03-29'],
    ['2026-03-29T23:00:00Z', '2026-03-30'],
    ['2026-10-24T22:59:59Z', '2026-10-24'],
    ['2026-10-24T23:00:00Z', '2026-10-25'],
    ['2026-10-25T00:30:00Z', '2026-10-25'],
    ['2026-10-25T01:30:00Z', '2026-10-25'],
    ['2026-10-25T23:59:59Z', '2026-10-25'],
    ['2026-10-26T00:00:00Z', '2026-10-26'],
  ])('through the clock changes, %s counts on %s', (instant, day) => {
    expect(londonDate(new Date(instant))).toBe(day);
  });
});
