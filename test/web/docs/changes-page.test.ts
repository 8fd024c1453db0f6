import { describe, expect, test } from 'vitest';
import { notice } from '#src/contracts/deprecation.ts';
import { area, rules } from '#test/support/area-fixture.ts';
import { docsOf, openDocs } from './support/docs-pages.ts';

test('says what is compatible, how long a version lives and how an end is announced', async () => {
  const { text } = await openDocs('/docs/changes');
  for (const words of [
    'ignore those that you do not know',
    `${notice.version} months`,
    'Deprecation',
    'Sunset',
    'CHANGELOG',
  ])
    expect(text).toContain(words);
});

test('lists what will be switched off: nothing, in an area that ends nothing', async () => {
  const { text } = await openDocs('/docs/changes');
  expect(text).toContain('Nothing, as things stand.');
});

describe('a part of a call that ends, as where an area comes to require a reason for opening a case again', () => {
  const accessReasonRequired = { announcedOn: '2026-11-30', from: '2027-06-01' };
  const ofArea = docsOf(area({ rules: { ...rules, accessReasonRequired } }));
  const words = 'Reading a hand-off without X-Access-Reason where one is needed is answered until 2027-05-31.';

  test('is on the list of what will be switched off, with its call', async () => {
    const { text, document } = await ofArea.openDocs('/docs/changes');
    expect(text).toContain(words);
    expect(document.querySelector('main a[href="/docs/calls/readHandOff"]')).not.toBeNull();
  });

  test('stands on the page of the call, which is not said to end itself', async () => {
    const { text } = await ofArea.openDocs('/docs/calls/readHandOff');
    expect(text).toContain(words);
    expect(text).toContain('needed from 2027-06-01 on');
    expect(text).not.toContain('This call will be switched off.');
  });
});
