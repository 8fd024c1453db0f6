/** What holds for every page of services, triage and senders, and the static pages, in every state. */
import { expect, test } from 'vitest';
import { en } from '#src/web/texts/en.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { testStates } from '#test/web/support/test-states.ts';
import { workStates } from '#test/web/work/support/page-states.ts';

/** The status of each state other than 200. */
const statusOf = (name: string): number => {
  if (name.endsWith('-errors')) return 422;
  const others: Readonly<Record<string, number>> = {
    'hand-off-moved': 409,
    'hand-off-amended-late': 409,
    'triage-erase-on-hold': 409,
    'not-found': 404,
    'sign-in-to-go-on': 401,
    'sign-in-failed': 400,
    'not-for-you': 403,
  };
  return others[name] ?? 200;
};

const states = testStates(() => workStates(memoryTables()), {
  'the status and errors are as expected': (document, { name, seen: { status } }) => [
    ...(status === statusOf(name) ? [] : [`${status}`]),
    ...(name.endsWith('-errors') === (document.querySelector('.govuk-error-summary a') !== null) || status === 409
      ? []
      : ['errors are not as they should be']),
  ],
  'it has one heading, and a title that names nobody and says when there are errors': (document) => [
    ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
    ...(/Sam|Hit from|7700|EX-\w{4}/.test(document.title) ? ['names somebody in the title'] : []),
    ...(document.title.startsWith(en.site.errorPrefix) === (document.querySelector('.govuk-error-summary') !== null)
      ? []
      : ['title and errors differ']),
  ],
  'a returned referral gives its reason in the sender’s list': (document, { name }) => {
    if (name !== 'sent-returned') return [];
    const rows = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '');
    return rows.some((row) => row.includes('The general service sent it back: wrong contact details'))
      ? []
      : ['no such row', ...rows];
  },
});

test('there is every page that shows a case or a list', () => {
  expect(states().length).toBeGreaterThan(40);
  expect(states().map(({ name }) => name)).toContain('sent-returned');
});

test('personal data is shown only on the pages of the service that works with the person', async () => {
  const shown = new Set(
    states()
      .filter(({ seen }) => /Sam\b|7700|Example Street/.test(seen.html))
      .map(({ name }) => name),
  );
  const open = states().filter(({ name }) =>
    /^hand-off-(opened|code|decline-|return-|accepted|attempt|contacted|supporting|close-|moved|closed-again|watched|suspects|amended|stopped|may-be-unsafe|suspend)/.test(
      name,
    ),
  );
  expect([...shown].sort()).toEqual(open.map(({ name }) => name).sort());
});

test('a referrer’s pages have the exit link, since the person may be present', async () => {
  const theirs = states()
    .filter(({ name }) => /^(sent|status)(-|$)/.test(name))
    .map(({ name }) => name);
  expect(theirs.length).toBeGreaterThan(5);
  const leaves = states().filter(({ seen }) => seen.html.includes('govuk-exit-this-page__button'));
  expect(leaves.map(({ name }) => name).sort()).toEqual(theirs.sort());
});
