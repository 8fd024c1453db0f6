/** The page of an area's published figures has what the file has. */
import { beforeAll, describe, expect, test } from 'vitest';
import { publishedFiguresSchema } from '#src/contracts/published-figures.ts';
import { area } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { document, mainText } from '#test/support/pages.ts';
import { type DashboardSystem, openDashboard, tableBelow } from '#test/web/dashboard/support/dashboard.ts';
import { madeUp } from '#test/web/dashboard/support/sample-counts.ts';

const at = '2026-11-20T15:05:00Z';
const counts = madeUp(area(), { from: '2025-05-10', days: 500, perDay: 4 });
const tables = memoryTables();
let dashboard: DashboardSystem;
let opened: DashboardSystem;
beforeAll(async () => {
  dashboard = await openDashboard(tables, counts, at);
  opened = await openDashboard(tables, counts, at, { ...area(), openedOn: '2025-05-01' });
}, 60_000);

const fileOf = async ({ manager }: DashboardSystem, query: string) =>
  publishedFiguresSchema.parse(JSON.parse((await manager.get(`/dashboard/published.json${query}`)).html));
const asShown = (count: number | null): string =>
  count === null ? '[c]' : count === 0 ? 'few or none' : count.toLocaleString('en-GB');

describe.each(['', '?from=2026-07-01&to=2026-09-30'])('the page of published figures%s', (query) => {
  test('has each number of the file, of the same period', async () => {
    const file = await fileOf(dashboard, query);
    const seen = await dashboard.manager.get(`/dashboard/published${query}`);
    expect(tableBelow(seen, 'The whole period')).toEqual(
      file.measures.map(({ title, total }) => [title, asShown(total)]),
    );
    const months = tableBelow(seen, 'Month by month').slice(file.measures[0]?.months.length);
    expect(months).toEqual(
      file.measures.map(({ title, months: all }) => [title, ...all.map(({ count }) => asShown(count))]),
    );
    for (const { title, rows } of file.breakdowns) {
      const heading = `By ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
      expect(tableBelow(seen, heading)).toEqual(rows.map(({ name, count }) => [name, asShown(count)]));
    }
    for (const note of file.notes) expect(mainText(seen)).toContain(note);
    expect(file.notes).not.toEqual([]);
    const links = [...document(seen).querySelectorAll('main a')].map((link) => link.getAttribute('href'));
    expect(links).toContain(`/dashboard/published.json?from=${file.from}&to=${file.to}`);
    expect(links).toContain('/docs/published-figures');
  });
});

test('months before the area opened are not counted, on the page and in the file', async () => {
  const year = '?from=2025-04-01&to=2026-03-31';
  expect((await fileOf(opened, year)).uncountedMonths).toEqual(['2025-04']);
  expect((await fileOf(dashboard, year)).uncountedMonths).toEqual([]);
  const months = tableBelow(await opened.manager.get(`/dashboard/published${year}`), 'Month by month');
  expect(months[0]).toEqual(['Apr 2025', 'not counted']);
  expect(months.at(-1)?.[1]).toBe('not counted');
});

test('of a period that is not published the page leads to the form', async () => {
  const seen = await dashboard.manager.get('/dashboard/published?from=2026-11-01&to=2026-11-30');
  expect(mainText(seen)).toMatch(/nothing to publish/);
});

test('the dashboard offers both, of its dates where they are one period that is over, else of the last financial year', async () => {
  const offered = async (query: string): Promise<(string | null)[]> => {
    const seen = await dashboard.manager.get(`/dashboard?publish=true${query}`);
    const links = [...document(seen).querySelectorAll('main a')].map((link) => link.getAttribute('href'));
    return links.filter((href) => href?.startsWith('/dashboard/published'));
  };
  expect(await offered('')).toEqual(['/dashboard/published', '/dashboard/published.json']);
  const dates = '?from=2026-07-01&to=2026-09-30';
  expect(await offered(`&${dates.slice(1)}`)).toEqual([
    `/dashboard/published${dates}`,
    `/dashboard/published.json${dates}`,
  ]);
});
