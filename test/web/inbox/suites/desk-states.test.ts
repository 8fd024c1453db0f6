/** What holds for every page of a service's desk, in every state. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '#src/web/texts/en.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { makeDom } from '#test/web/support/dom.ts';
import { markupFaults } from '#test/web/support/markup-faults.ts';
import { type DeskState, deskStates } from '../support/desk-states.ts';

let emulator: Emulator;
let states: DeskState[];
const dom = makeDom();
beforeAll(async () => {
  emulator = await startEmulator();
  ({ states } = await deskStates(emulator));
}, 60_000);
afterAll(() => emulator.stop());

/** Who the person is, which is on no list and on no page of what is not opened or is over. */
const ofThePerson = /\bSam\b|Marked|Example Street|900123|900 123|sam@|Assaulted|Moved away/;
const isUnopened = ({ name }: DeskState): boolean =>
  /^(list|part|expired|find|unopened|closed|open-again-errors)/.test(name);

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
  expect(
    await wrongWith((document, { name, seen }) => {
      const isRefused = name.endsWith('-errors');
      return [
        ...(seen.status === (isRefused ? 422 : 200) ? [] : [`status ${seen.status}`]),
        ...(document.title.startsWith(en.site.errorPrefix) === isRefused ? [] : ['title and errors differ']),
        ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
        ...(/EX-/.test(document.title) ? ['a reference in the title'] : []),
        ...(seen.headers.get('cache-control') === 'no-store' ? [] : ['may be stored']),
      ];
    }),
  ).toEqual([]);
});

test('axe finds nothing', { timeout: 90_000 }, async () => {
  expect(await wrongWith(() => dom.faults())).toEqual([]);
});

test('the markup is valid', { timeout: 60_000 }, async () => {
  expect(await wrongWith((_, { seen }) => markupFaults(seen.html))).toEqual([]);
});

test('nothing says who the person is before it is opened', async () => {
  expect(
    await wrongWith((document, state) => {
      const found = isUnopened(state) && ofThePerson.exec(document.querySelector('main')?.textContent ?? '');
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
      return [...lost, ...forms.filter((action) => !action.startsWith('/inbox'))].map(String);
    }),
  ).toEqual([]);
});
