import { describe, expect, test } from 'vitest';
import { periodsOfRange, publishedPeriods } from '#src/domain/volumes/published-periods.ts';

const labelsOf = (from: string, to: string) => periodsOfRange({ from, to }).map(({ level, label }) => [level, label]);

describe('the periods whose published figures make up a range of months', () => {
  test.each([
    ['2026-02-01', '2026-02-28', [['month', '2026-02']]],
    ['2026-01-01', '2026-03-31', [['quarter', '2026-Q1']]],
    ['2025-01-01', '2025-12-31', [['year', '2025']]],
    ['2025-04-01', '2026-03-31', [['financial-year', '2025-26']]],
  ])('from %s to %s is one period', (from, to, expected) => {
    expect(labelsOf(from, to)).toEqual(expected);
  });

  test('are the longest that fit, in order, and leave no day out', () => {
    expect(labelsOf('2023-11-01', '2025-05-31')).toEqual([
      ['month', '2023-11'],
      ['month', '2023-12'],
      ['year', '2024'],
      ['quarter', '2025-Q1'],
      ['month', '2025-04'],
      ['month', '2025-05'],
    ]);
    expect(labelsOf('2024-04-01', '2025-09-30')).toEqual([
      ['financial-year', '2024-25'],
      ['quarter', '2025-Q2'],
      ['quarter', '2025-Q3'],
    ]);
    const parts = periodsOfRange({ from: '2023-11-01', to: '2025-05-31' });
    expect(parts[0]).toEqual({ level: 'month', label: '2023-11', from: '2023-11-01', to: '2023-11-30' });
    expect(parts[2]).toEqual({ level: 'year', label: '2024', from: '2024-01-01', to: '2024-12-31' });
  });

  test.each([
    ['2026-01-02', '2026-01-31'],
    ['2026-01-01', '2026-01-30'],
  ])('are none for part of a month: %s to %s', (from, to) => {
    expect(() => periodsOfRange({ from, to })).toThrow('not a range of whole months');
  });
});

describe('the periods of an interval that may be published', () => {
  const range = { from: '2025-12-01', to: '2026-05-31' };

  test('are those that lie in the range entirely', () => {
    expect(publishedPeriods('quarter', range)).toEqual([
      { level: 'quarter', label: '2026-Q1', from: '2026-01-01', to: '2026-03-31' },
    ]);
    expect(publishedPeriods('month', range).map(({ label }) => label)).toHaveLength(6);
    expect(publishedPeriods('year', range)).toEqual([]);
    expect(publishedPeriods('financial-year', { from: '2025-04-01', to: '2026-04-30' })).toEqual([
      { level: 'financial-year', label: '2025-26', from: '2025-04-01', to: '2026-03-31' },
    ]);
  });

  test.each(['day', 'week', 'all'] as const)('are none for %s', (interval) => {
    expect(publishedPeriods(interval, range)).toEqual([]);
  });
});
