/** While counting has not gone on long enough for what is usually compared. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Count } from '#src/domain/counting/model.ts';
import { readFigures } from '#src/web/dashboard/figures.ts';
import { parseSelection } from '#src/web/dashboard/selection.ts';
import { en } from '#src/web/texts/en.ts';
import { area } from '#test/support/area-fixture.ts';
import { exampleCellKey } from '#test/support/example-cell-key.ts';
import { rowsInMemory } from '#test/support/generated-counts.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { document, mainText } from '#test/support/pages.ts';
import {
  type DashboardSystem,
  formatCount,
  openDashboard,
  tableBelow,
  textOf,
} from '#test/web/dashboard/support/dashboard.ts';
import { madeUp } from '#test/web/dashboard/support/sample-counts.ts';

const at = '2026-11-20T15:05:00Z';
const tables = memoryTables();
let young: DashboardSystem;
let busy: DashboardSystem;
let few: DashboardSystem;
let recent: DashboardSystem;
beforeAll(async () => {
  const from = '2026-01-10';
  const open = (counts: Count[][]) => openDashboard(tables, counts, at);
  young = await open(madeUp(area(), { from, days: 315, perDay: 2 }));
  busy = await open(madeUp(area(), { from, days: 315, perDay: 4 }));
  few = await open(madeUp(area(), { from: '2026-07-01', days: 100, perDay: 0.05 }));
  recent = await open(madeUp(area(), { from: '2026-09-10', days: 70, perDay: 4 }));
}, 60_000);

/** From February, the first month counted whole, until October, the last that is over: nine months, four on either side. */
const now = { from: '2026-07-01', to: '2026-10-31' };
const before = { from: '2026-03-01', to: '2026-06-30' };

describe.each([
  ['exact', () => young, '/dashboard', {}],
  ['safe to publish', () => busy, '/dashboard?publish=true', { publish: 'true' }],
] as const)('%s', (_, system, path, publish) => {
  test('key figures of as many whole months as can be compared are compared', async () => {
    const seen = await system().manager.get(path);
    const text = mainText(seen);
    expect(text).toContain(
      'The last 4 months of these dates, 1 July 2026 to 31 October 2026, are compared with the 4 months before, 1 March 2026 to 30 June 2026.',
    );
    for (const measure of ['referrals', 'handed-off', 'contacted'] as const) {
      const [{ total }, earlier] = (await Promise.all(
        [now, before].map((range) => system().queryApi({ ...publish, measure, interval: 'month', ...range })),
      )) as [Awaited<ReturnType<DashboardSystem['queryApi']>>, Awaited<ReturnType<DashboardSystem['queryApi']>>];
      const card = textOf(document(seen).querySelector(`[data-measure=${measure}]`));
      expect(card).toContain(`The last 4 months: ${formatCount(total)}. `);
      expect(card).toMatch(new RegExp(`(from|before:) ${formatCount(earlier.total)}(?!\\d)`));
    }
  });

  test('the average month is that of the same months, as the API compares it', async () => {
    const { compare } = await system().queryApi({ ...publish, ...now, compare: '4' });
    expect(compare?.changePercent).not.toBeNull();
    const text = mainText(await system().manager.get(path));
    expect(text).toContain(
      `in the 4 months from 1 July 2026 to 31 October 2026, the average was ${compare?.current.mean} a month. In the 4 months before, from 1 March 2026 to 30 June 2026, it was ${compare?.baseline.mean}.`,
    );
    expect(text).toContain('not the 18 months before that were chosen');
  });
});

test('months before counting began are not counted in the charts, and those to come neither', async () => {
  const rows = tableBelow(await young.manager.get('/dashboard'), 'Over time');
  expect(rows.slice(0, 3).map(([month, count]) => [month, count === 'not counted'])).toEqual([
    ['Nov 2025', true],
    ['Dec 2025', true],
    ['Jan 2026', false],
  ]);
  const seen = await young.manager.get('/dashboard?from=2026-09-01&to=2026-12-31&interval=month');
  expect(tableBelow(seen, 'Over time').map(([, count]) => count === 'not counted')).toEqual([
    false,
    false,
    false,
    true,
  ]);
  for (const row of tableBelow(seen, 'Service by service')) expect(row.at(-1)).toBe('not counted');
  expect(mainText(seen)).toContain('Still to come: Dec 2026.');
  const drawn = document(seen).querySelector('[aria-labelledby=over-time-headline] svg');
  expect(drawn?.textContent).toContain('not counted');
});

test('of few, numbers are said and no percentage', async () => {
  const text = mainText(await few.manager.get('/dashboard?from=2026-08-01&to=2026-10-31&compare=1'));
  expect(text).not.toMatch(/\d%/);
  expect(text).toContain('Of fewer than 20, the numbers are given and no percentage.');
});

test.each([
  ['exact', '', 'because counting began on 10 September 2026 and two whole months are needed.'],
  [
    'safe to publish',
    '?publish=true',
    'of the months before Oct 2026 few or none is published, or they may be counted in part, and two whole months are needed.',
  ],
])('before there are two whole months, the page says why nothing is compared: %s', async (_, query, why) => {
  const text = mainText(await recent.manager.get(`/dashboard${query}`));
  expect(text).toMatch(/They are not compared with the time before[,:] /);
  expect(text).toContain(why);
});

test.each([
  ['is not told, published months long before are read to find it', undefined, ['2020-11-01']],
  ['is told, they are not', '2024-01-01', []],
])('where the day on which the area opened %s', async (_, openedOn, expected) => {
  const rows = rowsInMemory(madeUp(area(), { from: '2026-01-10', days: 5, perDay: 4 }));
  const given = { ...area(), ...(openedOn ? { openedOn } : {}) };
  const [now, query] = [new Date(at), new URLSearchParams({ publish: 'true', measure: 'closed', compare: '60' })];
  const selection = parseSelection(query, given, now, en);
  if ('errors' in selection) throw new Error(JSON.stringify(selection.errors));
  const cellKey = async () => exampleCellKey;
  await readFigures({ counters: rows.reader, cellKey, area: given, now: () => now }, selection);
  const reads = rows.queries.filter(({ keys, from }) => keys.includes('r|all') && from < '2024-11-01');
  expect(reads.map(({ from }) => from)).toEqual(expected);
});

test('figures to publish need more behind a percentage, since each is moved a little', async () => {
  const closed = async (path: string) => {
    const seen = await young.manager.get(path);
    return textOf(document(seen).querySelector('[data-measure=closed]'));
  };
  expect(await closed('/dashboard')).toMatch(/Down \d+%, from \d\d\D/);
  expect(await closed('/dashboard?publish=true')).toMatch(/The last 4 months: \d\d\. (Down|Up|The same)/);
  expect(await closed('/dashboard?publish=true')).not.toContain('%');
});
