/** Every table of a period as one workbook, read back as an office program would. */
import readXlsxFile from 'read-excel-file/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Dimension, dimensions, measures } from '#src/domain/counting/model.ts';
import { metrics, recordingMeasures } from '#src/domain/counting/registry.ts';
import { area } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { document, mainText } from '#test/support/pages.ts';
import { type DashboardSystem, openDashboard } from '#test/web/dashboard/support/dashboard.ts';
import { madeUp } from '#test/web/dashboard/support/sample-counts.ts';

const tables = memoryTables();
let dashboard: DashboardSystem;
beforeAll(async () => {
  const counts = madeUp(area(), { from: '2026-08-10', days: 103, perDay: 3 });
  dashboard = await openDashboard(tables, counts, '2026-11-20T15:05:00Z');
}, 60_000);

type Rows = (string | number | null)[][];

interface Workbook {
  name: string;
  sheets: Map<string, Rows>;
}
const opened = new Map<string, Promise<Workbook>>();
/** Each is made once for all tests. */
function open(parameters: Readonly<Record<string, string>>): Promise<Workbook> {
  const key = JSON.stringify(parameters);
  const workbook = opened.get(key) ?? download(parameters);
  opened.set(key, workbook);
  return workbook;
}

async function download(parameters: Readonly<Record<string, string>>): Promise<Workbook> {
  const seen = await dashboard.manager.get(`/dashboard/tables.xlsx?${new URLSearchParams(parameters)}`);
  expect(seen.headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  const [, name = ''] = /filename="(.*)"/.exec(seen.headers.get('content-disposition') ?? '') ?? [];
  const sheets = await readXlsxFile(seen.bytes);
  return { name, sheets: new Map(sheets.map(({ sheet, data }) => [sheet, data as Rows])) };
}

/** A column of a sheet below its headings, by the first column. */
function column(rows: Rows | undefined, heading: string): Record<string, unknown> {
  const at = rows?.[2]?.indexOf(heading) ?? -1;
  expect(at).toBeGreaterThan(0);
  return Object.fromEntries((rows ?? []).slice(3).map((row) => [row[0], row[at]]));
}

const quarter = { from: '2026-07-01', to: '2026-09-30' };

describe('the workbook of a period', () => {
  test('has what it is, the definitions, the months, and a sheet for each dimension', async () => {
    const { sheets, name } = await open(quarter);
    expect([...sheets.keys()]).toEqual(['About', 'Definitions', 'By month', ...dimensions]);
    expect(name).toBe(`${area().id}-2026-07-01-2026-09-30.xlsx`);
    const defined = (sheets.get('Definitions') ?? []).map(([code]) => code);
    expect(defined).toEqual(expect.arrayContaining([...measures, ...dimensions]));
    expect(sheets.get('About')?.flat().join(' ')).toMatch(/1 July 2026 to 30 September 2026.*Do not publish/);
  });

  test('leaves no cell of a table empty', async () => {
    const { sheets } = await open(quarter);
    for (const name of ['Definitions', 'By month', ...dimensions]) {
      const [, , headings = [], ...rows] = sheets.get(name) ?? [];
      expect(rows.length, name).toBeGreaterThan(0);
      for (const row of [headings, ...rows]) {
        expect(row.length, name).toBe(headings.length);
        expect(row, name).not.toContain(null);
      }
    }
  });

  test.each([{}, { publish: 'true' }, { where: 'source:example-police' }] as Record<string, string>[])(
    'has the numbers that the API gives, %j',
    async (choice) => {
      const { sheets } = await open({ ...quarter, ...choice });
      const ask = (measure: string, by?: Dimension) =>
        dashboard.queryApi({ ...quarter, ...choice, measure, interval: by ? 'all' : 'month', ...(by && { by }) });
      for (const measure of ['referrals', 'victims', 'closed'] as const) {
        const answer = await ask(measure);
        const months = column(sheets.get('By month'), metrics[measure].title);
        const shown = (count: number | null) => count ?? '[c]';
        expect(months['Whole period']).toBe(shown(answer.total));
        // Counting began in August; of published figures that is not told.
        const isUncounted = (period: string) => period === '2026-07' && !('publish' in choice);
        for (const { period, count } of answer.rows)
          expect(months[period]).toBe(isUncounted(period) ? '[x]' : shown(count));
        const byOffence = await ask(measure, 'offence');
        const offences = column(sheets.get('offence'), metrics[measure].title);
        for (const { offence = '', count } of byOffence.rows) expect(offences[offence]).toBe(shown(count));
      }
    },
  );

  test('has in a dimension that few measures record those columns alone', async () => {
    const { sheets } = await open(quarter);
    for (const [by, recording] of Object.entries(recordingMeasures)) {
      const [, , [, , ...titles] = []] = sheets.get(by) ?? [];
      expect(titles).toEqual(recording.map((measure) => metrics[measure].title));
    }
  });

  test('to publish says how it was made safe, and not when counting began', async () => {
    const { sheets, name } = await open({ ...quarter, publish: 'true' });
    expect(name).toMatch(/safe-to-publish\.xlsx$/);
    const about = sheets.get('About')?.flat().join(' ');
    expect(about).toMatch(/safe to publish/);
    expect(about).not.toMatch(/Do not publish/);
    expect(sheets.get('By month')?.[2]).not.toContain('Counted whole');
    const exact = await open(quarter);
    expect(column(exact.sheets.get('By month'), 'Counted whole')).toMatchObject({ '2026-08': 'no', '2026-09': 'yes' });
  });

  test('says of a month that was not counted that it was not, and of few that there may be none', async () => {
    const { sheets } = await open({ from: '2026-04-01', to: '2026-09-30' });
    const months = column(sheets.get('By month'), metrics.referrals.title);
    expect(months).toMatchObject({ '2026-06': '[x]', '2026-07': '[x]' });
    expect(Number(months['2026-08'])).toBeGreaterThan(0);
    expect(sheets.get('About')?.flat().join(' ')).toContain('[x]: not counted');
    const published = await open({ ...quarter, publish: 'true' });
    expect(published.sheets.get('About')?.flat().join(' ')).toContain('In this file 0 stands for few or none.');
  });

  test('reads each counter once', async () => {
    dashboard.takeReads();
    await download(quarter);
    const keys = dashboard.takeReads().flat();
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('is offered where there is one, with the dates that are shown', async () => {
    const offered = async (path: string): Promise<string | null | undefined> =>
      document(await dashboard.manager.get(path))
        .querySelector('a[href*=".xlsx"]')
        ?.getAttribute('href');
    expect(await offered('/dashboard?from=2026-07-01&to=2026-09-30&where=source:example-police')).toBe(
      '/dashboard/tables.xlsx?from=2026-07-01&to=2026-09-30&where=source%3Aexample-police',
    );
    expect(await offered('/dashboard?from=2026-07-01&to=2026-09-30&publish=true')).toMatch(/publish=true$/);
    expect(await offered('/dashboard?from=2026-07-01&to=2026-08-31&publish=true')).toBeUndefined();
  });

  test.each([
    'from=2026-07-01&to=2026-08-31&publish=true',
    'from=2026-07-99',
    'from=2026-07-01&where=source:nobody',
    'from=2020-07-01&to=2026-07-01',
  ])('of a period that has none opens the form, %s', async (query) => {
    const seen = await dashboard.manager.get(`/dashboard/tables.xlsx?${query}`);
    expect(seen.url).toMatch(/^\/dashboard\?/);
    expect(mainText(seen)).toMatch(/Change what is shown/);
  });
});
