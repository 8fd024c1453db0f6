import { expect, test } from 'vitest';
import { messageJsonSchema, messageSchemaFiles, messageSchemas } from '#src/contracts/messages.ts';

test('each message has a JSON Schema that names its schema and takes fields that are added later', () => {
  expect(messageSchemaFiles).toEqual(['hand-off.schema.json', 'amendment.schema.json', 'withdrawal.schema.json']);
  for (const [name, { shape }] of Object.entries(messageSchemas)) {
    const schema = messageJsonSchema(`${name}.schema.json`);
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      properties: { schema: { const: `victim-referral-intake/${name}/1` } },
      required: Object.keys(shape),
    });
    expect(schema).not.toHaveProperty('additionalProperties');
  }
});

test.each(['hand-off', 'parked.schema.json', 'toString.schema.json', ''])('there is no schema named %j', (file) => {
  expect(messageJsonSchema(file)).toBeUndefined();
});
