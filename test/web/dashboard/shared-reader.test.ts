import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#src/domain/london.ts';
import { sharedReader } from '#src/web/dashboard/shared-reader.ts';
import { anyTransaction, rowsInMemory } from '#test/support/generated-counts.ts';

describe('the shared reader', () => {
  const keys = ['r|all', 'rh|all', 'v|all', 'r|service:general'];
  const anyQuestion = fc
    .record({
      keys: fc.subarray(keys, { minLength: 1 }),
      start: fc.integer({ min: 0, max: 400 }),
      days: fc.integer({ min: 0, max: 400 }),
      cells: fc.option(fc.subarray(['n', 'rs', 'rh', 'sf']), { nil: undefined }),
    })
    .map(({ keys: of, start, days, cells }) => {
      const from = addDays('2025-12-01', start);
      return { keys: of, from, to: addDays(from, days), ...(cells ? { cells } : {}) };
    });

  test('gives each query what it would have read by itself, in one batch and in later ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTransaction, { maxLength: 12 }),
        fc.array(fc.array(anyQuestion, { maxLength: 4 }), { maxLength: 3 }),
        async (transactions, turns) => {
          const rows = rowsInMemory(transactions);
          const shared = sharedReader(rows.reader);
          for (const questions of turns) {
            const answers = await Promise.all(questions.map((question) => shared.read(question)));
            for (const [index, question] of questions.entries()) {
              const alone = (await rows.reader.read(question)).rows;
              const selected = (answers[index]?.rows ?? []).map(({ k, d, cells }) => ({
                k,
                d,
                cells: Object.fromEntries(
                  Object.entries(cells).filter(([cell]) => question.cells?.includes(cell) ?? true),
                ),
              }));
              expect(selected).toEqual(alone);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('reads each key once per batch, and nothing it already has', async () => {
    const rows = rowsInMemory();
    const shared = sharedReader(rows.reader);
    const wide = { keys: ['r|all'], from: '2026-01-01', to: '2026-12-31', cells: ['n', 'rs'] };
    const narrow = { keys: ['r|all'], from: '2026-03-01', to: '2026-03-31', cells: ['rs'] };
    await Promise.all([shared.read(wide), shared.read(narrow), shared.read({ ...narrow, keys: ['rh|all', 'r|all'] })]);
    await shared.read(narrow);
    expect(rows.queries.flatMap((question) => question.keys)).toEqual(['r|all', 'rh|all']);
    await shared.read({ ...wide, to: '2027-01-31' });
    expect(rows.queries).toHaveLength(3);
    expect(shared.cost().keys).toBe(3);
  });

  test('a failure reaches everyone who asked', async () => {
    const failing = { read: () => Promise.reject(new Error('away')), firstDay: async () => undefined };
    const shared = sharedReader(failing);
    const question = { keys: ['r|all'], from: '2026-01-01', to: '2026-01-31' };
    const both = await Promise.allSettled([shared.read(question), shared.read(question)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
