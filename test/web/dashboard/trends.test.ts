import { describe, expect, test } from 'vitest';
import { headline } from '#src/web/dashboard/trends.ts';
import { en } from '#src/web/texts/en.ts';

describe('the headline of a trend', () => {
  test.each([
    ['day', ['11 Nov 2026', '12 Nov 2026'], [5, 1], 'Closed: most on 11 Nov 2026, 5'],
    ['week', ['2 Nov 2026', '9 Nov 2026'], [5, 1], 'Closed: most in the week from 2 Nov 2026, 5'],
    ['month', ['Oct 2026', 'Nov 2026'], [1, 5], 'Closed: most in Nov 2026, 5'],
    ['day', ['19 Nov 2026'], [0], 'Closed: 0 on 19 Nov 2026'],
    ['all', ['1 Nov 2026 to 3 Nov 2026'], [1200], 'Closed: 1,200 from 1 Nov 2026 to 3 Nov 2026'],
    // With two equal values, neither is the most.
    ['financial-year', ['2024-25', '2025-26', '2026-27'], [370, 370, 365], 'Closed: at most 370 in one financial year'],
    ['month', ['Oct 2026', 'Nov 2026'], [7, 7], 'Closed: 7 throughout'],
    ['month', ['Oct 2026', 'Nov 2026'], [null, 7], 'Closed over time'],
  ] as const)('by %s: %j %j', (interval, labels, values, words) =>
    expect(headline(en, 'Closed', interval, labels, values)).toBe(words),
  );
});
