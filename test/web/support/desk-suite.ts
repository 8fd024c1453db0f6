/** What holds for every page of a desk, in every state that looks different. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '#src/web/texts/en.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import type { PageView } from '#test/support/pages.ts';
import { makeDom } from './dom.ts';
import { markupFaults } from './markup-faults.ts';

export interface DeskState {
  /** Ends in `-errors` where the page shows what was refused. */
  name: string;
  seen: PageView;
}

interface Desk {
  /** The path under which all its forms are sent. */
  path: string;
  states(emulator: Emulator): Promise<{ states: DeskState[] }>;
  /** What may not be read in a state; undefined where all of it may. */
  hidden(state: DeskState): RegExp | undefined;
}

/** Sets up the tests. */
export function testDesk({ path, states: makeStates, hidden }: Desk): void {
  let emulator: Emulator;
  let states: DeskState[];
  const dom = makeDom();
  beforeAll(async () => {
    emulator = await startEmulator();
    ({ states } = await makeStates(emulator));
  }, 60_000);
  afterAll(() => emulator.stop());

  async function wrongWith(
    check: (document: Document, state: DeskState) => string[] | Promise<string[]>,
  ): Promise<string[]> {
    const wrong: string[] = [];
    for (const state of states) {
      for (const fault of await check(dom.show(state.seen.html), state)) wrong.push(`${state.name}: ${fault}`);
    }
    return wrong;
  }

  test('each state has its expected status, a neutral title and one heading', async () => {
    expect(new Set(states.map(({ name }) => name)).size).toBe(states.length);
    expect(await wrongWith(headFaults)).toEqual([]);
  });

  test('axe finds nothing', { timeout: 90_000 }, async () => {
    expect(await wrongWith(() => dom.faults())).toEqual([]);
  });

  test('the markup is valid', { timeout: 60_000 }, async () => {
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

  test('each error links to an input, and every form posts to the desk', async () => {
    expect(
      await wrongWith((document) => {
        const links = [...document.querySelectorAll('.govuk-error-summary a')].map((link) => link.getAttribute('href'));
        const lost = links.filter((href) => !document.querySelector(href ?? '')?.matches('input, select, textarea'));
        const forms = [...document.querySelectorAll('form')].map((form) => form.getAttribute('action') ?? '');
        return [...lost, ...forms.filter((action) => !action.startsWith(path))].map(String);
      }),
    ).toEqual([]);
  });
}

function headFaults(document: Document, { name, seen }: DeskState): string[] {
  const isRefused = name.endsWith('-errors');
  return [
    ...(seen.status === (isRefused ? 422 : 200) ? [] : [`status ${seen.status}`]),
    ...(document.title.startsWith(en.site.errorPrefix) === isRefused ? [] : ['title and errors differ']),
    ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
    ...(/EX-/.test(document.title) ? ['a reference in the title'] : []),
    ...(seen.headers.get('cache-control') === 'no-store' ? [] : ['may be stored']),
  ];
}
