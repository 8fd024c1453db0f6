/** Signing out and Exit, as a user sees them: the session ends here, and at the issuer with which it began. */
import { describe, expect, test } from 'vitest';
import { exitUrl } from '#src/web/app/sign-out.ts';
import { pageRoutes } from '#src/web/routes.ts';
import {
  document,
  hubIssuer,
  issuer,
  issuerWith,
  mainText,
  makePages,
  signInByIssuer,
  twoIssuers,
} from '#test/support/pages.ts';
import { pages, setUpPagesForEachTest, system } from '../support/setup-pages.ts';

setUpPagesForEachTest();

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
    const issuers = issuerWith({ signOutUrl: () => new Promise<never>(() => undefined) });
    const browser = makePages(system, pageRoutes('{}'), { issuers }).visitor();
    await signInByIssuer(browser, 'general', 'ada');
    expect((await browser.get('/exit')).url).toBe(exitUrl);
  });
});

describe('where the authority’s people have an issuer of their own', () => {
  const signInAt = async (party: string, issuer: string) => {
    const browser = makePages(system, pageRoutes('{}'), { issuers: twoIssuers }).visitor();
    await signInByIssuer(browser, party, 'ada', `?issuer=${issuer}`);
    return browser;
  };

  test.each([
    ['general', 'common', issuer],
    ['example-authority', 'authority', hubIssuer],
  ])('%s signs out of the issuer with which they signed in', async (party, name, url) => {
    const browser = await signInAt(party, name);
    await browser.get('/sign-out');
    expect((await browser.submit()).headers.get('refresh')).toBe(`0; url=${url}/sign-out`);
  });

  test.each([
    ['general', 'common', issuer],
    ['example-authority', 'authority', hubIssuer],
  ])('%s leaves it by Exit', async (party, name, url) => {
    const browser = await signInAt(party, name);
    expect((await browser.get('/exit')).url).toBe(`${url}/sign-out`);
  });

  test('who is signed out sees both ways in', async () => {
    const { visitor } = makePages(system, pageRoutes('{}'), { issuers: twoIssuers });
    const out = document(await visitor().get('/signed-out'));
    const links = [...out.querySelectorAll('main a')].map((a) => a.getAttribute('href'));
    expect(links).toEqual(['/sign-in', '/sign-in?issuer=authority']);
  });

  test('an issuer that the deployment has no more is not asked', async () => {
    expect((await pages.visitor().get('/sign-out/account?issuer=authority')).url).toBe('/signed-out');
  });
});
