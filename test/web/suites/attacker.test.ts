/** A walk through the pages as an attacker: with a copied cookie, beside a second session, and as a leaver. */
import { beforeEach, expect, test } from 'vitest';
import { type HandOffId, handOffId } from '#src/domain/ids.ts';
import { removeColleague } from '#src/usecases/staff/team.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { type Browser, mainText, makeBrowser, makePages, type Pages, signInByIssuer } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages as allPages, setUpPagesForEachTest, system } from '../support/setup-pages.ts';

setUpPagesForEachTest();

const party = partyId('general');
let pages: Pages;
let id: HandOffId;
let reference: string;
beforeEach(async () => {
  pages = allPages;
  const created = await submitAndDispatch(system.deps, police, submission({ crimeReference: '06AB/8000001/26' }));
  id = handOffId(created.id, 1);
  reference = created.reference;
});

/** A browser whose cookies can be copied. */
function computer(cookies = new Map<string, string>()) {
  const browser = makeBrowser(pages.app, pages.deps.pagesUrl, '', cookies);
  /** What a thief has of it now. */
  const steal = (): Browser => makeBrowser(pages.app, pages.deps.pagesUrl, '', new Map(cookies));
  return { browser, steal };
}

async function signIn(browser: Browser, subject: string): Promise<number> {
  return (await signInByIssuer(browser, party, subject)).status;
}

/** Everything that is worth trying: nothing is shown, done, or kept for later. */
async function expectShutOut(thief: Browser): Promise<void> {
  for (const path of ['/inbox', `/inbox/${id}`, '/inbox/find', '/e-mails', '/stay-signed-in', '/inbox']) {
    const seen = await thief.get(path);
    expect(seen.status, path).toBe(401);
    expect(seen.html, path).not.toContain(reference);
  }
  expect((await thief.post(`/inbox/${id}/open`)).status).toBe(401);
  expect((await thief.post(`/inbox/${id}/report`, { status: 'accepted' })).status).toBe(401);
  expect((await system.deps.cases.readHandOff(id))?.status).toBe('queued');
}

test('a copied cookie is worth nothing once its person signed out, also by Exit', async () => {
  for (const way of ['sign-out', 'exit'] as const) {
    const { browser, steal } = computer();
    await signIn(browser, 'ada');
    const thief = steal();
    expect((await thief.get('/inbox')).html).toContain(reference);
    await browser.get(`/${way}`);
    if (way === 'sign-out') await browser.submit();
    await expectShutOut(thief);
  }
});

test('a copied cookie ends with the next sign-in, and the form that it had open does nothing', async () => {
  const { browser, steal } = computer();
  await signIn(browser, 'ada');
  const thief = steal();
  await thief.get(`/inbox/${id}`);
  const elsewhere = computer();
  await signIn(elsewhere.browser, 'ada');
  const posted = await thief.post(`/inbox/${id}/open`);
  expect([posted.status, mainText(posted)]).toEqual([401, expect.stringContaining('You signed in somewhere else')]);
  await expectShutOut(thief);
  expect((await elsewhere.browser.get('/inbox')).html).toContain(reference);
});

test('a leaver is out with the next click, with every cookie they had, and cannot come back', async () => {
  const { browser, steal } = computer();
  await signIn(browser, 'ada');
  const copy = steal();
  const user = system.deps.keys.keyedHash('user', 'ada');
  await removeColleague({ ...system.deps, accounts: undefined }, { party, user: 'an administrator' }, user);
  for (const leaver of [browser, copy]) await expectShutOut(leaver);
  const again = computer();
  expect(await signIn(again.browser, 'ada')).toBe(403);
  expect((await again.browser.get('/inbox')).status).toBe(401);
});

test('whose account was closed at the issuer alone is out within a minute', async () => {
  let isOpen = true;
  const accounts = { isOpen: async () => isOpen } as never;
  pages = makePages(system, pageRoutes('{}'), { accounts });
  const { browser, steal } = computer();
  await signIn(browser, 'ada');
  const copy = steal();
  isOpen = false;
  system.clock.now = new Date(system.clock.now.getTime() + 60_000);
  for (const leaver of [browser, copy]) await expectShutOut(leaver);
});
