import { expect, test } from 'vitest';
import { publishedFiguresJsonSchema } from '#src/contracts/published-figures.ts';
import { openDocs } from './support/docs-pages.ts';

test('every field of the file is there with what it says, and the schema', async () => {
  const { document, text } = await openDocs('/docs/published-figures');
  const schema = publishedFiguresJsonSchema() as { properties: Record<string, object> };
  expect(Object.keys(schema.properties)).toContain('measures');
  for (const field of Object.keys(schema.properties)) expect(text).toContain(field);
  expect(text).toContain('measures[].months[].count');
  expect(text).toContain('0: none, or a few.');
  expect(JSON.parse(document.querySelector('pre')?.textContent ?? '')).toEqual(JSON.parse(JSON.stringify(schema)));
});
