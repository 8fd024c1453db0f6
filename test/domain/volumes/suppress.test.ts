import { describe, expect, test } from 'vitest';
import { createSuppressor, roundToMultiple } from '#src/domain/volumes/suppress.ts';

const month = (counts: number[]) => ({ counts, children: [] });

describe('what is suppressed in a month', () => {
  const one = createSuppressor({ rows: 4, columns: 0 }, 5);

  test('a small value is suppressed with the last two of its dimension, the same in every month', () => {
    expect(one(month([160, 3, 40, 57, 60]))).toEqual([false, true, false, true, true]);
    expect(one(month([160, 40, 3, 57, 60]))).toEqual([false, false, true, true, true]);
  });

  test('where these add up to too little, the next smallest is suppressed too', () => {
    expect(one(month([103, 3, 60, 40, 0]))).toEqual([false, true, false, true, true]);
    expect(one(month([103, 60, 40, 3, 0]))).toEqual([false, false, true, true, true]);
  });

  test('with a small total everything is suppressed, also zeros', () => {
    expect(one(month([4, 4, 0, 0, 0]))).toEqual([true, true, true, true, true]);
  });

  test('with a value all its cells in a crossed table are suppressed, also zeros', () => {
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

describe('the second dimension is held as the first', () => {
  const groups = { count: 2, of: [0, 0, 1, 1] };
  const size = 4;
  const flip = <Value>(grid: readonly Value[]): Value[] =>
    grid.map((_, at) => grid[(at % (size + 1)) * (size + 1) + Math.floor(at / (size + 1))] as Value);
  /** Cells by row; totals are their sums. */
  const gridOf = (cells: readonly number[][]): number[] => {
    const rows = cells.map((row) => [row.reduce((sum, count) => sum + count, 0), ...row]);
    return [0, 1, 2, 3, 4].map((column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0)).concat(rows.flat());
  };
  const ordinary = [20, 20, 20, 20];

  test.each([
    ['a small row', [[3, 0, 0, 0], ordinary, ordinary, ordinary]],
    ['a small cell', [[3, 30, 30, 30], ordinary, ordinary, ordinary]],
    ['a small cell at the end', [ordinary, ordinary, ordinary, [20, 20, 20, 3]]],
    ['a small row whose cover is too little', [[3, 0, 0, 0], ordinary, [0, 0, 0, 0], [1, 0, 0, 0]]],
  ])('with %s', (_what, cells) => {
    const counts = gridOf(cells);
    for (const [rowGroups, columnGroups] of [
      [undefined, undefined],
      [groups, undefined],
      [undefined, groups],
      [groups, groups],
    ]) {
      const across = createSuppressor(
        { rows: size, columns: size, ...(rowGroups && { rowGroups }), ...(columnGroups && { columnGroups }) },
        5,
      );
      const down = createSuppressor(
        {
          rows: size,
          columns: size,
          ...(columnGroups && { rowGroups: columnGroups }),
          ...(rowGroups && { columnGroups: rowGroups }),
        },
        5,
      );
      const hidden = across(month(counts));
      expect(hidden).toContain(true);
      expect(hidden).toContain(false);
      expect(down(month(flip(counts)))).toEqual(flip(hidden));
    }
  });

  test('with a small column go all its cells, and the last two columns, whose totals cover it', () => {
    const crossed = createSuppressor({ rows: size, columns: size }, 5);
    const hidden = crossed(month(flip(gridOf([[3, 0, 0, 0], ordinary, ordinary, ordinary]))));
    for (const row of [0, 1, 2, 3, 4]) {
      expect(hidden.slice(row * 5, row * 5 + 5)).toEqual([false, true, false, true, true]);
    }
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
