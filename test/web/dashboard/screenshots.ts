/**
 * Pictures of the dashboard for people to look at, over made-up figures of a whole area:
 * node test/web/dashboard/screenshots.ts <folder> [name …]
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { loadArea } from '#areas/load.ts';
import { assetsByPath } from '#src/web/assets/assets.ts';
import { buildAssets } from '#src/web/assets/build-assets.ts';
import { dashboardRoutes } from '#src/web/dashboard/routes.ts';
import { rowsInMemory } from '#test/support/generated-counts.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { makePages } from '#test/support/pages.ts';
import { startScreenshots } from '#test/support/screenshots.ts';
import { makeTestSystem } from '#test/support/test-system.ts';
import { madeUp } from '#test/web/dashboard/support/sample-counts.ts';

const states: Readonly<Record<string, string>> = {
  usual: '/dashboard',
  month: '/dashboard?period=this-month&measure=contacted',
  filtered: '/dashboard?by=offence&where=district:E08000003&compare=6&measure=victims',
  crossed: '/dashboard?by=offence,district&period=2025-26',
  error: '/dashboard?period=dates&from-day=31&from-month=2&from-year=2026&compare=x',
  published: '/dashboard?publish=true&by=ethnicity&measure=closed',
  nothing: '/dashboard?from=2019-01-01&to=2019-03-31',
};
const [folder = '.', ...only] = process.argv.slice(2);
const area = loadArea('greater-manchester');
const system = await makeTestSystem(memoryTables(), area);
system.clock.now = new Date('2026-11-20T15:05:00Z');
// Rows made at once: writing three years of counters one by one took longer than all the pictures.
const { reader } = rowsInMemory(madeUp(area, { from: '2024-03-01', days: 990, perDay: 4 }));
const pages = makePages({ ...system, deps: { ...system.deps, reader } }, dashboardRoutes);
const person = await pages.signIn(area.parties.find(({ kind }) => kind === 'authority')?.id ?? '');
const files = assetsByPath(buildAssets());

const screenshots = await startScreenshots(
  folder,
  async (path) => {
    const file = files.get(path);
    if (file) return { headers: { 'content-type': file.type }, body: file.body };
    const seen = await person.get(path);
    return { status: seen.status, headers: seen.headers, body: seen.html };
  },
  { javaScript: false },
);

/** Takes a long page as several pictures, each small enough to view at full size. */
async function pieces(tab: Page, name: string): Promise<void> {
  const height = await tab.evaluate<number>('document.documentElement.scrollHeight');
  const width = tab.viewportSize()?.width ?? 0;
  for (let y = 0, piece = 1; y < height; y += 1500, piece += 1) {
    const clip = { x: 0, y, width, height: Math.min(1500, height - y) };
    await tab.screenshot({ path: join(folder, `${name}-${piece}.png`), fullPage: true, clip });
  }
}

for (const [name, path] of Object.entries(states).filter(([one]) => only.length === 0 || only.includes(one))) {
  await screenshots.take(name, path, async (tab) => {
    for (const width of [1280, 320]) {
      await tab.setViewportSize({ width, height: 900 });
      await pieces(tab, `${name}-${width}`);
    }
    await tab.setViewportSize({ width: 794, height: 1123 });
    await tab.emulateMedia({ media: 'print' });
    await pieces(tab, `${name}-print`);
    await tab.pdf({ path: join(folder, `${name}.pdf`), format: 'A4' });
  });
}
await screenshots.stop();
