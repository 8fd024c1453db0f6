/** A direct call, against a server that stands in for AWS. What it does not do well is for the SDK: test/store/ledger-put.test.ts. */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AwsCall, awsCall } from '#src/platform/aws-call.ts';

const api = {
  service: 'dynamodb',
  endpointVariable: 'AWS_ENDPOINT_URL_DYNAMODB',
  target: 'DynamoDB_20120810',
  contentType: 'application/x-amz-json-1.0',
};

interface Seen {
  headers: IncomingMessage['headers'];
  body: string;
  socket: Socket;
}
let server: Server;
let seen: Seen[];
let respond: (response: ServerResponse, request: IncomingMessage) => void;
let env: Record<string, string | undefined>;

const lastSeen = (): Seen => {
  const last = seen.at(-1);
  if (!last) throw new Error('nothing came');
  return last;
};
const reply = (status: number, body: string) => (response: ServerResponse) => response.writeHead(status).end(body);

beforeEach(async () => {
  seen = [];
  respond = reply(200, '{}');
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    seen.push({ headers: request.headers, body, socket: request.socket });
    respond(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  env = {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example secret',
    AWS_SESSION_TOKEN: 'example token',
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

function newCall(requestTimeout = 10_000): AwsCall {
  const call = awsCall(api, { requestTimeout }, env);
  if (!call) throw new Error('left to the SDK');
  return call;
}

/** The signature of a request as AWS reckons it (Signature Version 4), from what was received. */
function signatureOf({ headers, body }: Seen, secret: string): string {
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const [, scope = '', names = ''] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+),/.exec(headers.authorization ?? '') ?? [];
  const signed = names.split(';').map((name) => `${name}:${headers[name]}\n`);
  const request = `POST\n/\n\n${signed.join('')}\n${names}\n${hash(body)}`;
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, `AWS4-HMAC-SHA256\n${headers['x-amz-date']}\n${scope}\n${hash(request)}`).toString('hex');
}

test('a call is signed with the session’s credentials, for its service and region, as of now', async () => {
  const call = newCall();
  await call('PutItem', { TableName: 'first' });
  expect(await call('PutItem', { TableName: 'é' })).toEqual({ output: {} });
  const { headers, body } = lastSeen();
  expect(body).toBe('{"TableName":"é"}');
  expect(headers).toMatchObject({
    'x-amz-target': 'DynamoDB_20120810.PutItem',
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-security-token': 'example token',
  });
  const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  expect(headers.authorization).toContain(`Credential=AKIDEXAMPLE/${today}/eu-west-2/dynamodb/aws4_request, `);
  expect(headers.authorization).toContain('x-amz-security-token;x-amz-target');
  expect(headers.authorization?.split('Signature=')[1]).toBe(signatureOf(lastSeen(), 'example secret'));
});

test('without a session it is signed as well', async () => {
  env['AWS_SESSION_TOKEN'] = '';
  await newCall()('PutItem', {});
  expect(lastSeen().headers).not.toHaveProperty('x-amz-security-token');
  expect(lastSeen().headers.authorization?.split('Signature=')[1]).toBe(signatureOf(lastSeen(), 'example secret'));
});

test.each<[string, number, string, string]>([
  [
    'a failed condition',
    400,
    '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}',
    'ConditionalCheckFailedException',
  ],
  ['throttling', 400, '{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}', 'ThrottlingException'],
  [
    'a clock that is wrong',
    400,
    '{"__type":"com.amazon.coral.service#InvalidSignatureException"}',
    'InvalidSignatureException',
  ],
  [
    'a session that is over',
    400,
    '{"__type":"com.amazon.coral.service#ExpiredTokenException"}',
    'ExpiredTokenException',
  ],
  ['a fault of AWS', 500, '{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}', 'InternalServerError'],
  ['a fault without a name', 503, '{}', 'status 503'],
])('%s is told by its name', async (_, status, body, error) => {
  respond = reply(status, body);
  expect(await newCall()('PutItem', {})).toEqual({ error, output: JSON.parse(body) });
});

const lateAnswer = 'no answer in time';

describe('there is no answer', () => {
  test.each<[string, (response: ServerResponse) => void, string]>([
    ['when none comes in time', () => undefined, lateAnswer],
    ['when it does not end in time', (response) => response.writeHead(200).write('{'), lateAnswer],
    ['when the connection dies', (response) => response.destroy(), 'socket hang up'],
    [
      'when it dies within the answer',
      (response) => response.writeHead(200, { 'content-length': 9 }).write('{', () => response.destroy()),
      'aborted',
    ],
    ['when it is no JSON', reply(200, '<html>'), 'JSON'],
  ])('%s', async (_, answer, message) => {
    respond = answer;
    const limitMs = message === lateAnswer ? 50 : undefined;
    await expect(newCall(limitMs)('PutItem', {})).rejects.toThrow(message);
    expect(seen.length).toBeLessThanOrEqual(1);
  });

  test('when nobody listens', async () => {
    env['AWS_ENDPOINT_URL_DYNAMODB'] = 'http://127.0.0.1:1';
    await expect(newCall()('PutItem', {})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a connection', () => {
  test('is used again, directly and without a proxy', async () => {
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1');
    const call = newCall();
    for (let time = 0; time < 3; time++) await call('PutItem', {});
    expect(new Set(seen.map(({ socket }) => socket)).size).toBe(1);
  });

  test('that died while nobody used it is replaced', async () => {
    const call = newCall();
    await call('PutItem', {});
    // Dies as the next request comes over it, which is the soonest that a frozen function can know.
    respond = (response, request) =>
      request.socket === seen[0]?.socket ? response.destroy() : reply(200, '{}')(response);
    expect(await call('PutItem', {})).toEqual({ output: {} });
    expect(seen).toHaveLength(3);
  });
});

test.each<[string, Record<string, string>]>([
  ['a profile', { AWS_PROFILE: 'one' }],
  ['endpoints of another kind', { AWS_USE_FIPS_ENDPOINT: 'true' }],
  ['a region of another partition', { AWS_REGION: 'us-gov-west-1' }],
  ['China', { AWS_REGION: 'cn-north-1' }],
  ['credentials that are not in the environment', { AWS_ACCESS_KEY_ID: '' }],
])('%s is for the SDK', (_, over) => {
  expect(awsCall(api, undefined, { ...env, ...over })).toBeUndefined();
});
