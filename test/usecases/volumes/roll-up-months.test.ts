import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Count, CounterRow } from '#src/domain/counting/model.ts';
import { canRollUp } from '#src/domain/counting/monthly-roll-up.ts';
import { monthOf } from '#src/domain/london.ts';
import type { RolledUpMonth, RollUpWriter } from '#src/usecases/ports/counters.ts';
import { recount } from '#src/usecases/volumes/recount.ts';
import { recountAndRollUp } from '#src/usecases/volumes/roll-up-months.ts';
import { anyTransaction, rowsInMemory } from '#test/support/generated-counts.ts';

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
const madeUp = fc.sample(anyTransaction, { numRuns: 40, seed: 4 });
/** With a resend, which has a counter and no history to count it from. */
const resent = madeUp
  .flat()
  .slice(0, 1)
  .map((count): Count => ({ ...count, measure: 'duplicates', day: '2026-03-30' }));
const transactions = [...madeUp, resent];
const march = { from: '2026-03-01', to: '2026-03-31' };

/** Monthly roll-ups in memory, over the counters of these transactions, and the calls made, in order. */
function setting(over: { now?: string; rows?: readonly CounterRow[]; rollUps?: RolledUpMonth[]; late?: string } = {}) {
  const done: string[] = [];
  const rollUps = new Map((over.rollUps ?? []).map(({ month, rows }) => [month, rows]));
  const binder: RollUpWriter = {
    async begin(month) {
      done.push(`begin ${month}`);
      return rollUps.has(month) ? undefined : `token of ${month}`;
    },
    holds: async () => true,
    async complete(month, begun, rows) {
      done.push(`roll up ${month}`);
      expect(begun).toBe(`token of ${month}`);
      if (month === over.late) return false;
      rollUps.set(month, [...rows]);
      return true;
    },
    async discard(month) {
      done.push(`unbind ${month}`);
      rollUps.delete(month);
    },
  };
  const deps = {
    rollUpWriter: binder,
    people: {
      async write(month: string, token: string) {
        done.push(`write people ${month}`);
        expect(token).toBe(`token of ${month}`);
      },
      readBefore: () => each<never>([]),
    },
    now: () => new Date(over.now ?? '2026-11-02T03:30:00Z'),
    history: {
      counts: () => {
        done.push('read the history');
        return each<Count[]>(transactions);
      },
    },
    counters: {
      rows: () => {
        done.push('read the counters');
        return each([...(over.rows ?? rowsInMemory(transactions).all()), ...(over.rollUps ?? [])]);
      },
    },
  };
  return { deps, done, rollUps };
}

const rowsOf = (month: string, rows = rowsInMemory(transactions).all()): CounterRow[] =>
  rows.filter(({ k, d }) => canRollUp(k) && monthOf(d) === month);
const spoilt = (rows: readonly CounterRow[], day: string): CounterRow[] =>
  rows.map((row) =>
    row.k === 'r|all' && row.d === day ? { ...row, cells: { ...row.cells, n: (row.cells['n'] ?? 0) + 1 } } : row,
  );

describe('a recount that rolls up months', () => {
  test('rolls up a month whose counters agree, as read, and notices what is added after the read began', async () => {
    const { deps, done, rollUps } = setting();
    const { differences, rolledUp, overtaken } = await recountAndRollUp(deps, march.from, march.to);
    expect([differences, rolledUp, overtaken]).toEqual([[], ['2026-03'], []]);
    expect(done[0]).toBe('begin 2026-03');
    expect(done.slice(-2)).toEqual(['write people 2026-03', 'roll up 2026-03']);
    const byKey = (a: CounterRow, b: CounterRow) => (`${a.k} ${a.d}` < `${b.k} ${b.d}` ? -1 : 1);
    expect([...(rollUps.get('2026-03') ?? [])].sort(byKey)).toEqual(rowsOf('2026-03').sort(byKey));
    expect(rowsOf('2026-03').some(({ k }) => k.startsWith('u|'))).toBe(true);
  });

  test('rolls up no month that differs, and still rolls up the others of the range', async () => {
    const rows = spoilt(rowsInMemory(transactions).all(), '2026-03-29');
    const { deps, rollUps } = setting({ rows });
    const done = await recountAndRollUp(deps, '2026-01-01', '2026-04-30');
    expect(done.differences.map(({ k, d, cell }) => [k, d, cell])).toEqual([['r|all', '2026-03-29', 'n']]);
    expect(done.rolledUp).toEqual(['2026-01', '2026-02', '2026-04']);
    expect([...rollUps.keys()]).toEqual(['2026-01', '2026-02', '2026-04']);
  });

  test('rolls up only whole months, and only an hour after they ended in London', async () => {
    const monthsRolledUp = async (now: string, from: string, to: string) =>
      (await recountAndRollUp(setting({ now }).deps, from, to)).rolledUp;
    expect(await monthsRolledUp('2026-11-02T03:30:00Z', '2026-03-02', '2026-05-30')).toEqual(['2026-04']);
    // April ended at 23:00 UTC.
    expect(await monthsRolledUp('2026-04-30T23:59:59Z', '2026-03-01', '2026-05-31')).toEqual(['2026-03']);
    expect(await monthsRolledUp('2026-05-01T00:00:00Z', '2026-03-01', '2026-05-31')).toEqual(['2026-03', '2026-04']);
  });

  test('reports a month in which a late count came first', async () => {
    const { deps, rollUps } = setting({ late: '2026-03' });
    const done = await recountAndRollUp(deps, march.from, march.to);
    expect([done.rolledUp, done.overtaken, rollUps.size]).toEqual([[], ['2026-03'], 0]);
  });

  test('leaves a roll-up alone that agrees, and clears one that differs from its days', async () => {
    const right = setting({ rollUps: [{ month: '2026-03', rows: rowsOf('2026-03'), byDays: [] }] });
    expect(await recountAndRollUp(right.deps, march.from, march.to)).toMatchObject({ differences: [], rolledUp: [] });
    expect(right.done.filter((step) => step.includes('roll up '))).toEqual([]);

    const stale = spoilt(rowsOf('2026-03'), '2026-03-29');
    const wrong = setting({ rollUps: [{ month: '2026-03', rows: stale, byDays: [] }] });
    const { differences } = await recountAndRollUp(wrong.deps, march.from, march.to);
    const stood = rowsOf('2026-03').find(({ k, d }) => k === 'r|all' && d === '2026-03-29')?.cells['n'] ?? 0;
    expect(differences).toEqual([
      { k: 'r|all', d: '2026-03-29', cell: 'n', standing: stood + 1, recounted: stood, inRollUp: true },
    ]);
    expect(wrong.rollUps.has('2026-03')).toBe(false);
  });
});

describe('a recount', () => {
  const compare = (rollUps: RolledUpMonth, span = march) =>
    recount(setting({ rollUps: [rollUps] }).deps, span.from, span.to).then(({ differences }) => differences);

  test('finds rows that a roll-up lacks or has too many of', async () => {
    const [gone, ...rest] = rowsOf('2026-03');
    if (!gone) throw new Error('no counts were generated');
    const differing = await compare({ month: '2026-03', rows: rest, byDays: [] });
    expect(new Set(differing.map(({ k, d }) => `${k} ${d}`))).toEqual(new Set([`${gone.k} ${gone.d}`]));
    const extra = { k: 'z|all', d: '2026-03-02', cells: { n: 1 } };
    expect(await compare({ month: '2026-03', rows: [gone, ...rest, extra], byDays: [] })).toEqual([
      { k: 'z|all', d: '2026-03-02', cell: 'n', standing: 1, recounted: 0, inRollUp: true },
    ]);
  });

  test('compares the days of a rolled-up month that were asked for', async () => {
    const stale = { month: '2026-03', rows: spoilt(rowsOf('2026-03'), '2026-03-29'), byDays: [] };
    expect(await compare(stale, { from: '2026-03-30', to: '2026-03-31' })).toEqual([]);
    expect(await compare(stale, { from: '2026-03-29', to: '2026-03-29' })).toHaveLength(1);
  });
});
