import { expect, test } from 'vitest';
import { notice } from '#src/contracts/deprecation.ts';
import { openDocs } from './support/docs-pages.ts';

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

test('lists what will be switched off: nothing today', async () => {
  const { text } = await openDocs('/docs/changes');
  expect(text).toContain('Nothing, as things stand.');
});
