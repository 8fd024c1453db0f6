/** What may be sent as a body, before anything is judged in it. */
import { describe, expect, test } from 'vitest';
import { problemSchema } from '#src/contracts/problems.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { type ApiCall, createApp } from '#src/http/app.ts';
import { readJsonBody } from '#src/http/body.ts';
import { jsonResponse } from '#src/platform/http-message.ts';
import { logger } from '#src/platform/log.ts';
import { area as exampleArea } from '#test/support/area-fixture.ts';
import { sendRequest } from '#test/support/send-request.ts';

const area = exampleArea();
const echo = async (call: ApiCall) => jsonResponse(200, await readJsonBody(call, 100));
const log = logger('intake', () => undefined);
const app = createApp('intake', () => ({ submitReferral: echo, submitBatch: echo, countNotReferred: echo }), {
  area,
  log,
  register: buildPartyRegister(area.parties, {}),
});

const send = (body: string | Buffer, contentType = 'application/json') =>
  sendRequest(app, '/v1/referrals', {
    method: 'POST',
    body,
    headers: { 'content-type': contentType },
    claims: { scope: 'referrals/submit', party: 'example-police' },
  });

describe('the media type', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; charset=utf8',
    'Application/JSON; profile=x; Charset=Utf-8',
    'application/problem+json',
  ])('%s is taken', async (type) => expect((await send('{"a":1}', type)).status).toBe(200));

  test.each([
    // Only a correction of parts is one.
    'application/merge-patch+json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=iso-8859-1',
    'application/json; charset="utf-16"',
    'application/json; profile=x; charset=windows-1252',
  ])('%s is not: 415', async (type) => {
    const response = await send('{"a":1}', type);
    expect(response.status).toBe(415);
    const problem = problemSchema.parse(await response.json());
    expect(problem.code).toBe('unsupported-media-type');
    // It is that of a PATCH too, which takes another type.
    expect(problem.title).not.toContain('application/json');
  });
});

test.each([
  ['bytes that are not UTF-8', Buffer.from('{"name":"René"}', 'latin1')],
  ['a member that stands twice', '{"name":"Sam","name":"Alex"}'],
  ['text that is not JSON', '{"name":'],
])('%s: 400', async (_what, body) => {
  const response = await send(body);
  expect(response.status).toBe(400);
  expect(problemSchema.parse(await response.json()).code).toBe('malformed-json');
});

test('bytes that API Gateway made U+FFFD of are noticed by the length: 400, not a fault at a pointer', async () => {
  const sent = Buffer.from('{"name":"Ren\xe9"}', 'latin1');
  const handedOn = sent.toString('utf8');
  const withLength = (length: number) =>
    sendRequest(app, '/v1/referrals', {
      method: 'POST',
      body: handedOn,
      headers: { 'content-type': 'application/json', 'content-length': String(length) },
      claims: { scope: 'referrals/submit', party: 'example-police' },
    });
  expect((await withLength(sent.length)).status).toBe(400);
  // U+FFFD that was sent as such is for the schema to refuse, at its pointer.
  expect((await withLength(Buffer.byteLength(handedOn))).status).toBe(200);
});

test.each([
  ['100 bytes are taken', `"${'x'.repeat(98)}"`, 200],
  ['101 are not', `"${'x'.repeat(99)}"`, 413],
  ['nor are 60 characters of two bytes', `"${'é'.repeat(60)}"`, 413],
])('of at most 100 bytes, %s', async (_what, body, status) => expect((await send(body)).status).toBe(status));

test.each([
  ['an answer', '{"a":1}', 200],
  ['a refusal', '{', 400],
])('%s keeps browsers to its type and to HTTPS', async (_what, body, status) => {
  const response = await send(body);
  expect(response.status).toBe(status);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
});
