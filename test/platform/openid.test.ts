import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openIdProvider } from '#src/platform/openid.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { SignInRefused } from '#src/usecases/ports/web.ts';

const issuer = 'https://issuer.example.org/pool';
const clientId = 'pages';
const redirectUri = 'https://refer.example.org/sign-in/callback';
const signIn = { state: 'state-1', nonce: 'nonce-1', verifier: 'v'.repeat(43) };
const discoveryUrl = `${issuer}/.well-known/openid-configuration`;
const document = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  end_session_endpoint: `${issuer}/logout`,
};

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: Keys;
let otherKeys: Keys;
beforeAll(async () => {
  [keys, otherKeys] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
});

/** What the issuer answers by URL; a test replaces what it is about. */
let responses: Map<string, () => Response | Promise<Response>>;
let requests: Request[];
beforeEach(async () => {
  const publicKey = { ...(await exportJWK(keys.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
  responses = new Map<string, () => Response | Promise<Response>>([
    [discoveryUrl, () => Response.json(document)],
    [document.jwks_uri, () => Response.json({ keys: [publicKey] })],
  ]);
  requests = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    requests.push(new Request(url, init));
    const answer = responses.get(url);
    if (!answer) throw new TypeError('fetch failed');
    return answer();
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const provider = (settings = {}) =>
  openIdProvider({
    issuer,
    clientId,
    scope: 'openid',
    redirectUri,
    signedOutUri: 'https://refer.example.org/signed-out',
    ...settings,
  });

const redeem = (callback: Record<string, string> = { code: 'code-1', state: signIn.state }) =>
  provider().redeem({ ...signIn, callback: new URLSearchParams(callback) });

const nowS = (): number => Math.floor(Date.now() / 1000);

async function issueToken(change: Record<string, unknown> = {}, privateKey = keys.privateKey): Promise<void> {
  const claims = {
    iss: issuer,
    aud: clientId,
    sub: 'person-1',
    nonce: signIn.nonce,
    'custom:party': 'example-authority',
  };
  const token = await new SignJWT({ ...claims, iat: nowS(), exp: nowS() + 300, ...change })
    .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
    .sign(privateKey);
  answerToken({ access_token: 'access', token_type: 'Bearer', id_token: token });
}

const answerToken = (body: object, init?: ResponseInit) =>
  responses.set(document.token_endpoint, () => Response.json(body, init));

describe('the address of the issuer’s sign-in page', () => {
  test('asks for a code with PKCE, and holds the hash of the verifier, never the verifier', async () => {
    const url = new URL(await provider().authorizeUrl(signIn));
    expect(url.origin + url.pathname).toBe(document.authorization_endpoint);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      prompt: 'login',
      scope: 'openid',
      state: signIn.state,
      nonce: signIn.nonce,
      // SHA-256 of 43 times v, base64url.
      code_challenge: '7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM',
      code_challenge_method: 'S256',
    });
  });

  test('the issuer is asked for its addresses once, and again after a failure', async () => {
    const one = provider();
    responses.set(discoveryUrl, () => new Response(null, { status: 404 }));
    await expect(one.authorizeUrl(signIn)).rejects.toThrow(Unavailable);
    responses.set(discoveryUrl, () => Response.json(document));
    await one.authorizeUrl(signIn);
    await one.authorizeUrl(signIn);
    expect(requests.map(({ url }) => url)).toEqual([discoveryUrl, discoveryUrl]);
  });
});

describe('a code is exchanged for who signed in', () => {
  test.each(['party', 'custom:party'])('with the party in the claim %s', async (claim) => {
    await issueToken({ 'custom:party': undefined, [claim]: 'example-authority' });
    expect(await redeem()).toEqual({ subject: `${issuer} person-1`, party: 'example-authority' });
    const request = requests.find(({ url }) => url === document.token_endpoint);
    expect(Object.fromEntries(new URLSearchParams(await request?.text()))).toEqual({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code: 'code-1',
      code_verifier: signIn.verifier,
    });
  });

  test.each([
    [undefined, undefined],
    [['otp'], false],
    [['pwd'], false],
    [['email'], false],
    [['sms', 'otp'], false],
    [['pwd', 'pin'], false],
    [[], undefined],
    ['pwd', false],
    [['pwd', 'otp'], true],
    [['passkey'], true],
    [['pwd', 'otp', 'mfa'], true],
    [['mfa'], true],
    [['hwk', 'user'], true],
    [['swk'], true],
    ['mfa', true],
    [['pwd', 'rba'], false],
    [['wia'], false],
    [['fed'], false],
    [['pwd', 'fed'], false],
    [['fed', 'mfa'], true],
    [['PWD', 'geo'], false],
    ['pwd otp', true],
    [[''], undefined],
  ])('with whether there was a second factor, where the issuer says by what: %j', async (amr, hasSecondFactor) => {
    await issueToken(amr === undefined ? {} : { amr });
    expect((await redeem()).hasSecondFactor).toBe(hasSecondFactor);
  });

  test('with what the issuer says of the person, and of their roles', async () => {
    const person = { name: 'Ada Example', email: 'ada@example.org' };
    await issueToken({ ...person, roles: ['triage', 'somebody-elses-role'] });
    expect(await redeem()).toMatchObject({ ...person, roles: ['triage'] });
    await issueToken({ ...person, 'custom:roles': 'worker administrator' });
    expect(await redeem()).toMatchObject({ roles: ['worker', 'administrator'] });
    await issueToken({ name: '', email: 7, 'custom:roles': '' });
    expect(await redeem()).toEqual({ subject: `${issuer} person-1`, party: 'example-authority', roles: [] });
  });

  test('with a clock that differs by less than a minute', async () => {
    await issueToken({ exp: nowS() - 30 });
    expect(await redeem()).toMatchObject({ party: 'example-authority' });
  });

  test.each<[string, Record<string, unknown>]>([
    ['another sign-in', { nonce: 'nonce-2' }],
    ['no sign-in at all', { nonce: undefined }],
    ['another client', { aud: 'somebody' }],
    ['another issuer', { iss: 'https://elsewhere.example.org' }],
    ['a time that is over', { exp: nowS() - 90 }],
    ['no party', { 'custom:party': undefined }],
    ['nobody', { sub: undefined }],
  ])('refuses a token for %s', async (_name, change) => {
    await issueToken(change);
    await expect(redeem()).rejects.toThrow(SignInRefused);
  });

  test('refuses a token that another key has signed', async () => {
    await issueToken({}, otherKeys.privateKey);
    await expect(redeem()).rejects.toThrow(SignInRefused);
  });

  test.each<[string, Record<string, string>]>([
    ['another state', { code: 'code-1', state: 'state-2' }],
    ['no code', { state: signIn.state }],
    ['an error instead', { error: 'access_denied', state: signIn.state }],
    ['the name of another issuer', { code: 'code-1', state: signIn.state, iss: 'https://elsewhere.example.org' }],
  ])('refuses a callback with %s, and asks for no token', async (_name, callback) => {
    await issueToken();
    await expect(redeem(callback)).rejects.toThrow(SignInRefused);
    expect(requests.map(({ url }) => url)).not.toContain(document.token_endpoint);
  });

  test.each<[string, object, ResponseInit]>([
    ['an error', { error: 'invalid_grant' }, { status: 400 }],
    ['an error that is not JSON', {}, { status: 403, headers: { 'content-type': 'text/html' } }],
    ['no ID token', { access_token: 'access', token_type: 'Bearer' }, {}],
  ])('refuses the answer when the issuer gives %s for the code', async (_name, body, init) => {
    answerToken(body, init);
    await expect(redeem()).rejects.toThrow(SignInRefused);
  });
});

describe('an issuer that is down is not a refusal', () => {
  test.each<[string, string, (() => Response) | undefined]>([
    ['its addresses', discoveryUrl, () => new Response(null, { status: 503 })],
    ['the token', document.token_endpoint, () => new Response(null, { status: 500 })],
    ['its keys', document.jwks_uri, () => new Response(null, { status: 502 })],
    ['a connection for the token', document.token_endpoint, undefined],
    ['a connection for its keys', document.jwks_uri, undefined],
  ])('when it does not give %s', async (_name, url, answer) => {
    await issueToken();
    if (answer) responses.set(url, answer);
    else responses.delete(url);
    await expect(redeem()).rejects.toThrow(Unavailable);
  });

  test('every request gives up after some time', async () => {
    await issueToken();
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    onTestFinished(() => timeout.mockRestore());
    await redeem();
    expect(timeout).toHaveBeenCalledTimes(requests.length);
    expect(requests).toHaveLength(3);
  });
});

describe('without TLS', () => {
  const plain = (value: string): string => value.replace('https:', 'http:');

  test('the local issuer is used', async () => {
    const entries = Object.entries(document).map(([name, value]) => [name, plain(value)]);
    responses.set(plain(discoveryUrl), () => Response.json(Object.fromEntries(entries)));
    const url = await provider({ issuer: plain(issuer) }).authorizeUrl(signIn);
    expect(url).toMatch(/^http:\/\/issuer/);
  });

  test('an issuer that has TLS gets no code at an address without it', async () => {
    await issueToken();
    const token_endpoint = plain(document.token_endpoint);
    responses.set(discoveryUrl, () => Response.json({ ...document, token_endpoint }));
    await expect(redeem()).rejects.toThrow(SignInRefused);
    expect(requests.map(({ url }) => url)).toEqual([discoveryUrl]);
  });
});

describe('signing out at the issuer', () => {
  test('names our page in the standard’s words and in Cognito’s', async () => {
    const url = new URL((await provider().signOutUrl()) ?? '');
    const signedOutUri = 'https://refer.example.org/signed-out';
    expect(url.origin + url.pathname).toBe(document.end_session_endpoint);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: clientId,
      logout_uri: signedOutUri,
      post_logout_redirect_uri: signedOutUri,
    });
  });

  test('is not offered where the issuer has none', async () => {
    const { end_session_endpoint: _, ...rest } = document;
    responses.set(discoveryUrl, () => Response.json(rest));
    expect(await provider().signOutUrl()).toBeUndefined();
  });
});
