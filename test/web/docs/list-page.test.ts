import { expect, test } from 'vitest';
import { docsPaths } from '#src/web/docs/paths.ts';
import { openDocs } from './support/docs-pages.ts';

test('leads to every other page, and every page is there', async () => {
  const { document } = await openDocs('/docs');
  const pages = [...document.querySelectorAll('main a')].map((link) => link.getAttribute('href') ?? '');
  for (const path of Object.values(docsPaths)) expect(pages).toContain(path);
  for (const path of pages.filter((one) => one.startsWith('/docs/'))) expect((await openDocs(path)).status).toBe(200);
});

const found = async (asked: string) => {
  const { document } = await openDocs(`/docs?q=${encodeURIComponent(asked)}`);
  return [...document.querySelectorAll('main form ~ ul a')].map((link) => link.getAttribute('href'));
};

test.each([
  ['a field of a body', 'confirmationCode accepted', '/docs/calls/reportStatus'],
  ['a field of an answer', 'enhancedRights', '/docs/calls/submitReferral'],
  ['an error', 'already-referred', '/docs/calls/submitReferral'],
  ['an address', '/v1/volumes', '/docs/calls/readVolumes'],
  ['a fault of a field', 'before-birth', '/docs/errors#faults'],
  ['a message', 'stopContact', '/docs/messages#amendment'],
  ['a field of a referral', 'postcode victim', '/docs/fields#victim-address-postcode'],
  ['what a page is about', 'first referral curl', '/docs/start'],
])('a page is found by %s', async (_, asked, href) => {
  expect(await found(asked)).toContain(href);
});

test('words that stand nowhere find nothing, and the page says so', async () => {
  expect(await found('zebra')).toEqual([]);
  expect((await openDocs('/docs?q=zebra')).text).toContain('has all of these words');
});
