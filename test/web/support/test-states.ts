/** Tests of pages in every state that looks different. */
import { beforeAll, expect, test } from 'vitest';
import type { PageView } from '#test/support/pages.ts';
import { makeDom } from './dom.ts';
import { markupFaults } from './markup-faults.ts';

export interface PageState {
  name: string;
  seen: PageView;
}

/** What is wrong with a page; nothing where it is as it should be. */
type Check<State> = (document: Document, state: State) => string[] | Promise<string[]>;

/**
 * Sets up a test for each check, which lists what is wrong by state, and those that hold for every page. A page is parsed once for all of
 * them: that takes longer than most checks.
 * @returns the states, for other tests of the file
 */
export function testStates<State extends PageState>(
  makeStates: () => Promise<{ states: State[] }>,
  checks: Readonly<Record<string, Check<State>>>,
): () => readonly State[] {
  const dom = makeDom();
  const all: Record<string, Check<State>> = {
    ...checks,
    'axe finds nothing': () => dom.faults(),
    'the markup is valid': (_, { seen }) => markupFaults(seen.html),
  };
  const wrong = new Map(Object.keys(all).map((check): [string, string[]] => [check, []]));
  let states: State[] = [];
  // A hundred pages take seconds, on a busy machine many.
  beforeAll(async () => {
    ({ states } = await makeStates());
    for (const state of states) {
      const document = dom.show(state.seen.html);
      for (const [name, check] of Object.entries(all))
        for (const fault of await check(document, state)) wrong.get(name)?.push(`${state.name}: ${fault}`);
    }
  }, 300_000);

  test('no two states have the same name', () => {
    expect(states.length).toBeGreaterThan(0);
    expect(new Set(states.map(({ name }) => name)).size).toBe(states.length);
  });

  test.each(Object.keys(all))('in every state: %s', (name) => {
    expect(wrong.get(name)).toEqual([]);
  });

  return () => states;
}
