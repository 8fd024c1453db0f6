import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseVolumesQuery } from '#src/contracts/volumes.ts';
import type { Area } from '#src/domain/area.ts';
import { characteristicsDeltas } from '#src/domain/counting/characteristics.ts';
import {
  type Count,
  crossDimensions,
  type Dimension,
  dimensions,
  type Measure,
  measures,
} from '#src/domain/counting/model.ts';
import { dimensionDefinitions, recordingMeasures } from '#src/domain/counting/registry.ts';
import { addDays } from '#src/domain/london.ts';
import { intervals, periodsIn } from '#src/domain/volumes/periods.ts';
import { dimensionValues, type VolumesQuery } from '#src/domain/volumes/query.ts';
import { entityTag, queryVolumes } from '#src/usecases/volumes/query-volumes.ts';
import { area as exampleArea, service } from '#test/support/area-fixture.ts';
import { exampleCellKey } from '#test/support/example-cell-key.ts';
import { anyFacts, anyTransaction, countPlainly, rowsInMemory, services } from '#test/support/generated-counts.ts';

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

const [facts = fail()] = fc.sample(anyFacts, { numRuns: 1, seed: 3 });
const general = area.services[0]?.id ?? fail();
/** So many referrals on a day, of different people. */
const referrals = (day: string, number: number, over: Partial<typeof facts> = {}): Count[][] =>
  Array.from({ length: number }, () => [
    { measure: 'referrals', day, facts: { ...facts, ...over }, services: [general] },
  ]);
const askOf =
  (transactions: readonly (readonly Count[])[], at = now) =>
  (over: Partial<VolumesQuery>) =>
    queryVolumes(
      { counters: rowsInMemory(transactions).reader, cellKey: async () => exampleCellKey, area, now: at },
      query(over),
    );

describe('a person who is referred again', () => {
  const sent = (person: string, day: string): Count[] => [
    { measure: 'referrals', day, facts, services: [general] },
    { measure: 'victims', day, facts, services: [general], person },
  ];
  const ask = askOf([
    sent('p1', '2026-01-01'),
    sent('p1', '2026-03-28'),
    sent('p1', '2026-03-28'),
    sent('p2', '2026-03-29'),
  ]);
  const people = async (from: string, to: string) => {
    const { rows, total } = await ask({ measure: 'victims', from, to });
    return [rows.map(({ count }) => count), total];
  };

  test('is one person in each month, and one in the range', async () => {
    expect(await people('2026-01-01', '2026-03-31')).toEqual([[1, 0, 2], 2]);
  });

  test('is one person where the range begins after they were first referred', async () => {
    expect(await people('2026-02-01', '2026-03-31')).toEqual([[0, 2], 2]);
    expect(await people('2026-03-28', '2026-03-28')).toEqual([[1], 1]);
  });
});

test('of referrals by a characteristic, those without an answer are all the others', async () => {
  const { reader } = rowsInMemory(referrals('2026-01-05', 3));
  const answers = characteristicsDeltas({
    day: '2026-01-05',
    facts,
    services: [general],
    characteristics: { religion: 'sikh' },
  });
  const counters: typeof reader = {
    ...reader,
    async read(question) {
      const { rows, readUnits } = await reader.read(question);
      const more = answers.filter(({ k }) => question.keys.includes(k));
      return { rows: [...rows, ...more.map(({ k, d, add }) => ({ k, d, cells: add }))], readUnits };
    },
  };
  const countsOf = async (measure: Measure) => {
    const answer = await queryVolumes({ counters, area, now }, query({ measure, by: ['religion'], interval: 'all' }));
    return answer.rows.filter(({ count }) => count !== 0).map(({ values, count }) => [values[0], count]);
  };
  expect(await countsOf('referrals')).toEqual([
    ['sikh', 1],
    ['not-asked', 2],
  ]);
  expect(await countsOf('held')).toEqual([]);
});

describe('figures to publish', () => {
  const ask = askOf([
    ...referrals('2025-12-31', 23, { sex: 'female', district: 'E08000003' }),
    ...referrals('2026-01-01', 31, { sex: 'female', district: 'E08000003' }),
    ...referrals('2026-02-10', 47, { sex: 'female', district: 'E08000006' }),
    ...referrals('2026-03-30', 4, { sex: 'male', district: 'E08000003' }),
    ...referrals('2026-03-31', 28, { sex: 'male', district: 'E08000006' }),
  ]);
  const publish = (from: string, to: string, over: Partial<VolumesQuery> = {}) =>
    ask({ publish: true, from, to, ...over });
  const quarter = ['2026-01-01', '2026-03-31'] as const;

  test('are multiples of k, and 0 for every small count', async () => {
    const { rows } = await publish(...quarter, { by: ['sex', 'district'] });
    expect(rows.length).toBe(3 * 4 * dimensionValues('district', area).length);
    for (const { count } of rows) expect((count ?? 1) % 5).toBe(0);
    const small = rows.find(({ period, values }) => period === '2026-03' && values.join() === 'male,E08000003');
    expect(small?.count).toBe(0);
    expect(rows.filter(({ count }) => count !== 0).map(({ period, values }) => [period, ...values])).toEqual([
      ['2026-01', 'female', 'E08000003'],
      ['2026-02', 'female', 'E08000006'],
      ['2026-03', 'male', 'E08000006'],
    ]);
  });

  test('give a count one figure, however it is asked for', async () => {
    const crossed = await publish(...quarter, { by: ['sex', 'district'] });
    const turned = await publish(...quarter, { by: ['district', 'sex'] });
    const where = { dimension: 'district', value: 'E08000006' } as const;
    const narrowed = await publish(...quarter, { by: ['sex'], where });
    const ofDistrict = crossed.rows.filter(({ values }) => values[1] === where.value);
    expect(narrowed.rows.map(({ count }) => count)).toEqual(ofDistrict.map(({ count }) => count));
    expect(narrowed.rows.filter(({ count }) => count !== 0)).toHaveLength(2);
    const sorted = (rows: typeof crossed.rows) =>
      rows.map(({ period, values, count }) => [period, ...[...values].sort(), count].join()).sort();
    expect(sorted(turned.rows)).toEqual(sorted(crossed.rows));
    const [district] = (await publish(...quarter, { by: ['district'], interval: 'all' })).rows.filter(
      ({ values }) => values[0] === where.value,
    );
    expect((await publish(...quarter, { where })).total).toBe(district?.count);
  });

  test('of a range are the sum of the figures of its longest periods, for each line and the total', async () => {
    const [december, first] = await Promise.all([
      publish('2025-12-01', '2025-12-31', { by: ['sex'], interval: 'month' }),
      publish(...quarter, { by: ['sex'], interval: 'quarter' }),
    ]);
    const range = await publish('2025-12-01', '2026-03-31', { by: ['sex'], interval: 'all' });
    expect(range.rows.map(({ period, count }) => [period, count])).toEqual(
      first.rows.map(({ count }, line) => ['all', (count ?? 0) + (december.rows[line]?.count ?? 0)]),
    );
    expect(range.total).toBe((december.total ?? 0) + (first.total ?? 0));
    expect((await publish('2025-12-01', '2026-03-31')).total).toBe(range.total);
    expect(range.total).toBeGreaterThan(100);
  });

  test('of people say nothing of several periods together: somebody may be in each', async () => {
    const people = { measure: 'victims' } as const;
    expect((await publish(...quarter, people)).total).toBeGreaterThan(80);
    const longer = await publish('2025-12-01', '2026-03-31', people);
    expect(longer.total).toBeNull();
    expect(longer.rows.map(({ count }) => count)).not.toContain(null);
  });

  const always =
    'Counts under 5 are published as 0, and so are some up to 10: 0 does not mean none. Any other is moved at random, mostly by less than 5 and never by 11 or more, always alike for the same count, and is a multiple of 5: lines need not add up. Only whole periods that are over are published.';

  test('say how they were moved, and of which months the total is', async () => {
    const whole = await publish(...quarter);
    expect(whole.notes).toEqual([always]);
    expect(whole.publication).toEqual({ method: 'small-counts-to-0-and-rounding-by-cell-key', k: 5 });
    expect(whole.months).toEqual({ from: '2026-01-01', to: '2026-03-31' });
    for (const [from, to] of [
      ['2025-12-15', '2026-03-31'],
      ['2026-01-01', '2026-04-15'],
    ] as const)
      expect((await publish(from, to)).notes).toEqual([
        always,
        'The total is of the whole months that are over: 2026-01-01 to 2026-03-31.',
      ]);
    expect((await publish('2026-01-01', '2027-02-28')).notes.join(' ')).not.toContain('not over');
  });

  test('are none where no whole month is over, and say so', async () => {
    const none = await publish('2026-01-02', '2026-01-31');
    expect(none).toMatchObject({
      rows: [],
      total: null,
      notes: [always, 'The range holds no whole month that is over, so there is nothing to publish.'],
    });
    expect(none).not.toHaveProperty('months');
  });
});

describe('a comparison', () => {
  const ask = askOf([
    ...referrals('2026-01-01', 3, { district: 'E08000003' }),
    ...referrals('2026-02-28', 5, { district: 'E08000006' }),
    ...referrals('2026-03-10', 6, { district: 'E08000003' }),
    ...referrals('2026-03-31', 4, { district: 'E08000006' }),
  ]);
  const march = { from: '2026-03-01', to: '2026-03-31', compare: 2 };

  test('is of the mean of the months asked for with that of so many before, by whatever they are shown', async () => {
    const expected = {
      current: { months: 1, from: '2026-03-01', to: '2026-03-31', mean: 10, sum: 10 },
      baseline: { months: 2, from: '2026-01-01', to: '2026-02-28', mean: 4, sum: 8 },
      changePercent: 150,
    };
    expect((await ask(march)).compare).toEqual(expected);
    const byDay = await ask({ ...march, interval: 'day', by: ['sex'] });
    expect(byDay.compare).toEqual(expected);
    expect(byDay.rows).toHaveLength(31 * 4);
    expect(await ask({ ...march, compare: undefined as never })).not.toHaveProperty('compare');
  });

  test('is of the place asked for alone', async () => {
    const where = { dimension: 'district', value: 'E08000006' } as const;
    expect((await ask({ ...march, where })).compare).toMatchObject({
      current: { mean: 4 },
      baseline: { mean: 2.5 },
      changePercent: 60,
    });
  });

  test('of people counts somebody in each month that they are in', async () => {
    expect((await ask({ ...march, measure: 'victims' })).compare).toMatchObject({ changePercent: 150 });
  });

  test('to be published is none of so few', async () => {
    expect((await ask({ ...march, publish: true })).compare).toMatchObject({
      changePercent: null,
      reason: 'suppressed',
    });
  });

  test('is none, with its reason, where the range has no whole month', async () => {
    const part = await ask({ ...march, from: '2026-03-02' });
    expect(part.compare).toMatchObject({ changePercent: null, reason: 'no-complete-month', baseline: { months: 2 } });
  });
});

describe('periods that are not whole', () => {
  const ask = askOf(referrals('2026-01-05', 1));
  const notesOf = async (from: string, to: string, over: Partial<VolumesQuery> = {}) =>
    (await ask({ from, to, ...over })).notes;
  const partial = 'Not whole, so not to be compared with whole periods:';

  test('are named in a note, with the day on which counting began in the range', async () => {
    expect(await notesOf('2026-01-01', '2026-02-28')).toEqual(['Counting began on 2026-01-05.', `${partial} 2026-01.`]);
    expect(await notesOf('2026-02-01', '2026-02-28')).toEqual([]);
    expect(await notesOf('2026-01-05', '2026-01-31')).toEqual([`${partial} 2026-01.`]);
    expect(await notesOf('2026-01-04', '2026-01-05')).toContain('Counting began on 2026-01-05.');
    expect(await notesOf('2025-12-01', '2025-12-31')).toEqual([`${partial} 2025-12.`]);
  });

  test('are named by the first and the last where they are many', async () => {
    const months = (to: string) => notesOf('2025-09-01', to);
    expect((await months('2025-12-31')).at(-1)).toBe(`${partial} 2025-09, 2025-10, 2025-11, 2025-12.`);
    expect((await months('2026-01-31')).at(-1)).toBe(`${partial} 5 periods, the first 2025-09, the last 2026-01.`);
  });
});

function fail(): never {
  throw new Error('no counts were generated');
}
