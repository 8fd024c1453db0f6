import { describe, expect, test } from 'vitest';
import { createSuppressor, roundToMultiple } from '#src/domain/volumes/suppress.ts';

const month = (counts: number[]) => ({ counts, children: [] });

describe('what is left out of a month', () => {
  const one = createSuppressor({ rows: 4, columns: 0 }, 5);

  test('with a small value go the last two of its dimension, the same in every month', () => {
    expect(one(month([160, 3, 40, 57, 60]))).toEqual([false, true, false, true, true]);
    expect(one(month([160, 40, 3, 57, 60]))).toEqual([false, false, true, true, true]);
  });

  test('where these come to too little, the least other goes too', () => {
    expect(one(month([103, 3, 60, 40, 0]))).toEqual([false, true, false, true, true]);
    expect(one(month([103, 60, 40, 3, 0]))).toEqual([false, false, true, true, true]);
  });

  test('with a small total goes everything, also what is nought', () => {
    expect(one(month([4, 4, 0, 0, 0]))).toEqual([true, true, true, true, true]);
  });

  test('with a value go all cells of it in a crossed table, also what is nought', () => {
    const crossed = createSuppressor({ rows: 4, columns: 4 }, 5);
    const hidden = crossed(
      month([
        ...[243, 63, 60, 60, 60],
        ...[3, 3, 0, 0, 0],
        ...[80, 20, 20, 20, 20],
        ...[80, 20, 20, 20, 20],
        ...[80, 20, 20, 20, 20],
      ]),
    );
    const row = (index: number) => hidden.slice(index * 5, index * 5 + 5);
    expect(row(0)).toEqual([false, false, false, false, false]);
    expect(row(1)).toEqual([true, true, true, true, true]);
    expect(row(2)).toEqual([false, false, false, false, false]);
    expect(row(3)).toEqual([true, true, true, true, true]);
    expect(row(4)).toEqual([true, true, true, true, true]);
  });
});

test.each([
  [0, 0],
  [2, 0],
  [3, 5],
  [12, 10],
  [13, 15],
])('%i is rounded to %i', (count, told) => {
  expect(roundToMultiple(count, 5)).toBe(told);
});
