import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Area } from '#src/domain/area.ts';
import type { CaseFacts, Count } from '#src/domain/counting/model.ts';
import { addMonths } from '#src/domain/london.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { askVolumes } from '#src/usecases/ask-volumes.ts';
import { area as exampleArea } from '../../support/area-fixture.ts';
import { anyFacts, rowsInMemory } from '../counting/made-up.ts';
import { anyCounts, attackOn, faultsIn, type Ground } from './attack.ts';

const area: Area = exampleArea();
const from = '2025-10-01';
const to = '2026-12-31';
const now = () => new Date('2027-01-01T12:00:00Z');
const base: VolumesQuery = {
  measure: 'referrals',
  from,
  to,
  interval: 'month',
  by: [],
  format: 'json',
  publish: 'suppressed',
};
const [plain] = fc.sample(anyFacts, { numRuns: 1, seed: 2 });
interface Micro {
  month: number;
  facts: CaseFacts;
}
const countOf = ({ month, facts }: Micro): Count => ({
  measure: 'referrals',
  day: addMonths(from, month),
  facts,
  services: [],
});

/** A quarter with many values, and fifteen months across calendar and financial years with few. */
const quarter: Ground = { area, from: '2026-04-01', months: 3, intervals: ['month', 'quarter', 'all'] };
const years: Ground = {
  area: exampleArea({ districts: [] }),
  from,
  months: 15,
  intervals: ['month', 'quarter', 'financial-year', 'year', 'all'],
};

describe('published figures', () => {
  test.each([
    ['a quarter, few small counts', quarter, 25, 5, 12],
    ['a quarter, more', quarter, 40, 10, 12],
    ['a quarter, many', quarter, 55, 20, 12],
    ['fifteen months, few', years, 25, 2, 2],
    ['fifteen months, more', years, 45, 5, 2],
  ])(
    'no count from 1 to k-1 can be worked out from all tables by sums and differences: %s',
    async (_, ground, none, few, numRuns) => {
      let small = 0;
      let shown = 0;
      await fc.assert(
        fc.asyncProperty(anyCounts(ground, none, few), async (counts) => {
          const attack = await attackOn(ground, counts);
          expect(faultsIn(attack)).toEqual([]);
          small += attack.figures.filter(({ truth }) => truth > 0 && truth < attack.k).length;
          shown += attack.figures.filter(({ count }) => count !== null && count > 0).length;
        }),
        { numRuns, endOnFailure: true },
      );
      expect(small).toBeGreaterThan(0);
      expect(shown).toBeGreaterThan(50);
    },
    60_000,
  );

  const spread = (months: number[][]): Micro[] =>
    months.flatMap((counts, month) =>
      (['yes', 'no', 'unknown'] as const).flatMap((alcohol, index) =>
        Array.from({ length: counts[index] ?? 0 }, (): Micro => {
          if (!plain) throw new Error('nothing was made up');
          return { month, facts: { ...plain, alcohol } };
        }),
      ),
    );
  const ask = async (months: number[][], over: Partial<VolumesQuery>) =>
    askVolumes(
      { counters: rowsInMemory([spread(months).map(countOf)]).reader, area, now },
      { ...base, by: ['alcohol'], ...over },
    );

  test('a small count is left out with another, and the rest is exact', async () => {
    const { rows, total } = await ask([[40, 30, 3]], { to: '2025-10-31' });
    expect(rows.map(({ count }) => count)).toEqual([40, null, null]);
    expect(total).toBe(73);
  });

  test('nothing is left out where nothing is small', async () => {
    const { rows } = await ask([[40, 30, 0]], { to: '2025-10-31' });
    expect(rows.map(({ count }) => count)).toEqual([40, 30, 0]);
  });

  test('a quarter does not tell of the one month that is left out of it', async () => {
    const { rows } = await ask(
      [
        [40, 30, 20],
        [40, 30, 3],
        [40, 30, 20],
      ],
      { interval: 'quarter', to: '2025-12-31' },
    );
    expect(rows.map(({ count }) => count)).toEqual([120, null, null]);
  });

  test('a quarter is told where two of its months are left out, and come to enough', async () => {
    const { rows } = await ask(
      [
        [40, 30, 4],
        [40, 30, 3],
        [40, 30, 20],
      ],
      { interval: 'quarter', to: '2025-12-31' },
    );
    expect(rows.map(({ count }) => count)).toEqual([120, 90, 27]);
  });

  test('nor of one that was left out only to cover another: the month’s rest would be told', async () => {
    const months = [
      [6, 0, 3],
      [40, 30, 20],
      [40, 30, 20],
    ];
    expect((await ask(months, { to: '2025-10-31' })).rows.map(({ count }) => count)).toEqual([null, null, null]);
    const { rows } = await ask(months, { interval: 'quarter', to: '2025-12-31' });
    expect(rows.map(({ count }) => count)).toEqual([null, null, null]);
  });

  test('nor by narrowing: the part of a table is left out as in the whole of it', async () => {
    const answer = await ask([[40, 30, 3]], {
      by: [],
      to: '2025-10-31',
      where: { dimension: 'district', value: plain?.district ?? '' },
    });
    const whole = await ask([[40, 30, 3]], { by: ['district'], to: '2025-10-31' });
    expect(answer.total).toBe(whole.rows.find(({ values }) => values[0] === plain?.district)?.count ?? null);
  });

  test('only whole periods that are over are there', async () => {
    const { rows, notes } = await ask([[40, 30, 20]], {
      from: '2025-10-02',
      to: '2026-12-30',
      interval: 'quarter',
      by: [],
    });
    expect(rows.map(({ period }) => period)).toEqual(['2026-Q1', '2026-Q2', '2026-Q3']);
    expect(notes.join()).toContain('whole periods');
    expect(
      (await ask([[40, 30, 20]], { from: '2026-12-01', to: '2027-01-31', by: [] })).rows.map(({ period }) => period),
    ).toEqual(['2026-12']);
    expect((await ask([], { from: '2027-01-01', to: '2027-01-31' })).rows).toEqual([]);
  });

  test('a part is left out where the rest of its whole is small', async () => {
    const [facts] = spread([[1, 0, 0]]);
    if (!facts) throw new Error('nothing was made up');
    const inTime = Array.from({ length: 20 }, (_, index): Count[] => [
      { ...countOf(facts) },
      ...(index < 17 ? [{ ...countOf(facts), measure: 'within-code' as const }] : []),
    ]);
    const deps = { counters: rowsInMemory(inTime).reader, area, now };
    const told = await askVolumes(deps, { ...base, measure: 'within-code', to: '2025-10-31' });
    expect(told.total).toBeNull();
    expect((await askVolumes(deps, { ...base, to: '2025-10-31' })).total).toBe(20);
  });

  test('rounded, every count is a multiple of k, and near', async () => {
    const { rows, total } = await ask([[40, 33, 2]], { publish: 'rounded', to: '2025-10-31' });
    expect(rows.map(({ count }) => count)).toEqual([40, 35, 0]);
    expect(total).toBe(75);
  });

  test('a comparison says nothing that the published months do not', async () => {
    const months = [[1, 1, 1], ...Array.from({ length: 14 }, () => [40, 30, 20])];
    const told = await ask(months, { by: [], from: '2026-01-01', to: '2026-12-31', compare: 3 });
    expect(told.compare).toMatchObject({
      changePercent: null,
      reason: 'suppressed',
      baseline: { mean: null },
      current: { mean: 90 },
    });
    expect(
      (await ask(months, { by: [], from: '2026-01-01', to: '2026-12-31', compare: 2 })).compare?.changePercent,
    ).toBe(0);
  });
});
