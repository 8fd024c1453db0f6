import { describe, expect, test } from 'vitest';
import type { MonthlyMean } from '#src/domain/volumes/compare.ts';
import { statementText } from '#src/web/dashboard/statement.ts';
import { en } from '#src/web/texts/en.ts';

const mean = (months: number, value: number | null): MonthlyMean => ({
  months,
  from: '2026-01-01',
  to: '2026-03-31',
  mean: value,
  sum: value === null ? null : value * months,
});

describe('the statement in words', () => {
  test.each([
    [40, 20, 100, /That is an increase of 100% in the average month\.$/],
    [20, 40, -50, /That is a decrease of 50% in the average month\.$/],
    [3, 2, 50, /That is 1 more in the average month\. No percentage is given, because fewer than 20 were counted/],
    [2, 3.5, -43, /That is 1\.5 fewer in the average month\. No percentage is given/],
    [3, 3, 0, /The average month has not changed\. No percentage is given/],
  ])('an average of %d after %d: %d%%', (now, before, changePercent, words) => {
    const said = statementText(
      en,
      'Referrals received',
      {
        current: mean(3, now),
        baseline: mean(3, before),
        changePercent,
      },
      20,
    );
    expect(said.join(' ')).toMatch(words);
  });

  test('no percentage where a number is not shown, and why', () => {
    const said = statementText(
      en,
      'Referrals received',
      {
        current: mean(3, 40),
        baseline: mean(18, null),
        changePercent: null,
        reason: 'suppressed',
      },
      20,
    );
    expect(said.join(' ')).toMatch(
      /average was 40 a month\. No percentage is given, because .* not shown or too small\.$/,
    );
  });

  test('missing months are named, consecutive ones as a range', () => {
    const said = statementText(
      en,
      'Referrals received',
      {
        current: mean(3, null),
        baseline: mean(18, null),
        changePercent: null,
        reason: 'months-missing',
        missingMonths: ['2024-11', '2024-12', '2025-01', '2025-06'],
      },
      20,
    );
    expect(said.at(-1)).toBe('Not counted from their first day: Nov 2024 to Jan 2025 and Jun 2025.');
  });
});
