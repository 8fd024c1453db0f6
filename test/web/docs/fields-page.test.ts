import { expect, test } from 'vitest';
import { fieldAt, fieldPaths } from '#src/domain/submission/registry.ts';
import { openDocs } from './support/docs-pages.ts';

test('every field of a referral is there, with its label, and folded by section', async () => {
  const { document, text } = await openDocs('/docs/fields');
  const shown = [...document.querySelectorAll('details code')].map(({ textContent }) => textContent);
  expect(shown).toEqual(expect.arrayContaining([...fieldPaths]));
  for (const path of fieldPaths) expect(text).toContain(`${fieldAt(path).label}: ${fieldAt(path).description}`);
});

test('each has an address of its own', async () => {
  const { document } = await openDocs('/docs/fields');
  const ids = [...document.querySelectorAll('main [id]')].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(document.getElementById('suspects-releaseOn')?.textContent).toBe('suspects[].releaseOn');
});
