/** The dashboard over counters in memory, which record reads; sessions are in a test system's table. */

import { parseVolumesQuery, type VolumesResponse } from '#src/contracts/volumes.ts';
import { volumesToJson } from '#src/contracts/volumes-response.ts';
import type { Area } from '#src/domain/area.ts';
import type { Count } from '#src/domain/counting/model.ts';
import { londonDate } from '#src/domain/london.ts';
import { queryVolumes } from '#src/usecases/volumes/query-volumes.ts';
import { dashboardRoutes } from '#src/web/dashboard/routes.ts';
import type { TestTables } from '#test/support/emulator.ts';
import { exampleCellKey } from '#test/support/example-cell-key.ts';
import { rowsInMemory } from '#test/support/generated-counts.ts';
import { type Browser, document, makePages, type PageView } from '#test/support/pages.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

export interface DashboardSystem {
  manager: Browser;
  signIn(party: string): Promise<Browser>;
  visitor(): Browser;
  /** Keys of each read of the counters since the last call. */
  takeReads(): string[][];
  /** The response of GET /v1/volumes. */
  queryApi(given: Readonly<Record<string, string>>): Promise<VolumesResponse>;
  system: TestSystem;
}

export async function openDashboard(
  tables: TestTables,
  transactions: readonly (readonly Count[])[],
  at: string,
  given?: Area,
): Promise<DashboardSystem> {
  const system = await makeTestSystem(tables, given);
  system.clock.now = new Date(at);
  const rows = rowsInMemory(transactions);
  const { area, now } = system.deps;
  const pages = makePages({ ...system, deps: { ...system.deps, reader: rows.reader } }, dashboardRoutes);
  return {
    system,
    manager: await pages.signIn('example-authority'),
    signIn: (party) => pages.signIn(party),
    visitor: () => pages.visitor(),
    takeReads: () => rows.queries.splice(0).map(({ keys }) => [...keys]),
    async queryApi(given) {
      const parsed = parseVolumesQuery(given, area, londonDate(now()));
      if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
      return volumesToJson(
        await queryVolumes({ counters: rows.reader, cellKey: async () => exampleCellKey, area, now }, parsed.query),
      );
    },
  };
}

/** Numbers as the page writes them. */
export const formatCount = (count: number | null): string => (count === null ? '[c]' : count.toLocaleString('en-GB'));
export const textOf = (node: Element | null | undefined): string =>
  (node?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** The key figures by measure, as written. */
export function headlines(seen: PageView): Record<string, string> {
  const items = [...document(seen).querySelectorAll('[data-measure]')];
  return Object.fromEntries(items.map((item) => [item.getAttribute('data-measure'), textOf(item.children[1])]));
}

/** The rows below a heading of the page, of all tables up to the next one: labels and numbers as written. */
export function tableBelow(seen: PageView, heading: string): string[][] {
  const start = [...document(seen).querySelectorAll('main h2')].find((node) => textOf(node) === heading);
  const rows: string[][] = [];
  for (let node = start?.nextElementSibling; node && node.tagName !== 'H2'; node = node.nextElementSibling)
    for (const row of node.querySelectorAll('tbody tr')) rows.push([...row.children].map(textOf));
  return rows;
}
