/** Signing in and out, as a user sees it: one session each, a leaver who is out at once, and the issuer's own session. */
import { describe, expect, test } from 'vitest';
import type { Identity } from '#src/usecases/ports/web.ts';
import { exitUrl } from '#src/web/app/sign-in.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { partyId } from '#test/support/ids.ts';
import { document, issuer, mainText, makePages, signInByIssuer } from '#test/support/pages.ts';
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

describe('signing out', () => {
  test('ends the session here and goes on to the issuer’s at once', async () => {
    const browser = pages.visitor();
    await signInByIssuer(browser, 'general', 'ada');
    await browser.get('/sign-out');
    const left = await browser.submit();
    expect(left.url).toBe('/sign-out/account');
    expect(left.headers.get('refresh')).toBe(`0; url=${issuer}/sign-out`);
    expect(left.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(document(left).querySelector('main a')?.getAttribute('href')).toBe(`${issuer}/sign-out`);
    const out = await browser.get('/signed-out');
    expect(mainText(out)).toContain('You are signed out');
    expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect((await browser.get('/inbox')).status).toBe(401);
  });

  test('Exit goes by the issuer, whose way back leads elsewhere', async () => {
    const browser = pages.visitor();
    await signInByIssuer(browser, 'general', 'ada');
    expect((await browser.get('/exit')).url).toBe(`${issuer}/sign-out`);
    expect((await browser.get('/signed-out')).url).toBe(exitUrl);
    expect((await pages.visitor().get('/exit')).url).toBe(exitUrl);
  });

  test('Exit waits for no issuer that does not answer', async () => {
    const stuck = { ...pages.deps.provider, signOutUrl: () => new Promise<never>(() => undefined) };
    const other = makePages(system, pageRoutes('{}'), { provider: stuck });
    const browser = other.visitor();
    await signInByIssuer(browser, 'general', 'ada');
    expect((await browser.get('/exit')).url).toBe(exitUrl);
  });
});

test('a person’s roles narrow what they see, from the claim on', async () => {
  const identity: Identity = { party: 'example-authority', subject: 'max', roles: ['manager'] };
  const provider = { ...pages.deps.provider, redeem: async () => identity };
  const browser = makePages(system, pageRoutes('{}'), { provider }).visitor();
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
  const signInWith = async (party: string, hasSecondFactor: boolean | undefined) => {
    const identity: Identity = {
      party,
      subject: 'lee',
      ...(hasSecondFactor !== undefined && { hasSecondFactor }),
    };
    const provider = { ...pages.deps.provider, redeem: async () => identity };
    const browser = makePages(system, pageRoutes('{}'), { provider }).visitor();
    return { browser, seen: await signInByIssuer(browser, 'any', 'any') };
  };

  test('is asked of the authority’s people: with one factor they are not let in, and told what they need', async () => {
    const { browser, seen } = await signInWith('example-authority', false);
    expect(seen.status).toBe(403);
    expect(mainText(seen)).toContain('You need a second way to prove who you are');
    expect((await browser.get('/triage')).status).toBe(401);
    expect(await system.deps.staff.list(partyId('example-authority'))).toEqual([]);
    expect(system.lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ event: 'sign-in-refused', party: 'example-authority', reason: 'one-factor' }),
    );
  });

  test.each([
    ['example-authority', true],
    // An issuer that says nothing of it answers for it by itself.
    ['example-authority', undefined],
    ['general', false],
    ['example-hospital', false],
  ])('%s, %s: is let in', async (party, hasSecondFactor) => {
    const { browser, seen } = await signInWith(party, hasSecondFactor);
    expect(seen.status).toBe(200);
    expect((await browser.get('/sign-out')).status).toBe(200);
  });
});
