import { describe, expect, test } from 'vitest';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { mapTables, planTables } from '#src/domain/volumes/table.ts';
import { area as exampleArea } from '#test/support/area-fixture.ts';

const area = exampleArea();
const today = '2026-07-10';
const plan = (over: Partial<VolumesQuery> = {}) =>
  planTables(
    { measure: 'referrals', from: '2026-01-15', to: '2026-03-31', interval: 'month', by: [], format: 'json', ...over },
    area,
    today,
  );

describe('exact figures', () => {
  test('are of the days asked, by period and of all', () => {
    const { requested, current, baseline, comparison } = plan();
    expect(requested).toMatchObject({ measure: 'referrals', range: { from: '2026-01-15', to: '2026-03-31' } });
    expect(requested?.periods).toEqual([
      { label: '2026-01', sumOf: [{ label: '2026-01', from: '2026-01-15', to: '2026-01-31' }] },
      { label: '2026-02', sumOf: [{ label: '2026-02', from: '2026-02-01', to: '2026-02-28' }] },
      { label: '2026-03', sumOf: [{ label: '2026-03', from: '2026-03-01', to: '2026-03-31' }] },
    ]);
    expect(requested?.overall).toEqual({
      label: 'all',
      sumOf: [{ label: 'all', from: '2026-01-15', to: '2026-03-31' }],
    });
    expect(requested).not.toHaveProperty('publication');
    expect({ current, baseline, comparison }).toEqual({});
  });

  test('are compared as months, whatever they are asked by', () => {
    const { requested, current, baseline, comparison } = plan({ by: ['sex'], interval: 'day', compare: 3 });
    expect(requested?.plan.lines.length).toBeGreaterThan(1);
    expect(comparison?.baselineMonths).toBe(3);
    expect(current?.range).toMatchObject({ from: '2026-02-01', to: '2026-03-31' });
    expect(baseline?.range).toMatchObject({ from: '2025-11-01', to: '2026-01-31' });
    expect(current?.periods.map(({ label }) => label)).toEqual(['2026-02', '2026-03']);
    expect(baseline?.periods).toHaveLength(3);
    for (const table of [current, baseline]) expect(table?.plan.lines).toHaveLength(1);
  });

  test('have nothing to compare where no month is whole', () => {
    const { requested, current, baseline, comparison } = plan({ to: '2026-02-10', compare: 3 });
    expect(requested).toBeDefined();
    expect(comparison).toEqual({ baselineMonths: 3, months: undefined });
    expect({ current, baseline }).toEqual({});
  });
});

describe('published figures', () => {
  test('are of whole months alone, and of a range by the fewest calendar periods that make it up', () => {
    const { requested } = plan({ from: '2025-12-20', to: '2026-07-31', publish: true });
    expect(requested?.range).toEqual({ from: '2026-01-01', to: '2026-06-30' });
    expect(requested?.periods.map(({ label }) => label)).toEqual([
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
    ]);
    expect(requested?.periods[0]?.sumOf).toEqual([
      { level: 'month', label: '2026-01', from: '2026-01-01', to: '2026-01-31' },
    ]);
    expect(requested?.overall.label).toBe('all');
    expect(requested?.overall.sumOf.map(({ label }) => label)).toEqual(['2026-Q1', '2026-Q2']);
    const { requested: inAll } = plan({ from: '2025-12-20', to: '2026-07-31', interval: 'all', publish: true });
    expect(inAll?.periods).toEqual([inAll?.overall]);
  });

  test('are none where no month is whole', () => {
    expect(plan({ to: '2026-01-31', publish: true }).requested).toBeUndefined();
  });

  test('are each moved by the name of its cell: period, and every value that narrows it', () => {
    const where = { dimension: 'service', value: 'general' } as const;
    const { requested } = plan({ by: ['sex'], where, publish: true });
    const { publication, plan: planned } = requested ?? {};
    const period = { level: 'quarter', label: '2026-Q1', from: '2026-01-01', to: '2026-03-31' } as const;
    expect(publication?.k).toBe(area.rules.suppressUnder);
    const female = planned?.lines.findIndex(({ values }) => values[0] === 'female') ?? -1;
    expect(publication?.cellName(period, female)).toBe('referrals quarter 2026-Q1 service=general sex=female');
    expect(publication?.cellName(period, planned?.lines.length ?? 0)).toBe('referrals quarter 2026-Q1 service=general');
    const crossed = plan({ by: ['sex', 'service'], publish: true }).requested;
    const line = crossed?.plan.lines.findIndex(({ values }) => values.join() === 'female,general') ?? -1;
    expect(crossed?.publication?.cellName(period, line)).toBe('referrals quarter 2026-Q1 service=general sex=female');
  });

  test('are compared by months that may be published too', () => {
    const { current, baseline } = plan({ compare: 2, publish: true });
    for (const table of [current, baseline]) expect(table).toHaveProperty('publication.k', area.rules.suppressUnder);
  });
});

test('a step is taken with each table that there is', () => {
  const step = (value: number) => value + 1;
  expect(mapTables({ requested: 1, current: undefined, baseline: 3 }, step)).toEqual({ requested: 2, baseline: 4 });
  expect(mapTables({ requested: undefined, current: 2, baseline: undefined }, step)).toEqual({ current: 3 });
});
