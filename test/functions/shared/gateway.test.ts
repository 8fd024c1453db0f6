import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { apiHandler, type GatewayEvent, httpHandler } from '#functions/shared/gateway.ts';
import type { HttpRequest, HttpResponse } from '#src/platform/http-message.ts';

const event = (over: Partial<GatewayEvent> = {}, method = 'GET'): GatewayEvent => ({
  rawPath: '/v1/referrals',
  rawQueryString: '',
  headers: {},
  isBase64Encoded: false,
  requestContext: { http: { method } },
  ...over,
});

/** The app's request and API Gateway's result for an event. */
async function through(given: GatewayEvent, reply: HttpResponse = { status: 200, headers: {} }) {
  const heard: HttpRequest[] = [];
  const handler = httpHandler(async () => async (asked) => {
    heard.push(asked);
    return reply;
  });
  const result = await handler(given);
  return { asked: heard[0], result };
}

describe('the request that an app gets', () => {
  test('has the path as sent, and the parsed query', async () => {
    const { asked } = await through(
      event({ rawPath: '/status/GM%2F1', rawQueryString: 'status=held%2Creturned&status=x' }),
    );
    expect(asked?.path).toBe('/status/GM%2F1');
    expect(asked?.query.getAll('status')).toEqual(['held,returned', 'x']);
  });

  test('has headers by lower-case name, and the cookies of the event', async () => {
    const { asked } = await through(
      event({ headers: { 'Content-Type': 'application/json' }, cookies: ['a=1', 'b=2'] }),
    );
    expect(asked?.headers).toEqual({ 'content-type': 'application/json', cookie: 'a=1; b=2' });
  });

  test.each([
    ['as text', 'Zoë', false],
    ['as base64', Buffer.from('Zoë').toString('base64'), true],
  ])('a body that comes %s', async (_how, body, isBase64Encoded) => {
    const { asked } = await through(event({ body, isBase64Encoded }, 'POST'));
    expect(asked?.body.toString('utf8')).toBe('Zoë');
  });

  test('has the claims that the authorizer verified, and none on a public route', async () => {
    const claims = { party: 'example-police' };
    const requestContext = { http: { method: 'GET' }, authorizer: { jwt: { claims } } };
    expect((await through(event({ requestContext }))).asked?.claims).toEqual(claims);
    expect((await through(event())).asked?.claims).toBeUndefined();
  });
});

describe('the result for API Gateway', () => {
  test('has the status, headers, body and a list of cookies', async () => {
    const reply = { status: 303, headers: { location: '/' }, cookies: ['a=1; Secure', 'b=2; Secure'], body: 'Zoë' };
    expect((await through(event(), reply)).result).toEqual({
      statusCode: 303,
      headers: { location: '/' },
      cookies: ['a=1; Secure', 'b=2; Secure'],
      body: 'Zoë',
      isBase64Encoded: false,
    });
  });

  test('has bytes in base64', async () => {
    const body = Buffer.from([0, 255, 128]);
    const { result } = await through(event(), { status: 200, headers: {}, body });
    expect(result).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
  });

  test('has no body for HEAD', async () => {
    expect((await through(event({}, 'HEAD'), { status: 200, headers: {}, body: 'page' })).result.body).toBe('');
  });

  test('a failed start fails the function, and is retried', async () => {
    const handler = httpHandler(() => Promise.reject(new Error('no secret')));
    await expect(handler(event())).rejects.toThrow('no secret');
  });
});

describe('a call of the API', () => {
  const clientCert = { subjectDN: 'CN=police.example.org' };
  async function call(asks: string | undefined, authentication: GatewayEvent['requestContext']['authentication']) {
    vi.stubEnv('CLIENT_CERTIFICATE', asks);
    onTestFinished(() => void vi.unstubAllEnvs());
    const reached = vi.fn(async () => ({ status: 200, headers: {} }));
    const result = await apiHandler(async () => reached)(
      event({ requestContext: { http: { method: 'GET' }, ...(authentication && { authentication }) } }),
    );
    return { status: result.statusCode, body: result.body ?? '', reached };
  }

  test.each([undefined, {}])('is refused without a certificate where one is asked for: %j', async (authentication) => {
    const { status, body, reached } = await call('required', authentication);
    expect(reached).not.toHaveBeenCalled();
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({
      code: 'forbidden',
      correlationId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
  });

  test('is answered with one, and where none is asked for', async () => {
    expect(await call('required', { clientCert })).toMatchObject({ status: 200 });
    expect(await call(undefined, undefined)).toMatchObject({ status: 200 });
  });
});
