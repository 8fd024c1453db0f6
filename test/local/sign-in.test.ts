import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openIdProvider } from '#src/platform/openid.ts';
import { removeFolder, type SmallSystem, startSmallSystem } from './support/small-system.ts';

/** A year ahead: the pages' function checks the token by this clock. */
const now = Date.parse('2027-11-23T09:00:00Z');
const verifier = 'v'.repeat(64);
const ask = { state: 'state-1', nonce: 'nonce-1', verifier };

let mini: SmallSystem;
let clientId: string;
let redirectUri: string;
beforeAll(async () => {
  mini = await startSmallSystem({ now });
  clientId = mini.system.model.clients.find(({ party }) => party === 'web')?.clientId ?? '';
  redirectUri = `${mini.system.endpoints.url}/sign-in/callback`;
});
afterAll(async () => {
  await mini.stop();
  removeFolder(mini.dataDir);
});

const provider = () =>
  openIdProvider({
    issuer: mini.system.endpoints.issuer,
    clientId,
    scope: 'openid',
    redirectUri,
    signedOutUri: redirectUri,
  });

/** Chooses a party as a click does. @returns the address the browser is redirected to */
async function choose(party: string, change: Record<string, string> = {}): Promise<URL> {
  const url = new URL(await provider().authorizeUrl(ask));
  url.pathname = '/oauth2/authorize-as';
  for (const [name, value] of Object.entries({ person: party, ...change })) url.searchParams.set(name, value);
  const answer = await fetch(url, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? 'http://nowhere.example.org');
}

async function redeem(code: string | null, change: Record<string, string> = {}) {
  const answer = await fetch(mini.system.endpoints.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code: code ?? '',
      code_verifier: verifier,
      ...change,
    }),
  });
  return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(await answer.json()) };
}

describe('signing in to the pages', () => {
  test('offers every party of the register, and no name can break the page', async () => {
    const answer = await fetch(await provider().authorizeUrl(ask));
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain('>A person of Authority One</a> (authority)');
    expect(page).toContain('>A person of Police &lt;One&gt;</a> (police)');
    expect(page).toContain('>Morgan Example, manager only</a>');
    expect(page).toMatch(/href="\/oauth2\/authorize-as\?[^"]*state=state-1[^"]*"/);
  });

  test('fills in the authenticator’s code, and can leave it out; the token says which', async () => {
    const methodsOf = async (page: string) => {
      const link = /href="([^"]*person=authority-one)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
      const answer = await fetch(new URL(link ?? '', mini.system.endpoints.issuer), { redirect: 'manual' });
      const { body } = await redeem(new URL(answer.headers.get('location') ?? '').searchParams.get('code'));
      return decodeJwt(String(body['id_token']))['amr'];
    };
    const both = await (await fetch(await provider().authorizeUrl(ask))).text();
    expect(await methodsOf(both)).toEqual(['otp', 'mfa']);
    const leaveOut = /href="([^"]*)">Leave it out/.exec(both)?.[1]?.replaceAll('&amp;', '&');
    const one = await (await fetch(new URL(leaveOut ?? '', mini.system.endpoints.issuer))).text();
    expect(one).toContain('Fill it in');
    expect(await methodsOf(one)).toEqual(['otp']);
  });

  test('redirects back with a code that gives the party once', async () => {
    const back = await choose('authority-one');
    expect(back.origin + back.pathname).toBe(redirectUri);
    expect(back.searchParams.get('state')).toBe('state-1');
    const code = back.searchParams.get('code');
    const { status, body } = await redeem(code);
    expect(status).toBe(200);
    const { keys } = z
      .object({ keys: z.array(z.looseObject({ kty: z.string() })) })
      .parse(await (await fetch(`${mini.system.endpoints.issuer}/jwks`)).json());
    const { payload } = await jwtVerify(String(body['id_token']), createLocalJWKSet({ keys }), {
      issuer: mini.system.endpoints.issuer,
      audience: clientId,
      // The token is of some time after the start, and good for an hour.
      currentDate: new Date(now + 30 * 60_000),
    });
    expect(payload).toMatchObject({
      'custom:party': 'authority-one',
      nonce: 'nonce-1',
      sub: 'person-of-authority-one',
    });
    expect((await redeem(code)).status).toBe(400);
  });

  test('gives no token for the API', async () => {
    const { body } = await redeem((await choose('authority-one')).searchParams.get('code'));
    const answer = await fetch(`${mini.system.endpoints.url}/things/1`, {
      headers: { authorization: `Bearer ${body['access_token']}` },
    });
    expect(answer.status).toBe(401);
  });

  test.each<[string, Record<string, string>]>([
    ['another verifier', { code_verifier: 'w'.repeat(64) }],
    ['another way back', { redirect_uri: 'https://example.org/' }],
    ['a code that was never given', { code: 'made-up' }],
  ])('refuses a code with %s', async (_name, change) => {
    const code = (await choose('authority-one')).searchParams.get('code');
    expect((await redeem(code, change)).status).toBe(400);
  });

  test.each<[string, Record<string, string>]>([
    ['a way back that is not the client’s', { redirect_uri: 'https://example.org/steal' }],
    ['a client that is not the pages’', { client_id: 'somebody' }],
    ['no PKCE', { code_challenge_method: 'plain' }],
    ['a party that is not in the register', { person: 'nobody' }],
    ['a wrong code of the authenticator', { totp: 'none' }],
  ])('gives no code for %s', async (_name, change) => {
    expect((await choose('authority-one', change)).searchParams.get('code')).toBeNull();
  });

  test('the pages’ client cannot get a token by itself', async () => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId });
    const answer = await fetch(mini.system.endpoints.tokenUrl, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'unauthorized_client' });
  });

  test('endpoints.json lists systems, not the pages’ client', () => {
    expect(Object.keys(mini.system.endpoints.clients)).toEqual(['police-one', 'authority-one']);
  });
});
