import { beforeAll, describe, expect, test } from 'vitest';
import { problemSchema } from '#src/contracts/problems.ts';
import { type Access, type Route, type RouteName, routes, routesOf } from '#src/contracts/routes.ts';
import type { Area } from '#src/domain/area.ts';
import { partyKinds } from '#src/domain/vocabulary.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { createApp, type PublicHandler } from '#src/http/app.ts';
import { handOffsApp } from '#src/http/hand-offs.ts';
import { intakeApp } from '#src/http/intake.ts';
import { retryAfterS } from '#src/http/problem.ts';
import { referrerApp } from '#src/http/referrer.ts';
import { triageApp } from '#src/http/triage.ts';
import { volumesApp } from '#src/http/volumes.ts';
import { webApp } from '#src/http/web.ts';
import type { App } from '#src/platform/http-message.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { area as exampleArea } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest, type TestRequest } from '#test/support/send-request.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const area: Area = exampleArea();
const register = buildPartyRegister(area.parties, { 'a-client': 'example-police' });
const partyOf = (kind: string) => area.parties.find((party) => party.kind === kind)?.id;

let system: TestSystem;
let apps: Record<string, App>;
beforeAll(async () => {
  system = await makeTestSystem(memoryTables(), area);
  const { deps } = system;
  apps = {
    intake: intakeApp({ ...deps, register }),
    referrer: referrerApp({ ...deps, register }),
    'hand-offs': handOffsApp({ ...deps, register }),
    triage: triageApp({ ...deps, register }),
    volumes: volumesApp({ ...deps, register, counters: deps.reader }),
    web: webApp({ area, log: deps.log, register, openApi: '{"openapi":"3.1.0"}' }),
  };
});

/** The app as API Gateway calls it: with the claims of a token that it has verified, or none. */
async function call(name: RouteName, claims: Record<string, string> | undefined, init: TestRequest = {}) {
  const route: Route = routes[name];
  const path = route.path.replace('{id}', 'abcdefghijklmnopqrstuvwxyz');
  const app = apps[route.function];
  if (!app) throw new Error(`no app for ${route.function}`);
  const body = route.method === 'GET' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } };
  const response = await sendRequest(app, path, { method: route.method, ...body, ...init, claims });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers };
}

const lastLine = () => JSON.parse(system.lines.at(-1) ?? '{}');

const apiGets = Object.values<Route>(routes)
  .filter((route) => route.method === 'GET' && route.access)
  .map(({ path }) => path);
const guarded = (Object.keys(routes) as RouteName[]).filter((name) => (routes[name] as Route).access);

const noAccess: Access = { scope: 'referrals/submit', kinds: [] };

describe.each(guarded)('%s', (name) => {
  const [access = noAccess] = (routes[name] as Route).access ?? [];

  test('without a token: 401', async () => {
    const { status, text } = await call(name, undefined);
    expect(status).toBe(401);
    expect(problemSchema.parse(JSON.parse(text)).code).toBe('unauthenticated');
  });

  test('without the scope: 403', async () => {
    const party = partyOf(access.kinds[0] ?? '') ?? '';
    expect((await call(name, { scope: 'something/else', party })).status).toBe(403);
    expect(lastLine()).toMatchObject({ event: 'request-answered', status: 403, party });
  });

  test('by a party that is not in the register: 403', async () => {
    expect((await call(name, { scope: access.scope, party: 'nobody' })).status).toBe(403);
    // What a token says of itself is not logged.
    expect(lastLine()).toMatchObject({ event: 'request-answered', status: 403, party: '-' });
  });

  test.each(partyKinds)('by a party of kind %s: only the kinds that may use it', async (kind) => {
    const { status } = await call(name, { scope: access.scope, party: partyOf(kind) ?? '' });
    if (access.kinds.includes(kind as never)) expect([401, 403]).not.toContain(status);
    else expect(status).toBe(403);
  });
});

// Not of a report, whose address is read first: the id here is a referral's, not a hand-off's.
test.each(guarded.filter((name) => routes[name].method !== 'GET' && name !== 'reportStatus'))(
  '%s takes no body in which a member stands twice: 400',
  async (name) => {
    const [access = noAccess] = (routes[name] as Route).access ?? [];
    const claims = { scope: access.scope, party: partyOf(access.kinds[0] ?? '') ?? '' };
    const headers = {
      'content-type': name === 'patchReferral' ? 'application/merge-patch+json' : 'application/json',
      'if-match': '"1"',
    };
    const { status, text } = await call(name, claims, { body: '{"a":1,"a":2}', headers });
    expect(status).toBe(400);
    expect(problemSchema.parse(JSON.parse(text)).code).toBe('malformed-json');
  },
);

describe('a party that is no longer active', () => {
  const parties = area.parties.map((party) => ({ ...party, active: party.id !== 'example-police' }));
  const app = () =>
    referrerApp({ ...system.deps, register: buildPartyRegister(parties, { 'a-client': 'example-police' }) });
  const asks = (claims: Record<string, string>) => sendRequest(app(), '/v1/referrals', { claims });

  test.each([
    ['its party’s name', { party: 'example-police' }],
    ['its client id', { client_id: 'a-client' }],
  ])('is refused by %s, though its token is good: 403', async (_what, who) => {
    const response = await asks({ scope: 'referrals/submit', ...who });
    expect(response.status).toBe(403);
    expect(problemSchema.parse(await response.json()).code).toBe('forbidden');
  });

  test('does not affect other parties', async () => {
    expect((await asks({ scope: 'referrals/submit', party: 'example-hospital' })).status).toBe(200);
  });
});

describe('while the table cannot be reached', () => {
  test('the caller is told to try again, and when: 503 with Retry-After', async () => {
    const ledger = { ...system.deps.ledger, get: () => Promise.reject(new Unavailable('ThrottlingException')) };
    const app = referrerApp({ ...system.deps, register, ledger });
    const claims = { scope: 'referrals/submit', party: 'example-police' };
    const response = await sendRequest(app, '/v1/referrals/abcdefghijklmnopqrstuvwxyz', { claims });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, String(retryAfterS)]);
    expect(problemSchema.parse(await response.json()).code).toBe('unavailable');
  });
});

describe('every response', () => {
  const claims = { scope: 'referrals/submit', party: 'example-police' };

  const idFor = async (sent: string) =>
    (await call('listReferrals', claims, { headers: { 'x-correlation-id': sent } })).headers.get('x-correlation-id');

  test.each(['abc-123', 'walk:7', crypto.randomUUID(), '4bf92f3577b34da6a3ce929d0e0e4736', '12345'])(
    'echoes the correlation id %s',
    async (sent) => {
      expect(await idFor(sent)).toBe(sent);
    },
  );

  test.each(['a name, a number', '07700900123', '0161-496-0000', '1999-02-03', 'sam.example', 'a@example.org'])(
    'answers another correlation id than %s, which may be a person’s',
    async (sent) => {
      expect(await idFor(sent)).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  test('the client id identifies the party where the issuer names none', async () => {
    const { status } = await call('listReferrals', { scope: 'referrals/submit', client_id: 'a-client' });
    expect(status).toBe(200);
  });

  test.each([
    ['an unknown parameter', '/v1/referrals?surprise=1', 400, 'malformed-query'],
    ['an unknown status', '/v1/referrals?status=lost', 400, 'malformed-query'],
    ['no such referral', '/v1/referrals/abcdefghijklmnopqrstuvwxyz', 404, 'not-found'],
    ['not an id at all', '/v1/referrals/..%2f..', 404, 'not-found'],
  ])('%s', async (_what, path, status, code) => {
    const response = await sendRequest(apps.referrer as App, path, { claims });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(problemSchema.parse(await response.json()).code).toBe(code);
  });

  test('a caller that does not accept JSON: 406', async () => {
    expect((await call('listReferrals', claims, { headers: { accept: 'image/png' } })).status).toBe(406);
  });

  test('a path that takes other methods: 405 with an Allow header', async () => {
    const response = await sendRequest(apps.web as App, '/v1/referrals/abcdefghijklmnopqrstuvwxyz', {
      method: 'DELETE',
    });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, PUT, PATCH');
  });

  test.each(apiGets)(
    'HEAD of %s, for which API Gateway has no route: 405 with an Allow header, not 404',
    async (path) => {
      const response = await sendRequest(apps.web as App, path.replace(/\{\w+\}/, 'abcdefghijklmnopqrstuvwxyz'), {
        method: 'HEAD',
      });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toMatch(/\bGET\b/);
    },
  );

  test('an unexpected failure reveals nothing, and is logged by its class', async () => {
    const broken = {
      ...system.deps,
      register,
      ledger: { ...system.deps.ledger, get: () => Promise.reject(new TypeError('Sam Example')) },
    };
    const response = await sendRequest(referrerApp(broken), '/v1/referrals/abcdefghijklmnopqrstuvwxyz', { claims });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('Sam');
    expect(system.lines.at(-2)).toContain('TypeError');
    expect(system.lines.join()).not.toContain('Sam Example');
  });

  test('every function that has routes has an app that serves them', () => {
    for (const name of Object.keys(apps)) expect(routesOf(name as never).length).toBeGreaterThan(0);
  });
});

test('a handler of a public route has no caller to read, and does not compile when it reads one', async () => {
  // @ts-expect-error a public call has no party
  const readParty: PublicHandler = async ({ party }) => ({ status: 200, headers: {}, body: String(party) });
  const app = createApp('web', () => ({ readOpenApi: readParty, readMessageSchema: readParty }), {
    area,
    register,
    log: system.deps.log,
  });
  expect(await (await sendRequest(app, '/v1/openapi.json')).text()).toBe('undefined');
});

test('the JSON Schema of each message is public, and there is no other', async () => {
  const app = webApp({ area, log: system.deps.log, register, openApi: '{}' });
  const found = await sendRequest(app, '/v1/messages/amendment.schema.json');
  expect([found.status, found.headers.get('content-type')]).toEqual([200, 'application/schema+json; charset=utf-8']);
  expect(await found.json()).toMatchObject({ properties: { schema: { const: 'victim-referral-intake/amendment/1' } } });
  expect((await sendRequest(app, '/v1/messages/parked.schema.json')).status).toBe(404);
});
