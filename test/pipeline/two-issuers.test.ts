/**
 * The authority's people sign in at an issuer of their own, which says nothing of factors: the running pages with a second local issuer
 * beside the first, as with two user pools.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSavedValues } from '#local/data-folder/saved-values.ts';
import { type Issuer, startIssuer } from '#local/emulators/issuer.ts';
import { findFreePort } from '#local/emulators/ports.ts';
import { startUserPool, type UserPool } from '#local/emulators/user-pool.ts';
import { type SynthesisedStack, synthesise } from '#local/synth/synthesise.ts';
import { projectRoot } from '#local/system.ts';
import { document, mainText } from '#test/support/pages.ts';
import { area, authority, charity, type Run, startRun } from './support/run.ts';
import { beginSignIn, choosePerson } from './support/sign-in.ts';

const clientId = 'hub-web';
const folder = mkdtempSync(path.join(tmpdir(), 'victim-referral-intake-issuer-'));
let run: Run;
let hub: Issuer;
let pool: UserPool;

beforeAll(async () => {
  const savedValues = openSavedValues(path.join(folder, 'saved.json'));
  const shiftMs = () => run.system.clock.shiftMs();
  pool = await startUserPool({ port: await findFreePort(undefined), savedValues });
  hub = await startIssuer({ port: await findFreePort(undefined), savedValues, pool, shiftMs, saysMethods: false });
  run = await startRun({ synthesised: withHub(await synthesise(projectRoot, area), hub.url) });
  const client = { clientId, clientSecret: undefined, flows: ['code'], scopes: ['openid'], party: clientId };
  const callbackUrls = [`${run.system.endpoints.url}/sign-in/callback`];
  hub.register([{ ...client, callbackUrls }], [{ id: authority, name: 'Authority', kind: 'authority' }]);
});
afterAll(async () => {
  await Promise.all([run.stop(), hub.stop(), pool.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** The stack, whose pages know a second issuer too. Its accounts are in the one local pool, which the pages may use. */
function withHub({ template, ...rest }: SynthesisedStack, issuer: string): SynthesisedStack {
  const userPool = Object.keys(template.Resources).find(
    (id) => template.Resources[id]?.Type === 'AWS::Cognito::UserPool',
  );
  const [before, after] = JSON.stringify({ issuer, clientId, userPoolId: '|' }).split('|');
  const AUTHORITY_SIGN_IN = { 'Fn::Join': ['', [before, { Ref: userPool }, after]] };
  const entries = Object.entries(template.Resources).map(([id, resource]) => {
    if (resource.Metadata?.['victim-referral-intake:function'] !== 'web') return [id, resource] as const;
    const { Variables } = Object(resource.Properties?.['Environment']);
    const Environment = { Variables: { ...Variables, AUTHORITY_SIGN_IN } };
    return [id, { ...resource, Properties: { ...resource.Properties, Environment } }] as const;
  });
  return { ...rest, template: { ...template, Resources: Object.fromEntries(entries) } };
}

/** Signs in from this path, with as many factors as the issuer is told of. */
async function signIn(from: string, party: string, factors: 1 | 2 = 2) {
  const begun = await beginSignIn(run, from);
  return { ...begun, seen: await begun.browser.get(await choosePerson(begun, party, factors)) };
}

describe('somebody of the authority', () => {
  test('is led to it from its pages, comes in though the token says nothing, and signs out there', async () => {
    const { browser, choices, seen } = await signIn('/sign-in?return=/triage', authority);
    expect([choices.origin, seen.status, seen.url]).toEqual([hub.url, 200, '/triage']);
    await browser.get('/sign-out');
    const to = new URL((await browser.submit()).headers.get('refresh')?.replace('0; url=', '') ?? '');
    expect([to.origin, to.searchParams.get('client_id')]).toEqual([hub.url, clientId]);
  });

  test('is still in when the pages look at their account, which is in the pool of that issuer', async () => {
    const { browser } = await signIn('/sign-in?issuer=authority', authority);
    const now = new Date(run.system.clock.now() + 61_000).toISOString();
    expect((await run.client.call(undefined, 'POST', '/local/clock', { now })).status).toBe(200);
    expect((await browser.get('/triage')).status).toBe(200);
  });

  test('comes in at the issuer of everybody with two factors that its token names, and not with one', async () => {
    const { choices, seen } = await signIn('/sign-in', authority);
    expect([choices.origin, seen.status]).toEqual([run.system.endpoints.issuer, 200]);
    const refused = (await signIn('/sign-in', authority, 1)).seen;
    expect(refused.status).toBe(403);
    expect(document(refused).querySelector('main a')?.getAttribute('href')).toBe('/sign-in?issuer=authority');
  });
});

test('everybody else signs in where they did, by one factor, and signs out there', async () => {
  const { browser, choices, seen } = await signIn('/sign-in?return=/refer', charity, 1);
  expect([choices.origin, seen.status, seen.url]).toEqual([run.system.endpoints.issuer, 200, '/refer']);
  await browser.get('/sign-out');
  expect((await browser.submit()).headers.get('refresh')).toContain(run.system.endpoints.issuer);
});

test('a code of the one issuer is worth nothing to a sign-in that began at the other', async () => {
  const [common, own] = [await beginSignIn(run), await beginSignIn(run, '/sign-in?issuer=authority')];
  const given = new URL(await choosePerson(common, authority), run.system.endpoints.url).searchParams.get('code') ?? '';
  const mixed = new URLSearchParams({ code: given, state: own.choices.searchParams.get('state') ?? '' });
  const seen = await own.browser.get(`/sign-in/callback?${mixed}`);
  expect(seen.status).toBe(400);
  expect(mainText(seen)).toContain('You could not be signed in');
  expect((await own.browser.get('/triage')).status).toBe(401);
});
