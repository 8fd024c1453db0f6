import { expect, test } from 'vitest';
import { openDocs } from './support/docs-pages.ts';

const found = async (asked: string) => {
  const { document } = await openDocs(`/docs?q=${encodeURIComponent(asked)}`);
  return [...document.querySelectorAll('main ul.govuk-list a')].map((link) => link.getAttribute('href'));
};

test.each([
  ['a field of a body', 'confirmationCode accepted', '/docs/calls/reportStatus'],
  ['a field of an answer', 'enhancedRights', '/docs/calls/submitReferral'],
  ['an error', 'already-referred', '/docs/calls/submitReferral'],
  ['an address', '/v1/volumes', '/docs/calls/readVolumes'],
])('a call is found by %s', async (_, asked, href) => {
  expect(await found(asked)).toContain(href);
});

test('words that stand nowhere find nothing, and the page says so', async () => {
  expect(await found('zebra')).toEqual([]);
  expect((await openDocs('/docs?q=zebra')).text).toContain('has all of these words');
});
