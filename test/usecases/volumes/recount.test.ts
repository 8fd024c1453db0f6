import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Count, CounterRow } from '#src/domain/counting/model.ts';
import { recount } from '#src/usecases/volumes/recount.ts';
import { anyTransaction, rowsInMemory } from '#test/support/generated-counts.ts';

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
const from = '2026-01-01';
const to = '2026-12-31';
const compare = (transactions: readonly Count[][], rows: readonly CounterRow[], span = { from, to }) =>
  recount({ history: { counts: () => each(transactions) }, counters: { rows: () => each(rows) } }, span.from, span.to);

describe('a recount', () => {
  test('agrees exactly with counters kept as things happened, in any order of the history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyTransaction, { maxLength: 20 }), fc.nat(), async (transactions, turn) => {
        const at = transactions.length === 0 ? 0 : turn % transactions.length;
        const turned = [...transactions.slice(at), ...transactions.slice(0, at)];
        const done = await compare(turned, rowsInMemory(transactions).all());
        expect(done.differences).toEqual([]);
        expect(done.counts).toBe(transactions.flat().filter(({ day }) => day >= from && day <= to).length);
      }),
      { numRuns: 100 },
    );
  });

  test('names every row and cell that differs, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTransaction, { minLength: 1, maxLength: 10 }),
        fc.nat(),
        fc.constantFrom(-1, 1, 7),
        async (transactions, choice, by) => {
          const rows = rowsInMemory(transactions).all();
          const candidates = rows.filter(({ k, d }) => !/^[un]\|/.test(k) && d >= from && d <= `${to}~`);
          fc.pre(candidates.length > 0);
          const changed = candidates[choice % candidates.length];
          if (!changed) throw new Error('there is no such row');
          const [cell = '', stood = 0] = Object.entries(changed.cells)[0] ?? [];
          const spoilt = rows.map((row) =>
            row === changed ? { ...row, cells: { ...row.cells, [cell]: stood + by } } : row,
          );
          const { differences } = await compare(transactions, spoilt);
          expect(differences).toEqual([{ k: changed.k, d: changed.d, cell, standing: stood + by, recounted: stood }]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('finds a row that is missing and one that should not be there', async () => {
    const [transaction = []] = fc.sample(anyTransaction, { numRuns: 1, seed: 3 });
    const dayed = transaction.map((count) => ({ ...count, day: '2026-03-29' }));
    const rows = rowsInMemory([dayed]).all();
    const gone = await compare([dayed], rows.slice(1));
    expect(new Set(gone.differences.map(({ k }) => k))).toEqual(new Set([rows[0]?.k]));
    const extra = await compare([], [{ k: 'r|all', d: '2026-03-29', cells: { n: 2 } }]);
    expect(extra.differences).toEqual([{ k: 'r|all', d: '2026-03-29', cell: 'n', standing: 2, recounted: 0 }]);
  });

  test('compares only the days asked for, and treats a cell of 0 as no cell', async () => {
    const outside = [
      { k: 'r|all', d: '2025-12-31', cells: { n: 9 } },
      { k: 'v|all', d: '2027-01-01<2026-01', cells: { '01n': 9 } },
      { k: 'u|all', d: '2026-05-05', cells: { n: 9 } },
      { k: 'rm|all', d: '2026-05-05', cells: { n: 0 } },
    ];
    expect((await compare([], outside)).differences).toEqual([]);
  });
});
