/** Pages shown instead of another: after leaving quickly, for an old session, and for a request that is too large. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sessionCookie } from '#src/web/app/cookies.ts';
import { formToken } from '#src/web/app/session.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { document, mainText, makePages, type Pages, signInByIssuer, twoIssuers } from '#test/support/pages.ts';
import { sendRequest, type TestRequest } from '#test/support/send-request.ts';
import { makeTestSystem } from '#test/support/test-system.ts';
import { startDraft } from '#test/web/refer/support/answers.ts';
import { makeDom } from '#test/web/support/dom.ts';
import { markupFaults } from '#test/web/support/markup-faults.ts';

const tables = memoryTables();
let pages: Pages;
beforeAll(async () => {
  pages = makePages(await makeTestSystem(tables), pageRoutes('{}'));
});

const dom = makeDom();
async function faultsOf({ html }: { html: string }): Promise<string[]> {
  dom.show(html);
  return [...(await dom.faults()), ...(await markupFaults(html))];
}

const seen = async (path: string, init: TestRequest) => {
  const answer = await sendRequest(pages.app, `${pages.deps.pagesUrl}${path}`, init);
  return { status: answer.status, url: path, headers: answer.headers, html: await answer.text() };
};

test('after leaving quickly, Back shows a page that reveals nothing', async () => {
  const visitor = pages.visitor();
  await visitor.get('/exit');
  for (const path of ['/refer', '/status/EX-7K3M-9QTX', '/inbox']) {
    const left = await visitor.get(path);
    expect(left.status).toBe(401);
    const page = document(left);
    expect(page.title).toBe('This page is closed');
    expect(page.body.textContent).not.toMatch(/victim|crime|refer|support|authority/i);
    expect(await faultsOf(left)).toEqual([]);
    // Somebody who had to leave can come back.
    expect(page.querySelector('main a')?.getAttribute('href')).toBe(
      `/sign-in?${new URLSearchParams({ return: path })}`,
    );
  }
});

test('pages with two ways to sign in have no fault, and after leaving quickly there is one again', async () => {
  const two = makePages(await makeTestSystem(tables), pageRoutes('{}'), { issuers: twoIssuers });
  const visitor = two.visitor();
  expect(await faultsOf(await visitor.get('/team'))).toEqual([]);
  expect(await faultsOf(await visitor.get('/signed-out'))).toEqual([]);
  expect(await faultsOf(await signInByIssuer(visitor, 'example-authority', 'lee'))).toEqual([]);
  await visitor.get('/exit');
  const left = document(await visitor.get('/team'));
  expect(left.querySelectorAll('main a')).toHaveLength(1);
  expect(left.body.textContent).not.toMatch(/authority|hub/i);
});

test('a page that is not there names whom to ask, with the number and address of the area', async () => {
  const missing = await pages.visitor().get('/nowhere');
  const { email } = pages.deps.area.contact;
  expect(missing.status).toBe(404);
  expect(mainText(missing)).toContain(`call the victim hub on 0161 496 0001 or write to ${email}`);
  expect(document(missing).querySelector(`main a[href="mailto:${email}"]`)).not.toBeNull();
  expect(await faultsOf(missing)).toEqual([]);
});

describe('somebody signed in', () => {
  const cookie = 'a cookie';
  async function signedIn() {
    const { sessions, keys, now } = pages.deps;
    const at = now().toISOString();
    const session = {
      id: keys.keyedHash('session', cookie),
      user: 'one',
      party: 'example-hospital',
      issuer: 'common' as const,
    };
    await sessions.start({ ...session, startedAt: at, seenAt: at });
    return formToken(keys, { ...session, startedAt: at, seenAt: at });
  }
  const post = (path: string, fields: Record<string, string>) =>
    seen(path, {
      method: 'POST',
      headers: {
        cookie: `${sessionCookie}=${cookie}`,
        origin: new URL(pages.deps.pagesUrl).origin,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: String(new URLSearchParams(fields)),
    });

  test('after signing in again, an old page says that it is out of date, not that nobody is signed in', async () => {
    await signedIn();
    const refused = await post('/refer', { token: 'of an earlier session' });
    expect(refused.status).toBe(403);
    expect(mainText(refused)).toContain('This page is out of date');
    expect(mainText(refused)).not.toContain('You are not signed in');
    expect(document(refused).querySelector('main a.govuk-button')?.getAttribute('href')).toBe('/refer');
    expect(await faultsOf(refused)).toEqual([]);
  });

  test('a request that is too large says so, and stays signed in', async () => {
    const token = await signedIn();
    const draft = await startDraft(await pages.signIn('example-hospital', 'another'));
    const refused = await post(`${draft}/summary`, { token, summary: 'x'.repeat(120_000) });
    expect(refused.status).toBe(413);
    expect(mainText(refused)).toContain('That was too long');
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(await faultsOf(refused)).toEqual([]);
  });
});
