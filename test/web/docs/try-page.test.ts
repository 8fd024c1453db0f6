import { expect, test } from 'vitest';
import { testNameOf, testOutcomes } from '#src/domain/test-outcomes.ts';
import { openDocs } from './support/docs-pages.ts';

test('lists every name that brings about an outcome, each with what happens', async () => {
  const { document } = await openDocs('/docs/try');
  const rows = [...document.querySelectorAll('tbody tr')].map((row) => [
    row.querySelector('th')?.textContent,
    (row.querySelector('td')?.textContent.length ?? 0) > 20,
  ]);
  expect(rows).toEqual(testOutcomes.map((one) => [testNameOf(one), true]));
});

test('says what a test is', async () => {
  const { text } = await openDocs('/docs/try');
  for (const words of ['counted nowhere', 'test: true', 'A day after', 'referrals conformance --as sender'])
    expect(text).toContain(words);
});
