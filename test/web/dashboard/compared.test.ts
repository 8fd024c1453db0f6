import { describe, expect, test } from 'vitest';
import { shownFrom } from '#src/web/dashboard/compared.ts';

const months = (...counts: (number | null)[]) =>
  counts.map((count, index) => ({ period: `2026-${String(index + 1).padStart(2, '0')}`, values: [], count }));

describe('where the day on which counting began is not told', () => {
  test('what can be compared begins after the first month with a published number', () => {
    expect(shownFrom(months(0, 0, 20, 45, 30))).toBe('2026-04-01');
  });

  test.each([
    ['every month has a number', months(10, 20, 45)],
    ['none has', months(0, 0, 0)],
    ['a small area has none again and again', months(0, 10, 0, 5)],
    ['nothing is published', []],
  ])('all is compared where %s', (_, rows) => expect(shownFrom(rows)).toBeUndefined());
});
