/** What holds for every page of a desk, in every state that looks different. */
import { expect, test } from 'vitest';
import { en } from '#src/web/texts/en.ts';
import type { TestTables } from '#test/support/emulator.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { type PageState, testStates } from './test-states.ts';

/** Its name ends in `-errors` where the page shows what was refused (422), in `-conflict` where something else came first (409). */
export type DeskState = PageState;

interface Desk {
  /** The path under which all its forms are sent. */
  path: string;
  states(tables: TestTables): Promise<{ states: DeskState[] }>;
  /** What may not be read in a state; undefined where all of it may. */
  hidden(state: DeskState): RegExp | undefined;
}

/** Sets up the tests. */
export function testDesk({ path, states: makeStates, hidden }: Desk): void {
  const states = testStates(() => makeStates(memoryTables()), {
    'it has its expected status, a neutral title and one heading': headFaults,
    'nothing says who the person is where it may not': (document, state) => {
      const found = hidden(state)?.exec(document.querySelector('main')?.textContent ?? '');
      return found ? [found[0]] : [];
    },
    'each error links to an input, and every form posts to the desk': (document) => {
      const links = [...document.querySelectorAll('.govuk-error-summary a')].map((link) => link.getAttribute('href'));
      // What came first is told of the page, not of an input.
      const targets = 'input, select, textarea, main';
      const lost = links.filter((href) => !document.querySelector(href ?? '')?.matches(targets));
      const forms = [...document.querySelectorAll('form')].map((form) => form.getAttribute('action') ?? '');
      return [...lost, ...forms.filter((action) => !action.startsWith(path))].map(String);
    },
  });

  test('somewhere the person may not be seen', () => {
    expect(states().filter(hidden)).not.toEqual([]);
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
