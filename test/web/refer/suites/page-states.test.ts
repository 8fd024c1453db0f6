/** What holds for every page of the journey, in every state. */
import { beforeAll, expect, test } from 'vitest';
import { en } from '#src/web/texts/en.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { allStates, type State } from '#test/web/refer/support/page-states.ts';
import { makeDom } from '#test/web/support/dom.ts';
import { markupFaults } from '#test/web/support/markup-faults.ts';

const tables = memoryTables();
let states: State[];
const dom = makeDom();
beforeAll(async () => {
  ({ states } = await allStates(tables));
}, 60_000);

/** Personal data in the answers, which must not be in an address or a title. */
const ofThePerson = /Sam|Alex|Example Street|M1|900123|sam@|Assaulted/i;

async function wrongWith(check: (document: Document, state: State) => string[] | Promise<string[]>): Promise<string[]> {
  const wrong: string[] = [];
  for (const state of states) {
    for (const fault of await check(dom.show(state.seen.html), state)) wrong.push(`${state.name}: ${fault}`);
  }
  return wrong;
}

test('there is a page for every question, and one with errors wherever there can be errors', () => {
  expect(states.length).toBeGreaterThan(45);
  expect(new Set(states.map(({ name }) => name)).size).toBe(states.length);
  const inError = states.filter(({ name }) => name.endsWith('-errors'));
  expect(inError.filter(({ seen }) => !seen.html.includes('govuk-error-summary')).map(({ name }) => name)).toEqual([]);
});

test('each state has its expected status and title', async () => {
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

test('no page is cached, and every page has the exit link', async () => {
  expect(
    await wrongWith((document, { seen }) => [
      ...(seen.headers.get('cache-control') === 'no-store' ? [] : ['may be stored']),
      ...(document.querySelector('.govuk-exit-this-page__button[href="/exit"]') ? [] : ['cannot be left']),
    ]),
  ).toEqual([]);
});

test('each has a title and one heading, without personal data in title or address', async () => {
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

test('only the user’s own details may be filled in by the browser', async () => {
  const typed = 'input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea';
  expect(
    await wrongWith((document) =>
      [...document.querySelectorAll(typed)]
        .filter((one) => one.getAttribute('autocomplete') !== 'off' && !one.id.startsWith('your-'))
        .map(({ id }) => id),
    ),
  ).toEqual([]);
});

test('each error links to an input on the right page, and no form posts elsewhere', async () => {
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
