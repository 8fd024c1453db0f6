/** What holds for every page of a desk, in every state that looks different. */
import { beforeAll, expect, test } from 'vitest';
import { en } from '#src/web/texts/en.ts';
import type { TestTables } from '#test/support/emulator.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import type { PageView } from '#test/support/pages.ts';
import { makeDom } from './dom.ts';
import { markupFaults } from './markup-faults.ts';

export interface DeskState {
  /** Ends in `-errors` where the page shows what was refused (422), in `-conflict` where something else came first (409). */
  name: string;
  seen: PageView;
}

interface Desk {
  /** The path under which all its forms are sent. */
  path: string;
  states(tables: TestTables): Promise<{ states: DeskState[] }>;
  /** What may not be read in a state; undefined where all of it may. */
  hidden(state: DeskState): RegExp | undefined;
}

/** Sets up the tests. */
export function testDesk({ path, states: makeStates, hidden }: Desk): void {
  const tables = memoryTables();
  let states: DeskState[];
  const dom = makeDom();
  beforeAll(async () => {
    ({ states } = await makeStates(tables));
  }, 180_000);

  async function wrongWith(
    check: (document: Document, state: DeskState) => string[] | Promise<string[]>,
  ): Promise<string[]> {
    const wrong: string[] = [];
    for (const state of states) {
      for (const fault of await check(dom.show(state.seen.html), state)) wrong.push(`${state.name}: ${fault}`);
    }
    return wrong;
  }

  test('each state has its expected status, a neutral title and one heading', { timeout: 60_000 }, async () => {
    expect(new Set(states.map(({ name }) => name)).size).toBe(states.length);
    expect(await wrongWith(headFaults)).toEqual([]);
  });

  test('axe finds nothing', { timeout: 180_000 }, async () => {
    expect(await wrongWith(() => dom.faults())).toEqual([]);
  });

  test('the markup is valid', { timeout: 120_000 }, async () => {
    expect(await wrongWith((_, { seen }) => markupFaults(seen.html))).toEqual([]);
  });

  test('nothing says who the person is where it may not', async () => {
    expect(states.filter(hidden)).not.toEqual([]);
    expect(
      await wrongWith((document, state) => {
        const found = hidden(state)?.exec(document.querySelector('main')?.textContent ?? '');
        return found ? [found[0]] : [];
      }),
    ).toEqual([]);
  });

  test('each error links to an input, and every form posts to the desk', { timeout: 60_000 }, async () => {
    expect(
      await wrongWith((document) => {
        const links = [...document.querySelectorAll('.govuk-error-summary a')].map((link) => link.getAttribute('href'));
        // What came first is told of the page, not of an input.
        const targets = 'input, select, textarea, main';
        const lost = links.filter((href) => !document.querySelector(href ?? '')?.matches(targets));
        const forms = [...document.querySelectorAll('form')].map((form) => form.getAttribute('action') ?? '');
        return [...lost, ...forms.filter((action) => !action.startsWith(path))].map(String);
      }),
    ).toEqual([]);
  });
}

function headFaults(document: Document, { name, seen }: DeskState): string[] {
  const expected = name.endsWith('-errors') ? 422 : name.endsWith('-conflict') ? 409 : 200;
  const isRefused = expected !== 200;
  const hasSummary = document.querySelector('.govuk-error-summary a') !== null;
  return [
    ...(seen.status === expected ? [] : [`status ${seen.status}`]),
    ...(hasSummary === isRefused ? [] : ['an error summary, or none']),
    ...(document.title.startsWith(en.site.errorPrefix) === isRefused ? [] : ['title and errors differ']),
    ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
    ...(/EX-/.test(document.title) ? ['a reference in the title'] : []),
    ...(seen.headers.get('cache-control') === 'no-store' ? [] : ['may be stored']),
  ];
}
