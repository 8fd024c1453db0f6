/** The dashboard over counters in memory, which remember what was read of them; sessions are in a world's table. */
import { parseVolumesQuery, type VolumesResponse } from '#src/contracts/volumes.ts';
import { volumesToJson } from '#src/contracts/volumes-response.ts';
import type { Count } from '#src/domain/counting/model.ts';
import { londonDate } from '#src/domain/london.ts';
import { queryVolumes } from '#src/usecases/query-volumes.ts';
import { dashboardRoutes } from '#src/web/dashboard/routes.ts';
import { rowsInMemory } from '#test/domain/counting/made-up.ts';
import type { Emulator } from '#test/support/emulator.ts';
import { type Browser, document, makePages, type Seen } from '#test/support/pages.ts';
import { makeWorld, type World } from '#test/support/world.ts';

export interface Over {
  manager: Browser;
  signIn(party: string): Promise<Browser>;
  visitor(): Browser;
  /** Keys of each reading of the counters since this was last called. */
  read(): string[][];
  /** What GET /v1/volumes answers. */
  api(given: Readonly<Record<string, string>>): Promise<VolumesResponse>;
  world: World;
}

export async function over(emulator: Emulator, transactions: readonly (readonly Count[])[], at: string): Promise<Over> {
  const world = await makeWorld(emulator);
  world.clock.now = new Date(at);
  const rows = rowsInMemory(transactions);
  const { area, now } = world.deps;
  const pages = makePages({ ...world, deps: { ...world.deps, reader: rows.reader } }, dashboardRoutes);
  return {
    world,
    manager: await pages.signIn('example-authority'),
    signIn: (party) => pages.signIn(party),
    visitor: () => pages.visitor(),
    read: () => rows.asked.splice(0).map(({ keys }) => [...keys]),
    async api(given) {
      const parsed = parseVolumesQuery(given, area, londonDate(now()));
      if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
      return volumesToJson(await queryVolumes({ counters: rows.reader, area, now }, parsed.query));
    },
  };
}

/** Numbers as the page writes them. */
export const written = (count: number | null): string => (count === null ? '[c]' : count.toLocaleString('en-GB'));
export const textOf = (node: Element | null | undefined): string =>
  (node?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** The key figures by measure, as written. */
export function headlines(seen: Seen): Record<string, string> {
  const items = [...document(seen).querySelectorAll('[data-measure]')];
  return Object.fromEntries(items.map((item) => [item.getAttribute('data-measure'), textOf(item.children[1])]));
}

/** The rows below a heading of the page, of all tables up to the next one: labels and numbers as written. */
export function tableBelow(seen: Seen, heading: string): string[][] {
  const start = [...document(seen).querySelectorAll('main h2')].find((node) => textOf(node) === heading);
  const rows: string[][] = [];
  for (let node = start?.nextElementSibling; node && node.tagName !== 'H2'; node = node.nextElementSibling)
    for (const row of node.querySelectorAll('tbody tr')) rows.push([...row.children].map(textOf));
  return rows;
}
