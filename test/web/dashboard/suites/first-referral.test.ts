/** What is published must not tell a first referral, or a few, from none: neither by a count nor by when counting began. */
import { beforeAll, describe, expect, test } from 'vitest';
import { area } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { document } from '#test/support/pages.ts';
import { type DashboardSystem, openDashboard } from '#test/web/dashboard/support/dashboard.ts';
import { madeUp } from '#test/web/dashboard/support/sample-counts.ts';

const tables = memoryTables();
let none: DashboardSystem;
/** One referral, and as many as are published as 0. */
let few: DashboardSystem[];
beforeAll(async () => {
  const open = (perDay: number) => {
    const counts = perDay === 0 ? [] : madeUp(area(), { from: '2023-05-10', days: 1, perDay });
    return openDashboard(tables, counts, '2026-11-20T15:05:00Z');
  };
  none = await open(0);
  few = [await open(1), await open(area().rules.suppressUnder - 1)];
}, 60_000);

describe('an area without a referral and one with a few are alike', () => {
  test.each([
    '',
    '&period=2023-24',
    '&period=2023-24&by=offence',
    '&from=2023-05-01&to=2023-05-31',
    '&from=2022-01-01&to=2023-12-31',
    '&period=this-month',
    '&period=2023-24&where=service:general',
    '&from=x&to=2023-05-31',
  ])('on the dashboard: publish=true%s', async (query) => {
    const shown = async ({ manager }: DashboardSystem) =>
      document(await manager.get(`/dashboard?publish=true${query}`)).querySelector('main')?.innerHTML;
    const expected = await shown(none);
    expect(expected).toContain('Safe to publish');
    expect(expected).not.toContain('Waiting now');
    for (const one of few) expect(await shown(one)).toBe(expected);
  });

  test.each([
    { from: '2023-01-01', to: '2023-12-31', interval: 'year' },
    { from: '2023-04-01', to: '2023-06-30', interval: 'quarter' },
    { from: '2023-05-01', to: '2023-08-31', interval: 'month', compare: '3' },
    { from: '2023-06-01', to: '2023-08-31', interval: 'month', compare: '3' },
    { from: '2022-04-01', to: '2024-03-31', interval: 'financial-year', by: 'offence' },
  ])('in an answer: %j', async (asked) => {
    const answer = (one: DashboardSystem) => one.queryApi({ ...asked, publish: 'true' });
    const expected = await answer(none);
    expect(expected).not.toHaveProperty('partialPeriods');
    for (const one of few) expect(await answer(one)).toEqual(expected);
  });

  test.each([
    '/dashboard/published.json?from=2023-01-01&to=2023-12-31',
    '/dashboard/published.json?from=2023-04-01&to=2023-06-30',
    '/dashboard.csv?measure=referrals&from=2023-01-01&to=2023-12-31&interval=month&publish=true',
    '/dashboard.csv?measure=referrals&from=2023-01-01&to=2023-12-31&interval=year&publish=true',
  ])('in a file: %s', async (path) => {
    const expected = (await none.manager.get(path)).html;
    expect(expected).toMatch(/referrals|Referrals/);
    for (const one of few) expect((await one.manager.get(path)).html).toBe(expected);
  });
});

describe('where the authority tells the day on which the area opened', () => {
  const openedOn = '2023-05-01';
  const asked = { from: '2023-06-01', to: '2023-08-31', interval: 'month', compare: '3', publish: 'true' };
  let told: DashboardSystem[];
  beforeAll(async () => {
    const open = (perDay: number) => {
      const counts = perDay === 0 ? [] : madeUp(area(), { from: '2023-05-10', days: 1, perDay });
      return openDashboard(tables, counts, '2026-11-20T15:05:00Z', { ...area(), openedOn });
    };
    told = await Promise.all([open(0), open(1)]);
  });

  test('published figures say that the months before were not counted, whenever the first referral came', async () => {
    for (const one of told) {
      const { compare } = await one.queryApi(asked);
      expect(compare).toMatchObject({ reason: 'months-missing', missingMonths: ['2023-03', '2023-04'] });
      const page = document(await one.manager.get('/dashboard?publish=true&from=2023-04-01&to=2023-06-30'));
      expect(page.querySelector('main')?.textContent).toContain('Counting began on 1 May 2023');
      expect(page.querySelector('main')?.textContent).not.toContain('When counting began is not told');
    }
  });

  test('exact figures go by the first referral', async () => {
    const { publish: _, ...exact } = asked;
    const { compare } = await (told[1] as DashboardSystem).queryApi(exact);
    expect(compare).toMatchObject({ missingMonths: ['2023-03', '2023-04', '2023-05'] });
  });
});
