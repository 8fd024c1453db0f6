/** Each figure on the dashboard is the API's, and the files have what the page shows. */
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { metrics } from '#src/domain/counting/registry.ts';
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { headlineMeasures } from '#src/web/dashboard/figures.ts';
import { dashboardRoutes } from '#src/web/dashboard/routes.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { document, mainText, makePages } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { makeTestSystem } from '#test/support/test-system.ts';
import {
  type DashboardSystem,
  formatCount,
  headlines,
  openDashboard,
  tableBelow,
  textOf,
} from '#test/web/dashboard/support/dashboard.ts';
import { madeUp } from '#test/web/dashboard/support/sample-counts.ts';

const tables = memoryTables();
let busy: DashboardSystem;
beforeAll(async () => {
  const counts = madeUp(area(), { from: '2024-04-30', days: 935, perDay: 1 });
  busy = await openDashboard(tables, counts, '2026-11-20T15:05:00Z');
}, 60_000);

const lastYear = { from: '2025-11-01', to: '2026-10-31' };
const yearBefore = { from: '2024-11-01', to: '2025-10-31' };

describe('figures on the page are those of the API', () => {
  test('every headline, its change against the twelve months before, and what it means', async () => {
    const seen = await busy.manager.get('/dashboard');
    expect(seen.status).toBe(200);
    const shown = headlines(seen);
    expect(Object.keys(shown)).toEqual([...headlineMeasures]);
    for (const measure of headlineMeasures) {
      const { total } = await busy.queryApi({ measure, interval: 'all', ...lastYear });
      const before = await busy.queryApi({ measure, interval: 'all', ...yearBefore });
      expect([measure, shown[measure]]).toEqual([measure, formatCount(total)]);
      const item = document(seen).querySelector(`[data-measure=${measure}]`);
      // Shares are compared as shares.
      const compared = measure.startsWith('within-')
        ? /\d+% of [\d,]+ .*, (up from \d+%|down from \d+%|the same as before)/
        : new RegExp(`(from|before:) ${formatCount(before.total)}(?!\\d)`);
      expect(textOf(item)).toMatch(compared);
      expect(textOf(item)).toContain(metrics[measure].definition);
      expect(item?.querySelector('a')?.getAttribute('href')).toBe(`/help/figures#${measure}`);
    }
    expect(Number(shown.referrals)).toBeGreaterThan(100);
    expect(Number(shown.victims)).toBeLessThan(Number(shown.referrals));
  });

  test('the average month, as the API compares it', async () => {
    const { compare } = await busy.queryApi({ ...lastYear, compare: '18' });
    const text = mainText(await busy.manager.get('/dashboard'));
    expect(compare?.baseline.months).toBe(18);
    expect(text).toContain(
      'Each is compared with 1 November 2024 to 31 October 2025. “The average month”, below, is compared with the 18 months before.',
    );
    expect(text).toContain(
      `Referrals received: in the 12 months from 1 November 2025 to 31 October 2026, the average was ${compare?.current.mean} a month.`,
    );
    expect(text).toContain(
      `In the 18 months before, from 1 May 2024 to 31 October 2025, it was ${compare?.baseline.mean}.`,
    );
    const percent = compare?.changePercent ?? Number.NaN;
    expect(text).toContain(
      percent > 0 ? `an increase of ${percent}%` : percent < 0 ? `a decrease of ${-percent}%` : 'has not changed',
    );
  });

  test.each<[string, string, Record<string, string>, string]>([
    ['the line, by month', '', { interval: 'month' }, 'Over time'],
    [
      'another measure by quarter',
      '?measure=contacted&interval=quarter',
      { measure: 'contacted', interval: 'quarter' },
      'Over time',
    ],
    ['the bars of a breakdown', '?by=risk', { interval: 'all', by: 'risk' }, 'By risk level'],
    [
      'a breakdown of one district',
      '?by=offence&where=district:E08000006',
      { interval: 'all', by: 'offence', where: 'district:E08000006' },
      'By offence',
    ],
    [
      'distinct victims by district',
      '?measure=victims',
      { measure: 'victims', interval: 'all', by: 'district' },
      'District by district',
    ],
  ])('%s', async (_, query, parameters, heading) => {
    const { rows } = await busy.queryApi({ ...lastYear, ...parameters });
    const shown = tableBelow(await busy.manager.get(`/dashboard${query}`), heading);
    expect(shown.map((row) => row[1])).toEqual(rows.map(({ count }) => formatCount(count)));
    expect(rows.some(({ count }) => count !== 0)).toBe(true);
  });

  test('each service’s line', async () => {
    const { rows } = await busy.queryApi({ ...lastYear, interval: 'month', by: 'service' });
    const shown = tableBelow(await busy.manager.get('/dashboard'), 'Service by service');
    expect(shown.length).toBeGreaterThan(3);
    for (const [name, ...counts] of shown) {
      const id = area().services.find((service) => service.name === name)?.id;
      expect([name, ...counts]).toEqual([
        name,
        ...rows.filter((row) => row.service === id).map((row) => formatCount(row.count)),
      ]);
    }
  });

  test('a measure that is 0 for every service is shown as 0, not as uncounted', async () => {
    expect(mainText(await busy.manager.get('/dashboard?measure=held'))).toContain(
      'Held for the victim hub: 0 for every service in these dates.',
    );
  });

  test('two breakdowns at once, as a table', async () => {
    const { rows } = await busy.queryApi({ ...lastYear, interval: 'all', by: 'risk,district' });
    const shown = tableBelow(await busy.manager.get('/dashboard?by=risk,district'), 'By risk level and district');
    expect(shown.flatMap(([, ...counts]) => counts).sort()).toEqual(
      rows
        .filter((row) => !isEmptyColumn(rows, row))
        .map(({ count }) => formatCount(count))
        .sort(),
    );
    const high = rows.find((row) => row.risk === 'high' && row.district === 'E08000003');
    expect(shown.find(([name]) => name === 'High')?.[1]).toBe(formatCount(high?.count ?? null));
  });

  const isEmptyColumn = (
    rows: { district?: string | undefined; count: number | null }[],
    { district }: { district?: string | undefined },
  ): boolean => rows.every((row) => row.district !== district || row.count === 0);
});

describe('a file has what the page shows', () => {
  test.each([
    '?by=risk',
    '?by=offence,district',
    '?publish=true&by=age-band',
    '?measure=victims&where=service:domestic-abuse',
  ])('for every chart of %s', async (query) => {
    const seen = await busy.manager.get(`/dashboard${query}`);
    const links = [...document(seen).querySelectorAll<HTMLAnchorElement>('a[href^="/dashboard.csv"]')];
    expect(links.length).toBeGreaterThanOrEqual(2);
    const names = new Set<string>();
    for (const link of links) {
      const file = await busy.manager.get(link.getAttribute('href') ?? '');
      expect(file.headers.get('content-type')).toContain('text/csv');
      const disposition = file.headers.get('content-disposition') ?? '';
      expect(disposition).toMatch(/^attachment; filename="[a-z0-9-]+\.csv"$/);
      names.add(disposition);
      expect(file.headers.get('cache-control')).toBe('no-store');
      const rows: string[][] = parse(file.html, { bom: true, from_line: 2 });
      const inFile = rows.map((row) => row.at(-1)).filter((count) => count !== '0');
      const onScreen = numbersBefore(link);
      expect(onScreen.filter((count) => count !== '0').sort()).toEqual(inFile.sort());
      expect(onScreen.length).toBeGreaterThan(0);
    }
    // Saved beside one another, none takes another's place.
    expect(names.size).toBe(new Set(links.map((link) => link.getAttribute('href'))).size);
  });

  /** All numbers in the tables between a link and the heading above it. */
  function numbersBefore(link: Element): string[] {
    const numbers: string[] = [];
    let node = link.closest('p')?.previousElementSibling;
    for (; node && node.tagName !== 'H2'; node = node.previousElementSibling)
      for (const cell of node.querySelectorAll('td'))
        numbers.push(textOf(cell).replaceAll(',', '').replace('few or none', '0'));
    return numbers;
  }
});

describe('the reads of one page', () => {
  test.each(['', '?by=offence&measure=victims', '?where=service:domestic-abuse&by=district', '?publish=true&by=sex'])(
    'no counter row is read twice for /dashboard%s',
    async (query) => {
      busy.takeReads();
      await busy.manager.get(`/dashboard${query}`);
      const keys = busy.takeReads().flat();
      expect(keys.length).toBeGreaterThan(5);
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    },
  );

  test('the usual page reads twelve counters once each, and the links between referrals of one person', async () => {
    busy.takeReads();
    await busy.manager.get('/dashboard');
    const kinds = ['a', 'b', 'c', 'co', 'd', 'r', 'rh', 'rl', 'rm', 's', 'v', 'x', 'z'].map((kind) => `${kind}|all`);
    expect(new Set(busy.takeReads().flat())).toEqual(new Set(kinds));
  });
});

test('a referral that was just dispatched is on the page, read through the store', async () => {
  const system = await makeTestSystem(tables);
  const sent = await submitReferral(system.deps, police, submission());
  if (!('created' in sent)) throw new Error('not created');
  await dispatchRecords(system.deps, [{ id: sent.created.id, version: '1', sequence: '1' }]);
  const manager = await makePages(system, dashboardRoutes).signIn('example-authority');
  const shown = headlines(await manager.get('/dashboard?period=this-month'));
  expect(shown).toMatchObject({ referrals: '1', victims: '1', 'handed-off': '1', held: '0', accepted: '0' });
});
