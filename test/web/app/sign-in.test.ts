/** Signing in, as a user sees it: one session each, a leaver who is out at once, and by what somebody must prove who they are. */
import { describe, expect, test } from 'vitest';
import { type Identity, type SignInIssuer, SignInRefused } from '#src/usecases/ports/web.ts';
import { signInCookie } from '#src/web/app/cookies.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { partyId } from '#test/support/ids.ts';
import {
  document,
  hubIssuer,
  issuer,
  issuerWith,
  mainText,
  makeBrowser,
  makePages,
  signInByIssuer,
  twoIssuers,
} from '#test/support/pages.ts';
import { pages, setUpPagesForEachTest, system } from '../support/setup-pages.ts';

setUpPagesForEachTest();
const userOf = (subject: string) => system.deps.keys.keyedHash('user', subject);

test('a first visit is not told that it was signed out', async () => {
  const seen = await pages.visitor().get('/inbox');
  expect(seen.status).toBe(401);
  expect(mainText(seen)).not.toMatch(/signed out|did nothing/);
});

describe('one person has one session', () => {
  test('a sign-in ends the last, which is told so', async () => {
    const [first, second] = [pages.visitor(), pages.visitor()];
    expect((await signInByIssuer(first, 'general', 'ada')).url).toBe('/inbox');
    expect((await signInByIssuer(second, 'general', 'ada')).url).toBe('/inbox');
    const ended = await first.get('/inbox');
    expect(ended.status).toBe(401);
    expect(mainText(ended)).toContain('You signed in somewhere else');
    expect((await second.get('/inbox')).status).toBe(200);
  });

  test('two people of one party do not end each other’s', async () => {
    const [first, second] = [pages.visitor(), pages.visitor()];
    await signInByIssuer(first, 'general', 'ada');
    await signInByIssuer(second, 'general', 'bo');
    expect((await first.get('/inbox')).status).toBe(200);
  });
});

test('a person’s roles narrow what they see, from the claim on', async () => {
  const identity: Identity = { party: 'example-authority', subject: 'max', roles: ['manager'] };
  const issuers = issuerWith({ redeem: async () => identity });
  const browser = makePages(system, pageRoutes('{}'), { issuers }).visitor();
  expect((await signInByIssuer(browser, 'any', 'any')).url).toBe('/dashboard');
  expect((await browser.get('/triage')).status).toBe(403);
  const menu = [...document(await browser.get('/dashboard')).querySelectorAll('nav a')].map((a) =>
    a.getAttribute('href'),
  );
  expect(menu).not.toContain('/triage');
});

test('a page that somebody may not open is logged, by ids alone', async () => {
  const browser = pages.visitor();
  await signInByIssuer(browser, 'general', 'ada');
  expect((await browser.get('/triage')).status).toBe(403);
  expect(JSON.parse(system.lines.at(-1) ?? '')).toMatchObject({
    ...{ event: 'page-refused', route: '/triage', party: 'general', user: userOf('ada') },
  });
});

test('the log says who came and went, by ids alone', async () => {
  const browser = pages.visitor();
  await signInByIssuer(browser, 'general', 'ada');
  await browser.get('/exit');
  const lines = system.lines.map((line) => JSON.parse(line));
  const user = userOf('ada');
  expect(lines).toMatchObject([
    { event: 'signed-in', party: 'general', user },
    { event: 'signed-out', party: 'general', user },
  ]);
  await pages.visitor().get('/sign-in/callback?state=x&code=general/ada');
  expect(system.lines.at(-1)).toContain('sign-in-refused');
  expect(system.lines.join()).not.toMatch(/"ada|ada"/);
});

describe('a second factor', () => {
  /** @param requiresSecondFactor whether the issuer does, which is the only one */
  const signInWith = async (party: string, hasSecondFactor: boolean | undefined, requiresSecondFactor: boolean) => {
    const identity: Identity = {
      party,
      subject: 'lee',
      ...(hasSecondFactor !== undefined && { hasSecondFactor }),
    };
    const { provider } = issuerWith({ redeem: async () => identity }).common;
    const issuers = { common: { provider, requiresSecondFactor } };
    const browser = makePages(system, pageRoutes('{}'), { issuers }).visitor();
    return { browser, seen: await signInByIssuer(browser, 'any', 'any') };
  };

  test.each([
    ['names one alone, whatever the issuer requires', false, true, 'one-factor'],
    ['names one alone', false, false, 'one-factor'],
    ['says nothing of it, of an issuer that requires none', undefined, false, 'factors-not-said'],
  ])('is asked of the authority’s people: not let in where their token %s', async (_, says, requires, reason) => {
    const { browser, seen } = await signInWith('example-authority', says, requires);
    expect(seen.status).toBe(403);
    expect(mainText(seen)).toContain('You need a second way to prove who you are');
    expect((await browser.get('/triage')).status).toBe(401);
    expect(await system.deps.staff.list(partyId('example-authority'))).toEqual([]);
    expect(system.lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ event: 'sign-in-refused', party: 'example-authority', reason }),
    );
  });

  test.each([
    ['example-authority', true, false],
    ['example-authority', true, true],
    ['example-authority', undefined, true],
    ['general', false, false],
    ['general', undefined, false],
    ['example-hospital', false, true],
  ])('%s, %s, of an issuer that requires it: %s: is let in', async (party, says, requires) => {
    const { browser, seen } = await signInWith(party, says, requires);
    expect(seen.status).toBe(200);
    expect((await browser.get('/sign-out')).status).toBe(200);
  });
});

describe('where the authority’s people have an issuer of their own', () => {
  const open = () => makePages(system, pageRoutes('{}'), { issuers: twoIssuers });
  const issuerOf = async (path: string) => new URL((await open().visitor().get(path)).url).origin;

  test.each([
    ['/sign-in', issuer],
    ['/sign-in?return=/inbox', issuer],
    ['/sign-in?return=/refer', issuer],
    // Anybody's.
    ['/sign-in?return=/team', issuer],
    ['/sign-in?return=/status/EX-2222-2222', issuer],
    ['/sign-in?return=/nowhere', issuer],
    ['/sign-in?return=/triage', hubIssuer],
    [`/sign-in?return=/triage/${'a'.repeat(26)}/disclosures`, hubIssuer],
    [`/sign-in?return=${encodeURIComponent('/dashboard?interval=year')}`, hubIssuer],
    ['/sign-in?return=/team&issuer=authority', hubIssuer],
    ['/sign-in?issuer=nobody', issuer],
  ])('%s leads to %s', async (path, url) => {
    expect(await issuerOf(path)).toBe(url);
  });

  test.each([
    ['/inbox', ['/sign-in?return=%2Finbox']],
    ['/triage', ['/sign-in?return=%2Ftriage']],
    ['/team', ['/sign-in?return=%2Fteam', '/sign-in?return=%2Fteam&issuer=authority']],
  ])('%s, which nobody has signed in for, shows the ways in for those who may open it', async (path, hrefs) => {
    const seen = await open().visitor().get(path);
    expect([...document(seen).querySelectorAll('main a')].map((a) => a.getAttribute('href'))).toEqual(hrefs);
    const words = `Sign in for ${system.deps.area.authority} or its victim hub`;
    expect(mainText(seen).includes(words)).toBe(hrefs.length > 1);
  });

  test('somebody of the authority comes in by it, and back to where they were going', async () => {
    const browser = open().visitor();
    expect((await signInByIssuer(browser, 'example-authority', 'lee', '?return=/dashboard')).url).toBe('/dashboard');
  });

  test('by the other one they do not, and are led to their own', async () => {
    const seen = await signInByIssuer(open().visitor(), 'example-authority', 'lee');
    expect(seen.status).toBe(403);
    expect(mainText(seen)).toContain('They have a sign-in page of their own');
    expect(document(seen).querySelector('main a')?.getAttribute('href')).toBe('/sign-in?issuer=authority');
  });

  test('nobody else comes in by it', async () => {
    const seen = await signInByIssuer(open().visitor(), 'general', 'ada', '?issuer=authority');
    expect(seen.status).toBe(403);
    expect(JSON.parse(system.lines.at(-1) ?? '')).toMatchObject({
      ...{ event: 'sign-in-refused', party: 'general', reason: 'other-issuer' },
    });
  });

  test.each([
    ['?issuer=authority', 'redeemed at hub'],
    ['', 'redeemed at common'],
  ])('a code is redeemed where the sign-in%s began, whoever says otherwise', async (query, expected) => {
    const seen: string[] = [];
    const watched = (name: 'common' | 'authority', said: string): SignInIssuer => ({
      ...twoIssuers[name],
      provider: {
        ...twoIssuers[name].provider,
        async redeem() {
          seen.push(said);
          throw new SignInRefused('a code of another issuer');
        },
      },
    });
    const issuers = {
      common: watched('common', 'redeemed at common'),
      authority: watched('authority', 'redeemed at hub'),
    };
    const browser = makePages(system, pageRoutes('{}'), { issuers }).visitor();
    const { url } = await browser.get(`/sign-in${query}`);
    const state = new URL(url).searchParams.get('state') ?? '';
    const other = query === '' ? 'authority' : 'common';
    const refused = await browser.get(
      `/sign-in/callback?${new URLSearchParams({ state, code: 'a/b', issuer: other })}`,
    );
    expect(refused.status).toBe(400);
    expect(seen).toEqual([expected]);
    expect((await browser.get('/inbox')).status).toBe(401);
  });

  test('a sign-in that began at an issuer which is there no more is refused', async () => {
    const browser = open().visitor();
    const state = new URL((await browser.get('/sign-in?issuer=authority')).url).searchParams.get('state') ?? '';
    const begun = await pages.deps.sessions.takeSignIn(system.deps.keys.keyedHash('sign-in', state));
    if (!begun) throw new Error('no sign-in has begun');
    await pages.deps.sessions.beginSignIn(begun);
    const after = makeBrowser(pages.app, pages.deps.pagesUrl, '', new Map([[signInCookie, state]]));
    const seen = await after.get(`/sign-in/callback?${new URLSearchParams({ state, code: 'example-authority/lee' })}`);
    expect(seen.status).toBe(400);
  });
});
