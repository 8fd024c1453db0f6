/** What holds for the dashboard in every state. */
import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { area, police } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import type { PageView } from '#test/support/pages.ts';
import { nothingSafe, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { type DashboardSystem, openDashboard } from '#test/web/dashboard/support/dashboard.ts';
import { madeUp } from '#test/web/dashboard/support/sample-counts.ts';
import { makeDom } from '#test/web/support/dom.ts';
import { markupFaults } from '#test/web/support/markup-faults.ts';

const dom = makeDom();
const tables = memoryTables();
let some: DashboardSystem;
let empty: DashboardSystem;
beforeAll(async () => {
  const at = '2026-11-20T15:05:00Z';
  some = await openDashboard(tables, madeUp(area(), { from: '2026-05-01', days: 200, perDay: 2 }), at);
  await waitSomewhere(some);
  empty = await openDashboard(tables, [], at);
}, 60_000);

/** One referral is held, and one is not read by its service. */
async function waitSomewhere({ system: { deps } }: DashboardSystem): Promise<void> {
  const noSafeWay = { safe: nothingSafe };
  for (const contact of [{}, noSafeWay]) {
    await submitAndDispatch(deps, police, submission({ contact, crimeReference: `06AB/${randomInt(1e6, 9e6)}/26` }));
  }
}

const states: [string, string][] = [
  ['nothing counted yet', ''],
  ['as it opens', '/dashboard'],
  ['one month', '/dashboard?period=this-month'],
  ['one day', '/dashboard?from=2026-11-01&to=2026-11-01'],
  ['filtered', '/dashboard?measure=victims&where=district:E08000003&by=age-band&compare=3&interval=week'],
  ['crossed', '/dashboard?by=enhanced-rights,service'],
  ['nothing for this choice', '/dashboard?where=service:housing-advice'],
  ['recorded elsewhere', '/dashboard?by=held-reason'],
  ['one service', '/dashboard?where=service:domestic-abuse&measure=contacted&by=service'],
  [
    'wrongly asked',
    '/dashboard?period=dates&from-day=31&from-month=2&from-year=2026&measure=x&by=y,z&compare=no&interval=day&publish=true',
  ],
  ['published', '/dashboard?publish=true&by=ethnicity&measure=closed'],
  ['published and crossed', '/dashboard?publish=true&by=offence,source'],
  ['nothing to publish', '/dashboard?publish=true&period=this-month'],
  ['no whole year to publish', '/dashboard?publish=true&interval=year'],
];

/** The breakdowns that the address chooses, as headed. */
const chosenIn: Record<string, string[]> = {
  '/dashboard?measure=victims&where=district:E08000003&by=age-band&compare=3&interval=week': ['By age band'],
  '/dashboard?by=enhanced-rights,service': ['By enhanced rights and service'],
  '/dashboard?by=held-reason': ['By reason held'],
  '/dashboard?where=service:domestic-abuse&measure=contacted&by=service': ['By service'],
  '/dashboard?publish=true&by=ethnicity&measure=closed': ['By ethnicity'],
  '/dashboard?publish=true&by=offence,source': ['By offence and referrer'],
};

describe.each(states)('%s', (_, path) => {
  let seen: PageView;
  beforeAll(async () => {
    seen = await (path === '' ? empty.manager.get('/dashboard') : some.manager.get(path));
  });

  test('says what waits now, where it is not to be published', () => {
    const waits = dom.show(seen.html).querySelectorAll('[data-waiting]');
    const counts = [...waits].map((one) => one.children[1]?.textContent);
    const shown = path === '' ? ['0', '0', '0'] : ['1', '1', '0'];
    expect(counts).toEqual(path.includes('publish=true') ? [] : shown);
  });

  test('axe finds nothing', async () => {
    dom.show(seen.html);
    expect(await dom.faults()).toEqual([]);
  });

  test('the markup is valid', async () => {
    expect(await markupFaults(seen.html)).toEqual([]);
  });

  test('has nothing inline that the content security policy blocks, one main heading and no autofill', () => {
    const document = dom.show(seen.html);
    expect(document.querySelectorAll('style, [style], script:not([src]), [onclick]')).toHaveLength(0);
    expect(document.querySelectorAll('h1')).toHaveLength(1);
    const offered = document.querySelectorAll(
      'input:not([type=hidden], [autocomplete=off]), select:not([autocomplete=off])',
    );
    expect([...offered].map((input) => input.outerHTML)).toEqual([]);
    expect(document.querySelector('nav [href="/dashboard"]')).not.toBeNull();
  });

  test('has no two links with the same name to different pages', () => {
    const document = dom.show(seen.html);
    const places = new Map<string, string>();
    for (const link of document.querySelectorAll('main a[href]')) {
      const name = link.getAttribute('aria-label') ?? link.textContent ?? '';
      const shown = [...link.childNodes].map((node) => node.textContent).join('');
      expect(name.toLowerCase()).toContain(shown.replace('×', '').trim().toLowerCase());
      expect([name, places.get(name) ?? link.getAttribute('href')]).toEqual([name, link.getAttribute('href')]);
      places.set(name, link.getAttribute('href') ?? '');
    }
  });

  test('each question leads to the parts of the page that answer it', () => {
    const document = dom.show(seen.html);
    const links = [...document.querySelectorAll<HTMLAnchorElement>('main nav[aria-label="On this page"] a')];
    for (const link of links) {
      const heading = document.getElementById((link.getAttribute('href') ?? '').slice(1));
      expect([link.textContent, heading?.tagName]).toEqual([heading?.textContent, 'H2']);
    }
    if (path === '/dashboard') expect(links).toHaveLength(10);
    const chosen = links.filter((link) => link.getAttribute('href')?.startsWith('#by-'));
    if (path.includes('by=')) expect(chosen.map((link) => link.textContent)).toEqual(chosenIn[path] ?? []);
  });

  test('every drawing has a text alternative and a table of its numbers', () => {
    const document = dom.show(seen.html);
    for (const drawing of document.querySelectorAll('main svg[role=img]'))
      expect((drawing.getAttribute('aria-label') ?? '').length).toBeGreaterThan(40);
    for (const figure of document.querySelectorAll('main figure')) {
      const table = figure.querySelector('table') ?? figure.nextElementSibling?.querySelector('table');
      expect(table, figure.textContent ?? '').not.toBeNull();
    }
  });

  test('has no sentence with a missing value', () => {
    const text = dom.show(seen.html).querySelector('main')?.textContent ?? '';
    expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|null|\d{4}-\d\d-\d\dT/);
  });
});
