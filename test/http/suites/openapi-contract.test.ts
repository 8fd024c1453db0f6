import { beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument } from '#src/http/openapi.ts';
import { area } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { type Driven, driveEverything, operationNames } from '#test/support/openapi/drive.ts';
import type { GeneratedDocument } from '#test/support/openapi/generated-requests.ts';
import { playGenerated } from '#test/support/openapi/play-generated.ts';
import { openApiValidator } from '#test/support/openapi/validator.ts';

const document: GeneratedDocument = JSON.parse(JSON.stringify(openApiDocument(area())));
const validator = openApiValidator(document);
const minutes = (count: number) => ({ timeout: count * 60_000 });

const tables = memoryTables();

describe('every call, driven into every answer that the document names', () => {
  let driven: Driven;
  beforeAll(async () => {
    driven = await driveEverything(tables, validator);
    const { requests, statuses, codes } = driven;
    process.stdout.write(
      `The OpenAPI document: ${operationNames.length} calls, ${statuses.size} statuses and ${codes.size} codes of them, by ${requests} answers.\n`,
    );
  }, 300_000);

  test('is answered with nothing that the document does not name: no status, header, media type or field', () => {
    expect(driven.faults).toEqual([]);
  });

  test('is refused with the code that its fault has', () => {
    expect(driven.surprises).toEqual([]);
  });

  test('leaves no status of any call out', () => {
    const documented = operationNames.flatMap((name) =>
      validator.statusesOf(name).map((status) => `${name} ${status}`),
    );
    expect(documented.filter((one) => !driven.statuses.has(one))).toEqual([]);
  });

  test('leaves no code of any call out', () => {
    const documented = operationNames.flatMap((name) => validator.codesOf(name).map((code) => `${name} ${code}`));
    expect(documented.filter((one) => !driven.codes.has(one))).toEqual([]);
  });

  test('is answered in every media type', () => {
    expect([...driven.mediaTypes].sort()).toEqual(
      ['application/json', 'application/problem+json', 'application/schema+json', 'none', 'text/csv'].sort(),
    );
  });
});

describe('an answer that is not as the document says', () => {
  const exchange = {
    operation: 'withdrawReferral' as const,
    request: {
      query: new URLSearchParams(),
      headers: new Headers({ 'content-type': 'application/json' }),
      body: '{"reason":"sent-in-error"}',
    },
    answer: {
      status: 200,
      headers: new Headers({
        'content-type': 'application/json; charset=utf-8',
        'x-correlation-id': 'an-id-1',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
      }),
      body: JSON.stringify({
        referralId: 'a'.repeat(26),
        reference: 'GM-7K3M-9QTX',
        version: 1,
        status: 'withdrawn',
        since: '2026-11-19T09:00:00.000Z',
        links: { self: '/v1/referrals/a' },
      }),
    },
  };
  const body = JSON.parse(exchange.answer.body);
  const answering = (over: Partial<typeof exchange.answer>) => ({
    ...exchange,
    answer: { ...exchange.answer, ...over },
  });
  const withHeader = (name: string, value: string): Headers => {
    const headers = new Headers(exchange.answer.headers);
    headers.set(name, value);
    return headers;
  };

  test('is none here', () => {
    expect(validator.answerFaults(exchange)).toEqual([]);
    expect(validator.requestFaults(exchange)).toEqual([]);
  });

  test.each([
    ['a status', { status: 202 }],
    ['a header', { headers: withHeader('X-Surprise', '1') }],
    ['a header left out', { headers: new Headers({ 'content-type': 'application/json' }) }],
    ['a media type', { headers: withHeader('content-type', 'text/html') }],
    ['a field', { body: JSON.stringify({ ...body, victim: {} }) }],
    ['a field inside another', { body: JSON.stringify({ ...body, links: { self: '/', other: '/' } }) }],
    ['a field left out', { body: JSON.stringify({ ...body, since: undefined }) }],
    ['a word', { body: JSON.stringify({ ...body, status: 'lost' }) }],
    ['a time', { body: JSON.stringify({ ...body, since: 'yesterday' }) }],
  ])('is found: %s', (_what, over) => {
    expect(validator.answerFaults(answering(over))).not.toEqual([]);
  });

  test.each([
    ['a parameter', { query: new URLSearchParams('colour=red') }],
    ['a header', { headers: new Headers({ 'content-type': 'application/json', 'x-surprise': '1' }) }],
    ['a media type', { headers: new Headers({ 'content-type': 'text/plain' }) }],
    ['a word', { body: '{"reason":"rain"}' }],
  ])('and so is what may not be sent: %s', (_what, over) => {
    expect(validator.requestFaults({ ...exchange, request: { ...exchange.request, ...over } })).not.toEqual([]);
  });
});

test(
  '5,000 generated requests, right and broken, fail nothing and are answered as the document says',
  minutes(10),
  async () => {
    const counts = await playGenerated(tables, document, validator, 5000);
    const told = [...counts].sort(([one], [other]) => one - other).map(([status, count]) => `${count} × ${status}`);
    process.stdout.write(`5,000 generated requests: ${told.join(', ')}.\n`);
    // Else they would try only what is refused at once.
    for (const status of [200, 201, 207, 400, 404, 409, 412, 422]) expect(counts.get(status) ?? 0).toBeGreaterThan(0);
  },
);
