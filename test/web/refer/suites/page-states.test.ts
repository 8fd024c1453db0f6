/** What holds for every page of the journey, in every state. */
import { expect, test } from 'vitest';
import { en } from '#src/web/texts/en.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { allStates } from '#test/web/refer/support/page-states.ts';
import { testStates } from '#test/web/support/test-states.ts';

/** Personal data in the answers, which must not be in an address or a title. */
const ofThePerson = /Sam|Alex|Example Street|M1|900123|sam@|Assaulted/i;

const typed = 'input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea';

const states = testStates(() => allStates(memoryTables()), {
  'the status is as expected': (_, { seen: { status } }) => ([200, 409, 412].includes(status) ? [] : [`${status}`]),
  'it is not cached, and has the exit link': (document, { seen }) => [
    ...(seen.headers.get('cache-control') === 'no-store' ? [] : ['may be stored']),
    ...(document.querySelector('.govuk-exit-this-page__button[href="/exit"]') ? [] : ['cannot be left']),
  ],
  'it has a title and one heading, without personal data in title or address': (document, { seen }) => [
    ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
    ...(ofThePerson.test(document.title.replace('Example Authority', '')) ? ['names the person in the title'] : []),
    ...(ofThePerson.test(seen.url.replace(/[0-9a-f-]{36}/, '')) ? ['names the person in the address'] : []),
    ...(document.title.startsWith(en.site.errorPrefix) === (document.querySelector('.govuk-error-summary') !== null)
      ? []
      : ['title and errors differ']),
  ],
  'only the user’s own details may be filled in by the browser': (document) =>
    [...document.querySelectorAll(typed)]
      .filter((one) => one.getAttribute('autocomplete') !== 'off' && !one.id.startsWith('your-'))
      .map(({ id }) => id),
  'each error links to an input on the right page, and no form posts elsewhere': (document) => {
    const links = [...document.querySelectorAll('.govuk-error-summary a')].map(
      (link) => link.getAttribute('href') ?? '',
    );
    const lost = links.filter(
      (href) => href.startsWith('#') && !document.querySelector(href)?.matches('input, select, textarea'),
    );
    const forms = [...document.querySelectorAll('form')].map((form) => form.getAttribute('action') ?? '');
    return [...lost, ...forms.filter((action) => !/^\/(refer|status)\b/.test(action))];
  },
});

test('there is a page for every question, and one with errors wherever there can be errors', () => {
  expect(states().length).toBeGreaterThan(45);
  const inError = states().filter(({ name }) => name.endsWith('-errors'));
  expect(inError.filter(({ seen }) => !seen.html.includes('govuk-error-summary')).map(({ name }) => name)).toEqual([]);
});
