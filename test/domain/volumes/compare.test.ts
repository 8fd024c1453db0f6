import { describe, expect, test } from 'vitest';
import { compareMonths, monthsToCompare, shorterComparison } from '#src/domain/volumes/compare.ts';

describe('the months compared', () => {
  test.each([
    ['a year that is over', '2020-01-01', '2020-12-31', '2021-02-01', '2020-01', '2020-12', '2018-07', '2019-12'],
    ['only its complete months', '2020-01-02', '2020-12-30', '2021-02-01', '2020-02', '2020-11', '2018-08', '2020-01'],
    [
      'not the month that today is in',
      '2026-01-01',
      '2026-12-31',
      '2026-11-30',
      '2026-01',
      '2026-10',
      '2024-07',
      '2025-12',
    ],
    [
      'the month that ended yesterday',
      '2026-10-01',
      '2026-10-31',
      '2026-11-01',
      '2026-10',
      '2026-10',
      '2025-04',
      '2026-09',
    ],
  ])('%s', (_, from, to, today, first, last, baseFirst, baseLast) => {
    const months = monthsToCompare(from, to, 18, today);
    expect([months?.current.months[0], months?.current.months.at(-1)]).toEqual([first, last]);
    expect([months?.baseline.months[0], months?.baseline.months.at(-1)]).toEqual([baseFirst, baseLast]);
    expect(months?.baseline.months.length).toBe(18);
  });

  test.each([
    ['2026-10-02', '2026-10-31', '2026-12-01'],
    ['2026-11-01', '2026-11-30', '2026-11-30'],
    ['2026-12-01', '2027-12-31', '2026-11-22'],
  ])('none from %s to %s as of %s', (from, to, today) => {
    expect(monthsToCompare(from, to, 18, today)).toBeUndefined();
  });
});

describe('the statement', () => {
  const year = { baselineMonths: 18, months: monthsToCompare('2020-01-01', '2020-12-31', 18, '2021-02-01') };
  const sums = (now: number | null, before: number | null) => ({
    current: now === null ? null : now * 12,
    baseline: before === null ? null : before * 18,
  });
  const compare = (
    now: number | null,
    before: number | null,
    firstDay: string | undefined = '2018-07-01',
    enough = 0,
  ) => compareMonths(year, sums(now, before), firstDay, enough);

  test('half a percent is rounded away from 0, up and down', () => {
    expect(compare(875, 1000).changePercent).toBe(-13);
    expect(compare(1125, 1000).changePercent).toBe(13);
    expect(compare(999, 1000).changePercent).toBe(0);
  });

  test('a 13% decrease in the average monthly figure against the 18 months before', () => {
    expect(compareMonths(year, { current: 12_501, baseline: 21_553 }, '2018-07-01', 0)).toEqual({
      current: { months: 12, from: '2020-01-01', to: '2020-12-31', mean: 1041.8, sum: 12_501 },
      baseline: { months: 18, from: '2018-07-01', to: '2019-12-31', mean: 1197.4, sum: 21_553 },
      changePercent: -13,
    });
  });

  test.each([
    [110, 100, 10],
    [100, 100, 0],
    [0, 100, -100],
    [250, 100, 150],
  ])('a mean of %i against %i is %i%%', (now, before, change) => {
    expect(compare(now, before).changePercent).toBe(change);
  });

  test('there is none, with a reason, where months were not counted from their first day', () => {
    const told = compare(100, 100, '2018-08-02');
    expect(told).toMatchObject({
      changePercent: null,
      reason: 'months-missing',
      missingMonths: ['2018-07', '2018-08'],
    });
    expect(told.baseline.mean).toBeNull();
    expect(told.current.mean).toBe(100);
    expect(compareMonths(year, sums(0, 0), undefined, 0).missingMonths?.length).toBe(30);
  });

  test('no month is missing where the first day is not told', () => {
    expect(compare(110, 100, 'not-told')).toMatchObject({ changePercent: 10 });
  });

  test('there is none where a side cannot be published or is of too few, or the baseline is 0', () => {
    expect(compare(100, null)).toMatchObject({ changePercent: null, reason: 'suppressed', baseline: { mean: null } });
    expect(compare(null, 100).reason).toBe('suppressed');
    expect(compare(1, 100, '2018-07-01', 20).reason).toBe('suppressed');
    expect(compare(2, 100, '2018-07-01', 20).changePercent).toBe(-98);
    expect(compare(100, 1, '2018-07-01', 20).reason).toBe('suppressed');
    expect(compare(100, null)).not.toHaveProperty('missingMonths');
    expect(compare(100, 0)).toMatchObject({ changePercent: null, reason: 'baseline-zero' });
    const none = { months: 0, from: null, to: null, mean: null, sum: null };
    expect(compareMonths({ baselineMonths: 18, months: undefined }, sums(1, 1), '2018-07-01', 0)).toEqual({
      current: none,
      baseline: { ...none, months: 18 },
      changePercent: null,
      reason: 'no-complete-month',
    });
  });
});

describe('where the time before was not counted', () => {
  const year = { from: '2025-12-01', to: '2026-11-30' };
  const sides = (countedFrom: string, range = year, today = '2026-12-05') => {
    const found = shorterComparison(range, today, countedFrom);
    return found && [found.months, found.baseline.from, found.baseline.to, found.current.from, found.current.to];
  };

  test('as many whole months are compared on either side as were counted', () => {
    expect(sides('2026-01-01')).toEqual([5, '2026-02-01', '2026-06-30', '2026-07-01', '2026-11-30']);
    // The month in which it began was not counted whole.
    expect(sides('2025-01-02')).toEqual([11, '2025-02-01', '2025-12-31', '2026-01-01', '2026-11-30']);
  });

  test('no more than the range has, and only months that are over', () => {
    expect(sides('2020-01-01')).toEqual([12, '2024-12-01', '2025-11-30', '2025-12-01', '2026-11-30']);
    expect(sides('2026-08-01', { from: '2026-10-01', to: '2026-12-05' })).toEqual([
      2,
      '2026-08-01',
      '2026-09-30',
      '2026-10-01',
      '2026-11-30',
    ]);
  });

  test('nothing is compared before there are two whole months', () => {
    expect(sides('2026-10-02')).toBeUndefined();
    expect(sides('2026-10-01')).toEqual([1, '2026-10-01', '2026-10-31', '2026-11-01', '2026-11-30']);
    expect(sides('2026-01-01', { from: '2026-12-01', to: '2026-12-05' })).toBeUndefined();
  });
});
