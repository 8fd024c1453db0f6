/** Signs in to the pages of the running system as a browser would, without one. */
import type { App, HttpResponse } from '#src/platform/http-message.ts';
import { type Browser, document, makeBrowser } from '#test/support/pages.ts';
import type { Run } from './run.ts';

export interface BegunSignIn {
  browser: Browser;
  /** The issuer's page, on which one chooses whom to be. */
  choices: URL;
}

/** @param path asks to sign in, with the page to return to */
export async function beginSignIn({ system }: Run, path = '/sign-in'): Promise<BegunSignIn> {
  const { url } = system.endpoints;
  const browser = makeBrowser(over(url), url, '', new Map());
  return { browser, choices: new URL((await browser.get(path)).url) };
}

/** Chooses a user of the party, as a click does. @returns the path at which the issuer sends them back, with its answer */
export async function choosePerson({ choices }: BegunSignIn, party: string, factors: 1 | 2 = 2): Promise<string> {
  const asked = new URL(choices);
  if (factors === 1) asked.searchParams.set('without', 'totp');
  const page = document({ html: await (await fetch(asked)).text() });
  const link = page.querySelector(`a[href$="person=${party}"]`)?.getAttribute('href');
  if (!link) throw new Error(`The sign-in page does not offer ${party}.`);
  const chosen = await fetch(new URL(link, choices), { redirect: 'manual' });
  const { pathname, search } = new URL(chosen.headers.get('location') ?? '');
  return pathname + search;
}

export async function signInToPages(run: Run, party: string): Promise<Browser> {
  const begun = await beginSignIn(run);
  const seen = await begun.browser.get(await choosePerson(begun, party));
  if (seen.status !== 200) throw new Error(`Signing in as ${party} led to ${seen.status} ${seen.url}`);
  return begun.browser;
}

/** The running system as an app, for the browser used with apps in memory. */
const over =
  (url: string): App =>
  async ({ method, path, query, headers, body }): Promise<HttpResponse> => {
    const address = `${url}${path}${query.size > 0 ? `?${query}` : ''}`;
    const sent = method === 'GET' ? {} : { body: new Uint8Array(body) };
    const headerPairs = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    const answer = await fetch(address, {
      method,
      headers: Object.fromEntries(headerPairs),
      redirect: 'manual',
      ...sent,
    });
    return {
      status: answer.status,
      headers: Object.fromEntries([...answer.headers].filter(([name]) => name !== 'set-cookie')),
      cookies: answer.headers.getSetCookie(),
      body: await answer.text(),
    };
  };
