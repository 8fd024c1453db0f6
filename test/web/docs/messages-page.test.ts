import { expect, test } from 'vitest';
import { messageJsonSchema, messageSchemaFiles } from '#src/contracts/messages.ts';
import { openDocs } from './support/docs-pages.ts';

test.each(messageSchemaFiles)('%s is there with its example, its fields and its schema', async (file) => {
  const { document, text } = await openDocs('/docs/messages');
  const schema = messageJsonSchema(file) as { properties: object; examples: [object] };
  const examples = [...document.querySelectorAll('pre')].map(({ textContent }) => JSON.parse(textContent ?? ''));
  expect(examples).toContainEqual(schema.examples[0]);
  for (const field of Object.keys(schema.properties)) expect(text).toContain(field);
  expect(document.querySelector(`a[href="/v1/messages/${file}"]`)).not.toBeNull();
});
