import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { counterKey, type Family, families, timeCells } from '#src/domain/counting/cells.ts';
import { linkKey } from '#src/domain/counting/distinct-people.ts';
import { canRollUp, type DayCells, readRollUp, rollUpMonth } from '#src/domain/counting/monthly-roll-up.ts';
import { addDays, addMonths, monthOf } from '#src/domain/london.ts';
import { lastDayOf, wholeMonths } from '#src/domain/months.ts';

/** Months of leap years and common years, with those of both clock changes. */
const anyMonth = fc.integer({ min: 0, max: 9 * 12 - 1 }).map((months) => monthOf(addMonths('2019-01-01', months)));
const daysOf = (month: string): string[] => {
  const days: string[] = [];
  for (let day = `${month}-01`; monthOf(day) === month; day = addDays(day, 1)) days.push(day);
  return days;
};
const cellNames = ['n', 'op', 'Smosslight-victim-care', 'DE08000003', timeCells.minutes, timeCells.timed, 'a7'];
const ordinary = fc.integer({ min: -50, max: 5000 });
const extreme = fc.constantFrom(2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER);
const rowsWith = (amount: fc.Arbitrary<number>) =>
  anyMonth.chain((month) =>
    fc.record({
      month: fc.constant(month),
      rows: fc
        .uniqueArray(fc.constantFrom(...daysOf(month)), { maxLength: 31 })
        .chain((days) =>
          fc.tuple(
            ...days.map((d) =>
              fc.record({ d: fc.constant(d), cells: fc.dictionary(fc.constantFrom(...cellNames), amount) }),
            ),
          ),
        ),
    }),
  );

/** Rows as a counter reader returns them: in order, without zeros. */
const plainly = (rows: readonly DayCells[], wanted?: readonly string[]): DayCells[] =>
  [...rows]
    .sort((a, b) => (a.d < b.d ? -1 : 1))
    .map(({ d, cells }) => ({
      d,
      cells: Object.fromEntries(
        Object.entries(cells).filter(([cell, amount]) => amount !== 0 && (!wanted || wanted.includes(cell))),
      ),
    }))
    .filter(({ cells }) => Object.keys(cells).length > 0);

describe('a monthly roll-up', () => {
  test('agrees with its days in any month, also for negative numbers and numbers of eight bytes', async () => {
    await fc.assert(
      fc.property(rowsWith(fc.oneof({ weight: 20, arbitrary: ordinary }, extreme)), ({ month, rows }) => {
        expect(readRollUp(month, rollUpMonth(month, rows))).toEqual(plainly(rows));
      }),
      { numRuns: 400 },
    );
  });

  test('returns only the cells asked for, also cells that it does not have', async () => {
    await fc.assert(
      fc.property(
        rowsWith(ordinary),
        fc.uniqueArray(fc.constantFrom(...cellNames, 'never')),
        ({ month, rows }, wanted) => {
          expect(readRollUp(month, rollUpMonth(month, rows), wanted)).toEqual(plainly(rows, wanted));
        },
      ),
    );
  });

  test('has a length that does not depend on its numbers', async () => {
    await fc.assert(
      fc.property(rowsWith(ordinary), fc.integer({ min: 2, max: 100_000 }), ({ month, rows }, times) => {
        const more = rows.map(({ d, cells }) => ({
          d,
          cells: Object.fromEntries(Object.entries(cells).map(([cell, amount]) => [cell, amount * times])),
        }));
        const [few, many] = [rollUpMonth(month, rows), rollUpMonth(month, more)];
        expect([many.names, many.amounts.byteLength]).toEqual([few.names, few.amounts.byteLength]);
      }),
    );
  });

  test('may be part of a larger buffer, as the SDK returns it', () => {
    const rows = [{ d: '2024-02-29', cells: { n: 7, op: -3 } }];
    const { names, amounts } = rollUpMonth('2024-02', rows);
    const buffer = new Uint8Array(amounts.byteLength + 9);
    buffer.set(amounts, 5);
    expect(readRollUp('2024-02', { names, amounts: buffer.subarray(5, 5 + amounts.byteLength) })).toEqual(rows);
  });

  test.each([
    ['a day of another month', [{ d: '2024-03-01', cells: { n: 1 } }]],
    ['a row that links two months', [{ d: '2024-02-01<2024-01', cells: { n: 1 } }]],
    ['a number that is not whole', [{ d: '2024-02-01', cells: { n: 1.5 } }]],
    ['a number that is not exact', [{ d: '2024-02-01', cells: { n: 2 ** 53 } }]],
    ['a name with a space in it', [{ d: '2024-02-01', cells: { 'S two': 1 } }]],
  ])('is not made of %s', (_, rows) => {
    expect(() => rollUpMonth('2024-02', rows)).toThrow();
  });

  test('is refused when truncated', () => {
    const { names, amounts } = rollUpMonth('2024-02', [{ d: '2024-02-29', cells: { n: 7 } }]);
    expect(() => readRollUp('2024-02', { names, amounts: amounts.subarray(0, -1) })).toThrow('bytes');
    expect(() => readRollUp('2024-02', { names, amounts: amounts.subarray(0, 3) })).toThrow('bytes');
    expect(() => readRollUp('2024-02', { names: `${names} op`, amounts })).toThrow('bytes');
  });
});

test('the whole months of a range are those that begin and end in it', async () => {
  const anyDay = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2023-11-15', days));
  await fc.assert(
    fc.property(anyDay, anyDay, (from, to) => {
      const all: string[] = [];
      for (let first = '2023-01-01'; first < '2027-01-01'; first = addMonths(first, 1)) all.push(monthOf(first));
      expect(wholeMonths(from, to)).toEqual(all.filter((month) => `${month}-01` >= from && lastDayOf(month) <= to));
    }),
  );
});

test('counters are rolled up; links between referrals and marks of people are not', () => {
  for (const family of Object.keys(families) as Family[]) {
    expect(canRollUp(counterKey(family, 'all'))).toBe(true);
    expect(canRollUp(counterKey(family, { dimension: 'service', value: 'general' }))).toBe(true);
  }
  for (const k of [linkKey('all'), 'person|abc', 'bound']) expect(canRollUp(k)).toBe(false);
});
