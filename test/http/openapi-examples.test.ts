import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { messageJsonSchema, messageSchemas } from '#src/contracts/messages.ts';
import { type Route, routes } from '#src/contracts/routes.ts';
import { openApiDocument } from '#src/http/openapi.ts';
import type { RecordedCall } from '#src/http/openapi-examples.ts';
import { operations } from '#src/http/openapi-operations.ts';
import { area } from '#test/support/area-fixture.ts';
import { recordExamples } from '#test/support/docs/example-calls.ts';
import { memoryTables } from '#test/support/memory-tables.ts';

let recorded: { calls: RecordedCall[]; messages: Record<string, unknown> };
beforeAll(async () => {
  recorded = await recordExamples(memoryTables());
});

test('are what the system answers', async () => {
  await expect(`${JSON.stringify(recorded.calls, null, 2)}\n`).toMatchFileSnapshot(
    '../../src/http/openapi-examples.json',
  );
});

test.each(Object.keys(messageSchemas))('the example of the message %s is one that was sent', (name) => {
  expect(messageJsonSchema(`${name}.schema.json`)).toMatchObject({ examples: [recorded.messages[name]] });
});

/** The file as it stands: with -u it is written only after all tests. */
const committed = (): RecordedCall[] =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, '../../src/http/openapi-examples.json'), 'utf8'));

/** It is the document itself. */
const withoutExample = ['readOpenApi'];
const documented = Object.entries(operations).filter(([name]) => !withoutExample.includes(name));

describe.each(documented)('%s', (name, { responses }) => {
  test('has an example that succeeds, of the form that it documents', () => {
    const taken = recorded.calls.filter(({ operation, answer }) => operation === name && answer.status < 300);
    expect(taken).not.toEqual([]);
    for (const { answer } of taken) {
      const documented = responses[answer.status as 200];
      const schema = answer.type === undefined ? documented?.schema : documented?.otherTypes?.[answer.type];
      if (schema) expect(z.safeParse(schema, answer.body).error).toBeUndefined();
    }
  });

  test('has them in the OpenAPI document, each with its command', () => {
    const { paths } = JSON.parse(JSON.stringify(openApiDocument(area())));
    const { path: address, method }: Route = routes[name as keyof typeof operations];
    const own = committed().filter(({ operation }) => operation === name);
    const documentedCall = paths[address][method.toLowerCase()];
    expect(documentedCall['x-codeSamples']).toHaveLength(own.length);
    for (const { answer, request } of own) {
      const contents = Object.values<{ examples?: Record<string, { value: unknown }> }>(
        documentedCall.responses[answer.status].content ?? {},
      );
      const values = contents.flatMap(({ examples = {} }) => Object.values(examples).map(({ value }) => value));
      if (answer.body !== undefined) expect(values).toContainEqual(answer.body);
      expect(JSON.stringify(documentedCall['x-codeSamples'])).toContain(request.path);
    }
  });
});
