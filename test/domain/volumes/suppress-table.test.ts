import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Area, Party } from '#src/domain/area.ts';
import type { CaseFacts, Count, Dimension } from '#src/domain/counting/model.ts';
import { addMonths } from '#src/domain/london.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { queryVolumes } from '#src/usecases/query-volumes.ts';
import { area as exampleArea } from '#test/support/area-fixture.ts';
import { anyFacts, rowsInMemory } from '#test/support/generated-counts.ts';
import { partyId } from '#test/support/ids.ts';
import { anyCounts, attackFigures, faultsIn, type Ground } from './support/differencing-attack.ts';

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

const party = (id: string, kind: 'police' | 'statutory' | 'voluntary'): Party => ({
  id: partyId(id),
  kind,
  name: id,
  clients: [],
  active: true,
});
/** One police force, three statutory bodies and two charities: kinds with one source, and with several. */
const senders = exampleArea({
  districts: [],
  parties: [
    party('example-police', 'police'),
    party('example-hospital', 'statutory'),
    party('example-school', 'statutory'),
    party('example-council', 'statutory'),
    party('example-charity', 'voluntary'),
    party('example-refuge', 'voluntary'),
  ],
});
const kinds: Ground = { area: senders, from: '2026-04-01', months: 3, intervals: ['month', 'quarter', 'all'] };

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
    ['a quarter of several sources of a kind, few', kinds, 25, 5, 12],
    ['a quarter of several sources of a kind, many', kinds, 55, 20, 12],
    ['fifteen months, few', years, 25, 2, 2],
    ['fifteen months, more', years, 45, 5, 2],
  ])(
    'no count from 1 to k-1 can be worked out from all tables by sums and differences: %s',
    async (_, ground, none, few, numRuns) => {
      let shown = 0;
      await fc.assert(
        fc.asyncProperty(anyCounts(ground, none, few), async (counts) => {
          const attack = await attackFigures(ground, counts);
          expect(faultsIn(attack)).toEqual([]);
          // By chance there may be no small count to hide; then other counts are generated.
          fc.pre(attack.figures.some(({ truth }) => truth > 0 && truth < attack.k));
          shown += attack.figures.filter(({ count }) => count !== null && count > 0).length;
        }),
        { numRuns, endOnFailure: true },
      );
      expect(shown).toBeGreaterThan(50);
    },
    60_000,
  );

  const spread = (months: number[][]): Micro[] =>
    months.flatMap((counts, month) =>
      (['yes', 'no', 'unknown'] as const).flatMap((alcohol, index) =>
        Array.from({ length: counts[index] ?? 0 }, (): Micro => {
          if (!plain) throw new Error('no counts were generated');
          return { month, facts: { ...plain, alcohol } };
        }),
      ),
    );
  const ask = async (months: number[][], over: Partial<VolumesQuery>) =>
    queryVolumes(
      { counters: rowsInMemory([spread(months).map(countOf)]).reader, area, now },
      { ...base, by: ['alcohol'], ...over },
    );

  test('a small count is suppressed with another, and the rest is exact', async () => {
    const { rows, total } = await ask([[40, 30, 3]], { to: '2025-10-31' });
    expect(rows.map(({ count }) => count)).toEqual([40, null, null]);
    expect(total).toBe(73);
  });

  test('nothing is suppressed where no count is small', async () => {
    const { rows } = await ask([[40, 30, 0]], { to: '2025-10-31' });
    expect(rows.map(({ count }) => count)).toEqual([40, 30, 0]);
  });

  test('a quarter does not reveal the one month that is suppressed in it', async () => {
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

  test('a quarter is published where two of its months are suppressed and add up to enough', async () => {
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

  test('nor one that was suppressed only to protect another: the rest of the month would be revealed', async () => {
    const months = [
      [6, 0, 3],
      [40, 30, 20],
      [40, 30, 20],
    ];
    expect((await ask(months, { to: '2025-10-31' })).rows.map(({ count }) => count)).toEqual([null, null, null]);
    const { rows } = await ask(months, { interval: 'quarter', to: '2025-12-31' });
    expect(rows.map(({ count }) => count)).toEqual([null, null, null]);
  });

  test('a filtered table suppresses what the whole table suppresses', async () => {
    const answer = await ask([[40, 30, 3]], {
      by: [],
      to: '2025-10-31',
      where: { dimension: 'district', value: plain?.district ?? '' },
    });
    const whole = await ask([[40, 30, 3]], { by: ['district'], to: '2025-10-31' });
    expect(answer.total).toBe(whole.rows.find(({ values }) => values[0] === plain?.district)?.count ?? null);
  });

  test('a kind of referrer does not reveal a source by subtracting its other sources', async () => {
    const counts = { 'example-police': 300, 'example-hospital': 3, 'example-school': 9, 'example-council': 20 };
    const more = { 'example-charity': 10, 'example-refuge': 12 };
    const referrals = Object.entries({ ...counts, ...more }).flatMap(([source, count]): Count[] =>
      Array.from({ length: count }, () => {
        if (!plain) throw new Error('no counts were generated');
        const sourceKind = senders.parties.find(({ id }) => id === source)?.kind as CaseFacts['sourceKind'];
        return {
          measure: 'referrals',
          day: from,
          facts: { ...plain, source: partyId(source), sourceKind },
          services: [],
        };
      }),
    );
    const deps = { counters: rowsInMemory([referrals]).reader, area: senders, now };
    const by = async (...dimensions: Dimension[]) => {
      const { rows } = await queryVolumes(deps, { ...base, to: '2025-10-31', by: dimensions });
      return rows.map(({ count }) => count);
    };
    expect(await by('source-kind')).toEqual([300, 32, 22]);
    expect(await by('source')).toEqual([300, null, null, null, 10, 12]);
    // A source has one kind, so the two together say no more than the source.
    const together = await by('source-kind', 'source');
    expect(together).toEqual(
      [
        [300, 0, 0, 0, 0, 0],
        [0, null, null, null, 0, 0],
        [0, 0, 0, 0, 10, 12],
      ].flat(),
    );
  });

  test('late referrals are not revealed by subtracting those in time from all that the police sent', async () => {
    if (!plain) throw new Error('no counts were generated');
    const police = {
      ...plain,
      source: partyId('example-police'),
      sourceKind: 'police' as const,
      alcohol: 'yes' as const,
    };
    const charity = {
      ...plain,
      source: partyId('example-charity'),
      sourceKind: 'voluntary' as const,
      alcohol: 'yes' as const,
    };
    const one = (measure: 'referrals' | 'within-code', facts: CaseFacts): Count => ({
      measure,
      day: from,
      facts,
      services: [],
    });
    const counts = Array.from({ length: 20 }, (_, index) => [
      one('referrals', police),
      one('referrals', charity),
      ...(index < 18 ? [one('within-code', police)] : []),
    ]);
    const deps = { counters: rowsInMemory(counts).reader, area, now };
    const told = async (measure: 'referrals' | 'within-code', by: Dimension[]) => {
      const { rows, total } = await queryVolumes(deps, { ...base, measure, to: '2025-10-31', by });
      return { total, first: rows[0]?.count };
    };
    expect(await told('referrals', ['source-kind'])).toEqual({ total: 40, first: 20 });
    expect(await told('referrals', ['alcohol', 'source'])).toEqual({ total: 40, first: 20 });
    for (const by of [[], ['alcohol'], ['source-kind'], ['source'], ['alcohol', 'district']] as Dimension[][])
      expect(await told('within-code', by)).toEqual({ total: null, first: null });
  });

  test('people counted in several parts are not revealed by subtracting the whole from its parts', async () => {
    if (!plain) throw new Error('no counts were generated');
    const facts = plain;
    const person = (name: string, month: number): Count[] => {
      const base = { day: addMonths('2026-01-01', month), facts, services: [] };
      return [
        { ...base, measure: 'referrals' },
        { ...base, measure: 'victims', person: name },
      ];
    };
    const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
    const told = async (again: number, over: Partial<VolumesQuery>) => {
      const each = [0, 1, 2].flatMap((month) => names(`m${month}-`, 20).map((name) => person(name, month)));
      const both = names('m0-', again).map((name) => person(name, 1));
      const deps = { counters: rowsInMemory([...each, ...both]).reader, area, now };
      const range = { from: '2026-01-01', to: '2026-03-31' };
      return (await queryVolumes(deps, { ...base, ...range, measure: 'victims', ...over })).rows.map(
        ({ count }) => count,
      );
    };
    expect(await told(2, { interval: 'month' })).toEqual([20, 22, 20]);
    expect(await told(2, { interval: 'quarter' })).toEqual([null]);
    expect(await told(2, { interval: 'all', to: '2026-02-28' })).toEqual([null]);
    expect(await told(6, { interval: 'quarter' })).toEqual([60]);
    expect(await told(6, { interval: 'all', to: '2026-02-28' })).toEqual([40]);
    expect(await told(0, { interval: 'quarter' })).toEqual([60]);
  });

  test('only whole periods that are over are published', async () => {
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

  test('a part is suppressed where the rest of its whole is small', async () => {
    const [some] = spread([[1, 0, 0]]);
    if (!some) throw new Error('no counts were generated');
    const facts = {
      ...some,
      facts: { ...some.facts, source: partyId('example-police'), sourceKind: 'police' as const },
    };
    const inTime = Array.from({ length: 20 }, (_, index): Count[] => [
      { ...countOf(facts) },
      ...(index < 17 ? [{ ...countOf(facts), measure: 'within-code' as const }] : []),
    ]);
    const deps = { counters: rowsInMemory(inTime).reader, area, now };
    const told = await queryVolumes(deps, { ...base, measure: 'within-code', to: '2025-10-31' });
    expect(told.total).toBeNull();
    expect((await queryVolumes(deps, { ...base, to: '2025-10-31' })).total).toBe(20);
  });

  test('when rounding, every count is a multiple of k close to the true count', async () => {
    const { rows, total } = await ask([[40, 33, 2]], { publish: 'rounded', to: '2025-10-31' });
    expect(rows.map(({ count }) => count)).toEqual([40, 35, 0]);
    expect(total).toBe(75);
  });

  test('a comparison reveals nothing that the published months do not', async () => {
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
