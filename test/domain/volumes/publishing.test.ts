import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Area } from '#src/domain/area.ts';
import type { CaseFacts, Count, Dimension } from '#src/domain/counting/model.ts';
import { addDays, addMonths } from '#src/domain/london.ts';
import { periodOf } from '#src/domain/volumes/periods.ts';
import { dimensionValues, type VolumesQuery } from '#src/domain/volumes/query.ts';
import { askVolumes } from '#src/usecases/ask-volumes.ts';
import { area as exampleArea } from '../../support/area-fixture.ts';
import { anyFacts, has, rowsInMemory } from '../counting/made-up.ts';

const area: Area = exampleArea({ districts: [] });
const k = area.rules.suppressUnder;
const from = '2025-10-01';
const monthsLong = 15;
const to = addDays(addMonths(from, monthsLong), -1);
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

/** Dimensions of the attack: a plain one and two that cross, crossed in every way. */
const attacked: Dimension[] = ['alcohol', 'source', 'district'];
const tables: Dimension[][] = [
  [],
  ...attacked.map((name): Dimension[] => [name]),
  ['alcohol', 'district'],
  ['alcohol', 'source'],
  ['source', 'district'],
];
const spans = ['month', 'quarter', 'financial-year', 'year', 'all'] as const;

const [plain] = fc.sample(anyFacts, { numRuns: 1, seed: 2 });
const kinds = { 'example-police': 'police', 'example-hospital': 'statutory', 'example-charity': 'voluntary' } as const;
type Micro = { month: number; facts: CaseFacts };

/** Months of referrals, unevenly spread, so that some cells are small and some are not. */
const anyMicro = fc
  .array(
    fc.record({
      month: fc.nat({ max: monthsLong - 1 }),
      alcohol: fc.constantFrom('yes', 'no', 'no', 'unknown'),
      source: fc.constantFrom('example-police', 'example-police', 'example-hospital', 'example-charity'),
      district: fc.constantFrom('out-of-area', 'out-of-area', 'unknown'),
      times: fc.constantFrom(1, 1, 2, 3, 7, 20),
    }),
    { minLength: 5, maxLength: 120 },
  )
  .map((list) =>
    list.flatMap(({ month, alcohol, source, district, times }) => {
      if (!plain) throw new Error('nothing was made up');
      const facts = { ...plain, source, sourceKind: kinds[source], district, alcohol } as CaseFacts;
      return Array.from({ length: times }, (): Micro => ({ month, facts }));
    }),
  );

const dayOf = (month: number): string => addMonths(from, month);
const countOf = ({ month, facts }: Micro): Count => ({ measure: 'referrals', day: dayOf(month), facts, services: [] });

interface Figure {
  count: number | null;
  truth: number;
  /** Which of the smallest possible cells it is the sum of. */
  of: number[];
}

/** Every value of every attacked dimension in every month: the attacker's unknowns. */
const unknowns = (() => {
  const lists = attacked.map((name) => dimensionValues(name, area));
  const combos = lists.reduce<string[][]>(
    (all, list) => all.flatMap((left) => list.map((value) => [...left, value])),
    [[]],
  );
  return Array.from({ length: monthsLong }, (_, month) => combos.map((values) => ({ month, values }))).flat();
})();

async function everyFigure(micro: Micro[]): Promise<Figure[]> {
  const deps = { counters: rowsInMemory([micro.map(countOf)]).reader, area, now };
  const figures: Figure[] = [];
  for (const by of tables) {
    for (const interval of spans) {
      const answer = await askVolumes(deps, { ...base, by, interval });
      for (const { period, values, count } of answer.rows) {
        const fits = (month: number) => interval === 'all' || periodOf(interval, dayOf(month)).label === period;
        const of = unknowns.flatMap((one, index) =>
          fits(one.month) && by.every((name, at) => one.values[attacked.indexOf(name)] === values[at]) ? [index] : [],
        );
        const truth = micro.filter(
          (one) => fits(one.month) && by.every((name, at) => has(countOf(one), name, values[at] ?? '')),
        ).length;
        figures.push({ count, truth, of });
      }
    }
  }
  return figures;
}

/** Products of two residues are exact in a double. */
const prime = 67_108_859;

/**
 * What all sums and differences of the published figures can reach: their rows reduced to echelon
 * form, modulo a prime.
 */
function reach(figures: readonly Figure[]): (figure: Figure) => boolean {
  const size = unknowns.length;
  const basis: (Float64Array | undefined)[] = Array.from({ length: size });
  const reduce = (of: readonly number[]): { row: Float64Array; pivot: number } => {
    const row = new Float64Array(size);
    for (const index of of) row[index] = 1;
    for (let at = 0; at < size; at++) {
      const held = basis[at];
      if (row[at] === 0) continue;
      if (!held) return { row, pivot: at };
      takeOff(row, held, at);
    }
    return { row, pivot: -1 };
  };
  for (const figure of figures) {
    if (figure.count === null) continue;
    const { row, pivot } = reduce(figure.of);
    if (pivot < 0) continue;
    const scale = inverse(row[pivot] ?? 1);
    basis[pivot] = row.map((value) => (value * scale) % prime);
  }
  return (figure) => reduce(figure.of).pivot < 0;
}

/** Takes a multiple of a basis row off, so that nothing is left at its pivot. */
function takeOff(row: Float64Array, held: Float64Array, pivot: number): void {
  const factor = prime - (row[pivot] ?? 0);
  for (let index = pivot; index < row.length; index++) {
    const value = held[index] ?? 0;
    if (value !== 0) row[index] = ((row[index] ?? 0) + factor * value) % prime;
  }
}

function inverse(of: number): number {
  let [result, power] = [1, of];
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * power) % prime;
    power = (power * power) % prime;
  }
  return result;
}

/** Whatever is wrong with a set of published figures. */
function faultsIn(figures: readonly Figure[]): string[] {
  const reachable = reach(figures);
  const isSmall = ({ truth }: Figure): boolean => truth > 0 && truth < k;
  return figures.flatMap((figure) => {
    if (figure.count !== null && figure.count !== figure.truth) return ['a published figure is not true'];
    if (isSmall(figure) && figure.count !== null) return ['a small count is published'];
    return isSmall(figure) && reachable(figure) ? ['a small count can be worked out'] : [];
  });
}

describe('published figures', () => {
  test('no count from 1 to k-1 can be worked out from all tables of all intervals by sums and differences', async () => {
    let small = 0;
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(anyMicro, async (micro) => {
        const figures = await everyFigure(micro);
        expect(faultsIn(figures)).toEqual([]);
        small += figures.filter(({ truth }) => truth > 0 && truth < k).length;
        shown += figures.filter(({ count }) => count !== null && count > 0).length;
      }),
      { numRuns: 5, endOnFailure: true },
    );
    expect(small).toBeGreaterThan(50);
    expect(shown).toBeGreaterThan(50);
  }, 60_000);

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
