import { describe, expect, test } from 'vitest';
import { dateRangeOf, financialYears, precedingRange } from '#src/web/dashboard/periods.ts';

describe('named periods', () => {
  test.each([
    ['this-month', '2026-11-20', '2026-11-01', '2026-11-20'],
    ['last-12-months', '2026-11-20', '2025-11-01', '2026-10-31'],
    ['last-12-months', '2026-01-01', '2025-01-01', '2025-12-31'],
    ['last-24-months', '2026-11-20', '2024-11-01', '2026-10-31'],
    ['2025-26', '2026-11-20', '2025-04-01', '2026-03-31'],
    ['2026-27', '2026-11-20', '2026-04-01', '2026-11-20'],
    ['1999-00', '2026-11-20', '1999-04-01', '2000-03-31'],
  ])('%s on %s', (name, today, from, to) => expect(dateRangeOf(name, today)).toEqual({ from, to }));

  test.each(['2025-27', '2027-28', '2026', 'x', '', '202X-26'])('"%s" is not a period', (name) =>
    expect(dateRangeOf(name, '2026-11-20')).toBeUndefined(),
  );

  test('financial years since counting began, the latest first', () => {
    expect(financialYears('2026-04-01', '2025-03-31')).toEqual(['2026-27', '2025-26', '2024-25']);
    expect(financialYears('2026-03-31', undefined)).toHaveLength(10);
    expect(financialYears('2026-03-31', '1990-01-01')).toHaveLength(10);
  });

  test.each([
    ['whole months', '2025-11-01', '2026-10-31', '2024-11-01', '2025-10-31'],
    ['February, against January', '2026-02-01', '2026-02-28', '2026-01-01', '2026-01-31'],
    ['March, against a shorter month', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['a month so far, against as much', '2026-11-01', '2026-11-20', '2026-10-01', '2026-10-20'],
    ['what is not over yet, as far as it has come', '2026-11-01', '2026-11-30', '2026-10-01', '2026-10-20'],
    ['any days, against as many', '2026-06-10', '2026-06-12', '2026-06-07', '2026-06-09'],
  ])('%s', (_, from, to, before, until) =>
    expect(precedingRange({ from, to }, '2026-11-20')).toEqual({ from: before, to: until }),
  );
});
