import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { parseVolumesQuery, volumesResponseSchema } from '#src/contracts/volumes.ts';
import { suppressedMarker, volumesToCsv, volumesToJson } from '#src/contracts/volumes-response.ts';
import { crossDimensions, dimensions, measures } from '#src/domain/counting/model.ts';
import { metrics } from '#src/domain/counting/registry.ts';
import type { Volumes } from '#src/domain/volumes/answer.ts';
import { intervals } from '#src/domain/volumes/periods.ts';
import { area as exampleArea } from '../support/area-fixture.ts';

const area = exampleArea();
const today = '2026-11-22';
const queryOf = (given: Record<string, string>) => {
  const read = parseVolumesQuery(given, area, today);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.query;
};
const faultsOf = (given: Record<string, string>) => {
  const read = parseVolumesQuery(given, area, today);
  return 'faults' in read ? read.faults : [];
};

describe('a volumes query', () => {
  test('without parameters asks for referrals by month: this month and the eleven before', () => {
    expect(queryOf({})).toEqual({
      measure: 'referrals',
      from: '2025-12-01',
      to: '2026-11-22',
      interval: 'month',
      by: [],
      format: 'json',
    });
  });

  test.each([
    [{ to: '2020-12-31' }, { from: '2020-01-01', to: '2020-12-31' }],
    [{ from: '2020-06-15' }, { from: '2020-06-15', to: '2026-11-22' }],
    [{ from: '2027-06-15' }, { from: '2027-06-15', to: '2027-06-15' }],
    [
      { from: '2026-01-01', to: '2026-01-01' },
      { from: '2026-01-01', to: '2026-01-01' },
    ],
  ])('with %j of the range asks for %j', (given, range) => {
    expect(queryOf(given)).toMatchObject(range);
  });

  test('may name every measure and interval, every dimension, and every dimension crossed either way round', () => {
    for (const measure of measures) expect(queryOf({ measure }).measure).toBe(measure);
    const range = { from: '2026-01-05', to: '2026-01-11' };
    for (const interval of intervals) expect(queryOf({ interval, ...range }).interval).toBe(interval);
    for (const by of dimensions) {
      expect(queryOf({ by }).by).toEqual([by]);
      for (const cross of crossDimensions.filter((name) => name !== by)) {
        expect(queryOf({ by: `${by},${cross}` }).by).toEqual([by, cross]);
        expect(queryOf({ by: `${cross},${by}` }).by).toEqual([cross, by]);
      }
    }
  });

  test('may narrow to a service, a source or a district, compare, publish and choose a format', () => {
    expect(
      queryOf({ where: 'district:E08000003', compare: '18', publish: 'true', format: 'csv', by: 'none' }),
    ).toMatchObject({
      where: { dimension: 'district', value: 'E08000003' },
      compare: 18,
      publish: true,
      format: 'csv',
      by: [],
    });
    expect(queryOf({ publish: 'false' })).not.toHaveProperty('publish');
    expect(queryOf({ where: 'source:example-police', by: 'offence,source' }).by).toEqual(['offence', 'source']);
  });

  test.each<[Record<string, string>, string]>([
    [{ measure: 'people' }, 'measure'],
    [{ from: '2026-02-30' }, 'from'],
    [{ to: '01/02/2026' }, 'to'],
    [{ from: '2026-02-01', to: '2026-01-31' }, 'from'],
    [{ from: '2010-01-01', to: '2026-01-01' }, 'from'],
    [{ to: '9999-12-31' }, 'to'],
    [{ from: '0001-01-01', compare: '120' }, 'from'],
    [{ interval: 'fortnight' }, 'interval'],
    [{ by: 'surname' }, 'by'],
    [{ by: 'offence,sex' }, 'by'],
    [{ by: 'offence,offence' }, 'by'],
    [{ by: 'offence,service,district' }, 'by'],
    [{ where: 'offence:rape' }, 'where'],
    [{ where: 'service' }, 'where'],
    [{ where: 'service:nobody' }, 'where'],
    [{ where: 'district:E99999999' }, 'where'],
    [{ where: 'source:example-authority' }, 'where'],
    [{ where: 'service:general', by: 'offence,district' }, 'where'],
    [{ compare: '0' }, 'compare'],
    [{ compare: '1.5' }, 'compare'],
    [{ compare: '121' }, 'compare'],
    [{ publish: 'yes' }, 'publish'],
    [{ publish: 'true', interval: 'day' }, 'interval'],
    [{ publish: 'true', interval: 'week' }, 'interval'],
    [{ format: 'xml' }, 'format'],
    [{ from: '2017-01-01', to: '2026-01-01', interval: 'day', by: 'ethnicity,service' }, 'interval'],
    [{ colour: 'blue' }, 'colour'],
  ])('%j is refused, and %s named', (given, pointer) => {
    expect(faultsOf(given).map((fault) => fault.pointer)).toEqual([pointer]);
  });

  test.each([
    ['by=offence&by=district', 'by'],
    ['measure=victims&from=2026-01-01&measure=referrals', 'measure'],
    ['constructor=1', 'constructor'],
    ['__proto__=1', '__proto__'],
  ])('%s is refused rather than answered in part, and %s named', (address, pointer) => {
    const read = parseVolumesQuery(new URLSearchParams(address), area, today);
    expect('faults' in read && read.faults.map((fault) => fault.pointer)).toEqual([pointer]);
  });

  test('accepts every day of the allowed years', () => {
    expect(queryOf({ from: '1900-01-01', to: '1900-12-31', compare: '120' }).from).toBe('1900-01-01');
    expect(queryOf({ from: '2199-12-01', to: '2199-12-31' }).to).toBe('2199-12-31');
  });

  test('gets its choices in a sentence', () => {
    expect(faultsOf({ by: 'offence,sex' })[0]?.detail).toBe(
      'Of two dimensions one must be service, source or district.',
    );
    expect(faultsOf({ where: 'x' })[0]?.detail).toBe('Give service:<value>, source:<value> or district:<value>.');
  });

  test('gets all faults at once, without repeating what it sent', () => {
    const faults = faultsOf({
      measure: 'Example-1',
      from: 'Example-2',
      by: 'Example-3',
      where: 'Example-4',
      'Example 5': '1',
      colour: '2',
    });
    expect(faults.map((fault) => fault.pointer).sort()).toEqual(['by', 'colour', 'from', 'measure', 'query', 'where']);
    expect(JSON.stringify(faults)).not.toContain('Example');
    const places = faultsOf({ measure: 'people', where: 'service:nobody' });
    expect(places.map((fault) => fault.pointer).sort()).toEqual(['measure', 'where']);
  });
});

const volumes = (over: Partial<Volumes> = {}): Volumes => ({
  query: queryOf({ by: 'knife-enabled,district', from: '2026-01-01', to: '2026-01-31', where: 'district:E08000003' }),
  rows: [
    { period: '2026-01', values: ['yes', 'E08000003'], count: 12 },
    { period: '2026-01', values: ['no', 'E08000003'], count: null },
  ],
  total: null,
  asOf: '2026-11-22T09:00:00.000Z',
  notes: [],
  partialPeriods: [],
  uncountedPeriods: [],
  readUnits: 1,
  ...over,
});

describe('a response as JSON', () => {
  test('has each value under its dimension’s name, and marks what is suppressed', () => {
    const answer = volumesToJson(volumes());
    expect(answer).toEqual({
      measure: 'referrals',
      from: '2026-01-01',
      to: '2026-01-31',
      interval: 'month',
      by: ['knife-enabled', 'district'],
      where: 'district:E08000003',
      rows: [
        { period: '2026-01', 'knife-enabled': 'yes', district: 'E08000003', count: 12 },
        { period: '2026-01', 'knife-enabled': 'no', district: 'E08000003', count: null, suppressed: true },
      ],
      total: null,
      asOf: '2026-11-22T09:00:00.000Z',
    });
  });

  test('loses nothing when it is parsed by its schema', () => {
    const answer = volumesToJson(
      volumes({
        notes: ['A note.'],
        compare: {
          current: { months: 1, from: '2026-01-01', to: '2026-01-31', mean: 12, sum: 12 },
          baseline: { months: 2, from: '2025-11-01', to: '2025-12-31', mean: null, sum: null },
          changePercent: null,
          reason: 'months-missing',
          missingMonths: ['2025-11'],
        },
      }),
    );
    expect(volumesResponseSchema.parse(answer)).toEqual(answer);
  });
});

describe('a response as CSV', () => {
  const line = (values: string, count: string) =>
    `${area.name},2026-11-22T09:00:00.000Z,2026-01,yes,${values},"exact, not to be published","${metrics.referrals.definition}",${count}`;
  const district = area.districts.find(({ code }) => code === 'E08000003')?.name;

  test('is RFC 4180 with a byte order mark: the area, the time, codes with names, what is counted, and a mark for what is suppressed', () => {
    expect(district).toBeDefined();
    expect(volumesToCsv(volumes(), area).split('\r\n')).toEqual([
      '\uFEFFArea,As of,Period,Whole period,Knife enabled code,Knife enabled,District code,District,Note,Definition,Referrals received',
      line(`yes,yes,E08000003,${district}`, '12'),
      line(`no,no,E08000003,${district}`, suppressedMarker),
      '',
    ]);
  });

  test('says in each row how its count is to be read', () => {
    const notesOf = (over: Partial<Volumes>) =>
      (parse(volumesToCsv(volumes(over), area), { bom: true, columns: true }) as Record<string, string>[]).map(
        (row) => row['Note'],
      );
    const rows = [0, 15, null].map((count) => ({ period: '2026-01', values: ['yes', 'E08000003'], count }));
    expect(notesOf({ rows, publication: { method: 'x', k: 5 } })).toEqual([
      'few or none',
      'rounded to 5',
      'cannot be said from what is published',
    ]);
    expect(notesOf({ rows: rows.slice(0, 1), uncountedPeriods: ['2026-01'] })).toEqual(['not counted']);
    expect(notesOf({ rows: rows.slice(0, 1) })).toEqual(['exact, not to be published']);
  });

  test('takes the names of values from a page that has them', () => {
    const text = volumesToCsv(volumes(), area, (dimension, value) => `${dimension}: ${value}`);
    expect(text).toContain('yes,knife-enabled: yes,E08000003,district: E08000003,');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('no cell can be read as a formula: %j', (value) => {
    const text = volumesToCsv(volumes({ rows: [{ period: '2026', values: [value, 'x,"y"\n'], count: 1 }] }), area);
    const [, row] = parse(text, { bom: true }) as string[][];
    expect(row?.[4]?.[0]).toBe("'");
    expect(row?.[5]?.[0]).toBe("'");
    expect(row?.[6]).toBe('x,"y"\n');
  });
});
