import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseVolumesQuery } from '#src/contracts/volumes.ts';
import type { Area } from '#src/domain/area.ts';
import { crossDimensions, type Dimension, dimensions, type Measure, measures } from '#src/domain/counting/model.ts';
import { dimensionDefinitions, recordingMeasures } from '#src/domain/counting/registry.ts';
import { addDays } from '#src/domain/london.ts';
import { intervals, periodsIn } from '#src/domain/volumes/periods.ts';
import { dimensionValues, type VolumesQuery } from '#src/domain/volumes/query.ts';
import { entityTag, queryVolumes } from '#src/usecases/query-volumes.ts';
import { exampleCellKey } from '#test/support/example-cell-key.ts';
import { area as exampleArea, service } from '../support/area-fixture.ts';
import { anyTransaction, countPlainly, rowsInMemory, services } from '../support/generated-counts.ts';

const area: Area = exampleArea({ services: services.map((id) => service(id, 1, {})) });
const now = () => new Date('2027-02-01T12:00:00Z');

const query = (over: Partial<VolumesQuery> = {}): VolumesQuery => ({
  measure: 'referrals',
  from: '2025-12-01',
  to: '2027-01-31',
  interval: 'month',
  by: [],
  format: 'json',
  ...over,
});

const bys: Dimension[][] = [
  [],
  ...dimensions.map((name): Dimension[] => [name]),
  ...dimensions.flatMap((name) =>
    crossDimensions
      .filter((cross) => cross !== name)
      .flatMap((cross): Dimension[][] => [
        [name, cross],
        [cross, name],
      ]),
  ),
];
const anyRange = fc
  .tuple(fc.integer({ min: 0, max: 420 }), fc.integer({ min: 0, max: 420 }))
  .map(([start, days]) => ({ from: addDays('2025-12-01', start), to: addDays('2025-12-01', start + days) }));

describe('any query', () => {
  test('gives the counts that adding up every referral gives, for all measures, dimensions, crossings, intervals and ranges', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTransaction, { maxLength: 25 }),
        fc.constantFrom(...measures),
        fc.constantFrom(...bys),
        fc.constantFrom(...intervals),
        anyRange,
        fc.option(fc.constantFrom('service:general', 'source:example-police', 'district:E08000006'), {
          nil: undefined,
        }),
        async (transactions, measure, by, interval, range, place) => {
          const [dimension, value] = (place?.split(':') ?? []) as [(typeof crossDimensions)[number], string];
          const fits = place !== undefined && (by.length < 2 || by.includes(dimension));
          const asked = query({ measure, by, interval, ...range, ...(fits ? { where: { dimension, value } } : {}) });
          const narrowed = fits ? [[dimension, value] as const] : [];
          const rows = rowsInMemory(transactions);
          const answer = await queryVolumes({ counters: rows.reader, area, now }, asked);

          const periods = new Map(periodsIn(interval, range.from, range.to).map((period) => [period.label, period]));
          const wrong = answer.rows.filter(({ period: label, values, count }) => {
            const period = periods.get(label);
            const named = by.map((name, index) => [name, values[index] ?? ''] as const);
            return !period || count !== countPlainly(transactions, measure, period, [...named, ...narrowed]);
          });
          expect(wrong).toEqual([]);
          expect(answer.total).toBe(countPlainly(transactions, measure, range, narrowed));
          const expected = by.reduce(
            (size, name) => size * (fits && name === dimension ? 1 : dimensionValues(name, area).length),
            periods.size,
          );
          expect(answer.rows.length).toBe(expected);
        },
      ),
      { numRuns: 400 },
    );
  }, 60_000);

  test('the values of a single-valued dimension add up to the total, except for counts of people', async () => {
    const single = dimensions.filter(
      (name) => !dimensionDefinitions[name].isMultiValued && recordingMeasures[name] === undefined,
    );
    expect(single.length).toBe(26);
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTransaction, { maxLength: 25 }),
        fc.constantFrom(...measures.filter((name) => name !== 'victims')),
        fc.constantFrom(...single),
        async (transactions, measure, name) => {
          const answer = await queryVolumes(
            { counters: rowsInMemory(transactions).reader, area, now },
            query({ measure, by: [name] }),
          );
          expect(answer.rows.reduce((sum, row) => sum + (row.count ?? 0), 0)).toBe(answer.total);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('a crossing gives the same counts in either order, and the same as filtering by each value', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTransaction, { maxLength: 25 }),
        fc.constantFrom(...measures),
        fc.constantFrom(...dimensions.filter((name) => name !== 'district')),
        async (transactions, measure, name) => {
          const deps = { counters: rowsInMemory(transactions).reader, area, now };
          const one = await queryVolumes(deps, query({ measure, by: [name, 'district'], interval: 'year' }));
          const other = await queryVolumes(deps, query({ measure, by: ['district', name], interval: 'year' }));
          const sorted = (rows: typeof one.rows, turn: boolean) =>
            rows
              .map(({ period, values, count }) => [period, ...(turn ? [...values].reverse() : values), count].join())
              .sort();
          expect(sorted(one.rows, false)).toEqual(sorted(other.rows, true));
          for (const value of dimensionValues('district', area)) {
            const narrow = await queryVolumes(
              deps,
              query({ measure, by: [name], interval: 'year', where: { dimension: 'district', value } }),
            );
            expect(narrow.rows.map((row) => row.count)).toEqual(
              one.rows.filter((row) => row.values[1] === value).map((row) => row.count),
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('rows read', () => {
  const queriesFor = async (over: Partial<VolumesQuery>, transactions: Parameters<typeof rowsInMemory>[0] = []) => {
    const rows = rowsInMemory(transactions);
    await queryVolumes({ counters: rows.reader, area, now }, query(over));
    return rows.queries;
  };

  test('two years by day and service read one key, one row a day, and only the cells of the services', async () => {
    const [question, ...more] = await queriesFor({
      from: '2025-01-01',
      to: '2026-12-31',
      interval: 'day',
      by: ['service'],
    });
    expect(more).toEqual([]);
    expect(question).toEqual({
      keys: ['r|all'],
      from: '2025-01-01',
      to: '2026-12-31',
      cells: [...services.map((id) => `S${id}`), 'n'],
    });
  });

  test('a crossing reads one key for each value it is crossed with, and one for the total', async () => {
    const [question] = await queriesFor({ by: ['offence', 'district'] });
    expect(question?.keys.length).toBe(dimensionValues('district', area).length + 1);
  });

  test.each<[Measure, string[]]>([
    ['referrals', ['r|all']],
    ['within-code', ['r|all', 'rl|all']],
    ['handed-off', ['r|all', 'rh|all', 'rm|all']],
    ['held', ['rh|all']],
    ['accepted', ['a|all']],
    ['within-target', ['c|all', 'co|all']],
  ])('%s reads %j and nothing else', async (measure, keys) => {
    expect((await queriesFor({ measure })).flatMap((question) => question.keys)).toEqual(keys);
  });
});

describe('the answer', () => {
  const ask = (over: Partial<VolumesQuery>, transactions: Parameters<typeof rowsInMemory>[0] = [], at = now) =>
    queryVolumes({ counters: rowsInMemory(transactions).reader, area, now: at }, query(over));

  test('is 0 for every period and value before anything is counted', async () => {
    const answer = await ask({ by: ['risk'], from: '2026-01-01', to: '2026-02-28' });
    expect(answer.rows).toEqual(
      ['2026-01', '2026-02'].flatMap((period) =>
        ['standard', 'medium', 'high', 'unknown'].map((value) => ({ period, values: [value], count: 0 })),
      ),
    );
    expect(answer.total).toBe(0);
  });

  test('has the same entity tag each time, and another when a figure, a word or the format differs', async () => {
    const [transaction] = fc.sample(anyTransaction, { numRuns: 1, seed: 3 });
    const tag = async (over: Partial<VolumesQuery>, transactions = [transaction ?? []], at = now) =>
      entityTag(await ask({ measure: 'referrals', ...over }, transactions, at));
    const first = await tag({});
    expect(first).toMatch(/^"[0-9a-f]{24}"$/);
    expect(await tag({}, undefined, () => new Date('2027-02-02T12:00:00Z'))).toBe(first);
    const others = [await tag({ measure: 'held' }), await tag({ format: 'csv' }), await tag({ to: '2027-01-30' })];
    const more = [[{ ...(transaction?.[0] ?? fail()), measure: 'referrals' as const }], transaction ?? []];
    others.push(await tag({}, more));
    expect(new Set([first, ...others]).size).toBe(5);
  });

  test('notes that an outcome is recorded only when a case closes, and that a range is not over', async () => {
    expect((await ask({ by: ['outcome'] })).notes.join()).toContain(
      'outcome is not recorded with the measure referrals; ask for closed',
    );
    expect((await ask({ by: ['outcome'], measure: 'closed' })).notes).toEqual([]);
    expect((await ask({ to: '2027-02-01' })).notes.join()).toContain('not over yet');
  });

  test('to be published does not even ask when counting began', async () => {
    const firstDay = () => Promise.reject(new Error('the first day is read'));
    const counters = { ...rowsInMemory().reader, firstDay };
    const deps = { counters, cellKey: async () => exampleCellKey, area, now };
    expect((await queryVolumes(deps, query({ publish: true }))).total).toBe(0);
    await expect(queryVolumes(deps, query())).rejects.toThrow('the first day is read');
  });

  test('is the same for a query that came as a query string', async () => {
    const read = parseVolumesQuery({ by: 'risk', from: '2026-01-01', to: '2026-01-31' }, area, '2027-02-01');
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    const answer = await queryVolumes({ counters: rowsInMemory().reader, area, now }, read.query);
    expect(answer.rows).toEqual((await ask({ by: ['risk'], from: '2026-01-01', to: '2026-01-31' })).rows);
  });
});

const fail = (): never => {
  throw new Error('no counts were generated');
};
