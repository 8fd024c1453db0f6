import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { removeFolder, type SmallSystem, startSmallSystem } from './support/small-system.ts';

let mini: SmallSystem;
beforeAll(async () => {
  mini = await startSmallSystem({ now: Date.parse('2026-11-23T09:00:00Z') });
});
afterAll(async () => {
  await mini.stop();
  removeFolder(mini.dataDir);
});

const record = z.record(z.string(), z.unknown());
const bodyOf = async (answer: Response) => record.parse(await answer.json());

describe('endpoints.json', () => {
  test('has the contract’s format and exists once the run is ready', () => {
    const { endpoints } = mini.system;
    expect(JSON.parse(readFileSync(path.join(mini.dataDir, 'endpoints.json'), 'utf8'))).toEqual(endpoints);
    const local = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/);
    expect(endpoints).toEqual({
      area: 'mini',
      url: local,
      tokenUrl: local,
      issuer: local,
      clients: {
        'police-one': {
          kind: 'police',
          clientId: expect.any(String),
          clientSecret: expect.any(String),
          scope: 'referrals/submit',
        },
        'authority-one': {
          kind: 'authority',
          clientId: expect.any(String),
          clientSecret: expect.any(String),
          scope: 'referrals/triage referrals/volumes',
        },
      },
      sqsEndpoint: local,
      queues: { one: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\d{12}\/mini-hand-off-one$/) },
      deadLetterQueues: { one: expect.stringMatching(/\/mini-hand-off-one-dead$/) },
      dynamodbEndpoint: local,
      tables: { referrals: 'Referrals', work: 'Work' },
      secret: { endpoint: local, id: expect.any(String) },
    });
  });

  test('unsupported resources are listed by type', () => {
    expect(mini.system.model.unsupported.map(({ type }) => type)).toEqual(['AWS::CloudWatch::Alarm', 'AWS::KMS::Key']);
  });
});

describe('a function gets', () => {
  test('a request in payload format 2.0', async () => {
    const answer = await mini.call('POST', '/echo?a=1&a=2&b=%20', { body: { some: 'thing' } });
    expect(await answer.json()).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/echo',
      rawQueryString: 'a=1&a=2&b=%20',
      queryStringParameters: { a: '1,2', b: ' ' },
      headers: { 'content-type': 'application/json' },
      body: '{"some":"thing"}',
      isBase64Encoded: false,
      requestContext: { stage: '$default', http: { method: 'POST', path: '/echo' } },
    });
  });

  test('a form and cookies as API Gateway passes them', async () => {
    const answer = await fetch(`${mini.system.endpoints.url}/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: 'a=1; b=2' },
      body: 'x=1',
    });
    const event = await bodyOf(answer);
    expect(event).toMatchObject({ cookies: ['a=1', 'b=2'], body: btoa('x=1'), isBase64Encoded: true });
    expect(event['headers']).not.toHaveProperty('cookie');
  });

  test('the template’s environment with local addresses, and nothing of the user’s own environment', async () => {
    const environment = await bodyOf(await mini.call('GET', '/environment'));
    expect(environment).toMatchObject({
      REFERRALS_TABLE: 'Referrals',
      PUBLIC_URL: mini.system.endpoints.url,
      AREA_FILE: path.join(mini.dataDir, 'task/area.json'),
      CLIENT_PARTIES: JSON.stringify({ [mini.system.endpoints.clients['police-one']?.clientId ?? '']: 'police-one' }),
      AWS_REGION: 'eu-west-2',
      AWS_LAMBDA_FUNCTION_NAME: 'Door',
    });
    expect(environment).not.toHaveProperty('HOME');
    expect(readFileSync(String(environment['AREA_FILE']), 'utf8')).toContain('"mini"');
  });

  test('a generated secret', async () => {
    expect(await bodyOf(await mini.call('GET', '/secret'))).toEqual({ length: 64 });
  });
});

describe('the HTTP server', () => {
  test('refuses a request without a token, as in the contract', async () => {
    const answer = await mini.call('POST', '/things', { body: {} });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await bodyOf(answer)).toMatchObject({
      status: 401,
      code: 'unauthenticated',
      correlationId: answer.headers.get('x-correlation-id'),
    });
  });

  test('refuses a token without the route’s scope', async () => {
    expect((await mini.call('GET', '/things/1', { party: 'police-one' })).status).toBe(403);
    expect((await mini.call('GET', '/things/1', { party: 'authority-one' })).status).toBe(201);
  });

  test('gives the function the token’s claims, as texts', async () => {
    const { body } = await mini.token('police-one');
    const answer = await fetch(`${mini.system.endpoints.url}/echo`, {
      headers: { authorization: `Bearer ${body['access_token']}` },
    });
    // $default needs no token: only routes with an authorizer get claims.
    expect((await bodyOf(answer))['requestContext']).not.toHaveProperty('authorizer');
  });

  test('returns status, headers, cookies and a correlation id', async () => {
    const { body } = await mini.token('police-one');
    const answer = await fetch(`${mini.system.endpoints.url}/things`, {
      method: 'POST',
      headers: { authorization: `Bearer ${body['access_token']}`, 'x-correlation-id': 'abc-1' },
      body: JSON.stringify({ id: 'seen-through' }),
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe('/things/seen-through');
    expect(answer.headers.get('set-cookie')).toBe('a=b');
    expect(answer.headers.get('x-correlation-id')).toBe('abc-1');
  });

  test('refuses more than ten megabytes', async () => {
    const answer = await fetch(`${mini.system.endpoints.url}/echo`, {
      method: 'POST',
      body: 'x'.repeat(10 * 1024 * 1024 + 1),
    });
    expect(answer.status).toBe(413);
  });

  test('answers 500 for an error or a crash and 503 for a timeout; the next request gets a new instance', async () => {
    expect((await mini.call('GET', '/throw')).status).toBe(500);
    expect((await mini.call('GET', '/crash')).status).toBe(500);
    const slow = await mini.call('GET', '/slow');
    expect(slow.status).toBe(503);
    expect(slow.headers.get('retry-after')).toBe('1');
    expect((await mini.call('GET', '/now')).status).toBe(200);
    expect(mini.troubles).toEqual([
      'door: TypeError: on purpose',
      expect.stringMatching(/^door: Runtime\.ExitError/),
      'door: Sandbox.Timedout: Task timed out after 2.00 seconds',
    ]);
    expect(readFileSync(path.join(mini.dataDir, 'logs/door.log'), 'utf8')).toContain(
      'Task timed out after 2.00 seconds',
    );
  });
});

describe('tokens', () => {
  test.each<[string, string, Record<string, string>, number, string | undefined]>([
    ['a client for what it may have', 'authority-one', { scope: 'referrals/triage' }, 200, undefined],
    ['a client that names no scope', 'authority-one', {}, 200, undefined],
    ['an unknown client', 'nobody', {}, 401, 'invalid_client'],
    ['a wrong secret', 'authority-one', { client_secret: 'guess' }, 401, 'invalid_client'],
    ['another client’s scope', 'police-one', { scope: 'referrals/volumes' }, 400, 'invalid_scope'],
    [
      'another kind of grant',
      'authority-one',
      { grant_type: 'password', username: 'x' },
      400,
      'unsupported_grant_type',
    ],
  ])('%s', async (_name, party, fields, status, error) => {
    const answer = await mini.token(party, fields);
    expect(answer.status).toBe(status);
    expect(answer.body['error']).toBe(error);
    expect('access_token' in answer.body).toBe(status === 200);
  });

  test('have the party and all its scopes', async () => {
    const { body } = await mini.token('authority-one');
    const claims = record.parse(JSON.parse(atob(String(body['access_token']).split('.')[1] ?? '')));
    const { clientId } = mini.system.endpoints.clients['authority-one'] ?? {};
    expect(claims).toMatchObject({
      iss: mini.system.endpoints.issuer,
      party: 'authority-one',
      client_id: clientId,
      aud: clientId,
      scope: 'referrals/triage referrals/volumes',
    });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(3600);
  });

  test('are issued for HTTP Basic too', async () => {
    const { clientId, clientSecret } = mini.system.endpoints.clients['authority-one'] ?? {};
    const answer = await fetch(mini.system.endpoints.tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(answer.status).toBe(200);
  });
});

describe('the stream', () => {
  test('delivers each row to the queue, and a bad one between two good ones to the parked queue', async () => {
    await mini.system.waitUntilIdle();
    await mini.receive('mini-hand-off-one');
    for (const id of ['good-1', 'poison-1', 'good-2']) {
      await mini.call('POST', '/things', { party: 'police-one', body: { id } });
    }
    await mini.system.waitUntilIdle();
    expect(await mini.receive('mini-hand-off-one')).toEqual([{ id: 'good-1' }, { id: 'good-2' }]);
    expect(await mini.receive('mini-parked')).toMatchObject([
      {
        version: '1.0',
        requestContext: {
          condition: 'RetryAttemptsExhausted',
          functionArn: 'arn:aws:lambda:eu-west-2:000000000000:function:Stream',
        },
        DDBStreamBatchInfo: { batchSize: 1, streamArn: expect.stringContaining('table/Referrals/stream/') },
      },
    ]);
  });
});

describe('the clock', () => {
  const move = async (now: unknown) => mini.call('POST', '/local/clock', { body: { now } });

  test('starts at --now, for functions too, and only moves forward', async () => {
    expect(await bodyOf(await mini.call('GET', '/now'))).toMatchObject({
      now: expect.stringMatching(/^2026-11-23T09:/),
    });
    expect((await move('2026-11-30T12:00:00Z')).status).toBe(200);
    expect(await bodyOf(await mini.call('GET', '/local/clock'))).toMatchObject({
      now: expect.stringMatching(/^2026-11-30T12:00/),
    });
    const told = await bodyOf(await mini.call('GET', '/now'));
    expect(told).toMatchObject({ now: expect.stringMatching(/^2026-11-30T12:00/) });
    expect(new Date(Number(told['milliseconds'])).toISOString()).toMatch(/^2026-11-30T12:00/);
  });

  test.each([['2026-11-23T09:00:00Z'], ['tomorrow'], [undefined]])('refuses %s', async (now) => {
    const answer = await move(now);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  test('runs each due schedule when it is moved, before the response', async () => {
    await move('2026-12-24T08:00:00Z');
    const row = await mini.dynamodb('Scan', { TableName: 'Work' });
    const ids = z.array(z.object({ id: z.object({ S: z.string() }) })).parse(row['Items']);
    expect(ids.filter(({ id }) => id.S.startsWith('tick 2026-12-24T08:00:0'))).toHaveLength(1);
  });
});
