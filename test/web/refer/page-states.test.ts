/** What must be true of every page of the journey, in every state. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '#src/web/texts/en.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { allStates, type State } from '#test/web/refer/support/page-states.ts';
import { makeDom } from '#test/web/support/dom.ts';
import { markupFaults } from '#test/web/support/markup-faults.ts';

let emulator: Emulator;
let states: State[];
const dom = makeDom();
beforeAll(async () => {
  emulator = await startEmulator();
  ({ states } = await allStates(emulator));
}, 60_000);
afterAll(() => emulator.stop());

/** Everything that was typed of the person: none of it may stand in an address or a title. */
const ofThePerson = /Sam|Alex|Example Street|M1|900123|sam@|Assaulted/i;

async function wrongWith(check: (document: Document, state: State) => string[] | Promise<string[]>): Promise<string[]> {
  const wrong: string[] = [];
  for (const state of states) {
    for (const fault of await check(dom.show(state.seen.html), state)) wrong.push(`${state.name}: ${fault}`);
  }
  return wrong;
}

test('there is a page for every question, and one with errors wherever there can be some', () => {
  expect(states.length).toBeGreaterThan(45);
  expect(new Set(states.map(({ name }) => name)).size).toBe(states.length);
  const inError = states.filter(({ name }) => name.endsWith('-errors'));
  expect(inError.filter(({ seen }) => !seen.html.includes('govuk-error-summary')).map(({ name }) => name)).toEqual([]);
});

test('each is the page it is meant to be, and none says no', async () => {
  expect(await wrongWith((_, { seen: { status } }) => ([200, 409, 412].includes(status) ? [] : [`${status}`]))).toEqual(
    [],
  );
});

test('axe finds nothing', { timeout: 90_000 }, async () => {
  expect(await wrongWith(() => dom.faults())).toEqual([]);
});

test('the markup is valid', { timeout: 60_000 }, async () => {
  expect(await wrongWith((_, { seen }) => markupFaults(seen.html))).toEqual([]);
});

test('nobody keeps a copy, and every page can be left at once', async () => {
  expect(
    await wrongWith((document, { seen }) => [
      ...(seen.headers.get('cache-control') === 'no-store' ? [] : ['may be stored']),
      ...(document.querySelector('.govuk-exit-this-page__button[href="/exit"]') ? [] : ['cannot be left']),
    ]),
  ).toEqual([]);
});

test('title, one heading, and no word of the person in title or address', async () => {
  expect(
    await wrongWith((document, { seen }) => [
      ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
      ...(ofThePerson.test(document.title.replace('Example Authority', '')) ? ['names the person in the title'] : []),
      ...(ofThePerson.test(seen.url.replace(/[0-9a-f-]{36}/, '')) ? ['names the person in the address'] : []),
      ...(document.title.startsWith(en.site.errorPrefix) === (document.querySelector('.govuk-error-summary') !== null)
        ? []
        : ['title and errors differ']),
    ]),
  ).toEqual([]);
});

test('no browser offers what was typed of a person: only the user’s own details may be filled in', async () => {
  const typed = 'input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea';
  expect(
    await wrongWith((document) =>
      [...document.querySelectorAll(typed)]
        .filter((one) => one.getAttribute('autocomplete') !== 'off' && !one.id.startsWith('your-'))
        .map(({ id }) => id),
    ),
  ).toEqual([]);
});

test('each error leads to an input, on this page or on the one that it names, and no form posts elsewhere', async () => {
  expect(
    await wrongWith((document) => {
      const links = [...document.querySelectorAll('.govuk-error-summary a')].map(
        (link) => link.getAttribute('href') ?? '',
      );
      const lost = links.filter(
        (href) => href.startsWith('#') && !document.querySelector(href)?.matches('input, select, textarea'),
      );
      const forms = [...document.querySelectorAll('form')].map((form) => form.getAttribute('action') ?? '');
      return [...lost, ...forms.filter((action) => !/^\/(refer|status)\b/.test(action))];
    }),
  ).toEqual([]);
});
