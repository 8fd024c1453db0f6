/** Signs in to the pages of the running system as a browser would, without one. */
import type { App, HttpResponse } from '#src/platform/http-message.ts';
import { type Browser, document, makeBrowser } from '#test/support/pages.ts';
import type { Run } from './run.ts';

/** Chooses a user of the party on the issuer's page, as a click does, and follows the redirect back. */
export async function signInToPages({ system }: Run, party: string): Promise<Browser> {
  const { url } = system.endpoints;
  const begun = await fetch(`${url}/sign-in`, { redirect: 'manual' });
  const [cookie = ''] = begun.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const at = cookie.indexOf('=');
  const choices = new URL(begun.headers.get('location') ?? '');
  const page = document({ html: await (await fetch(choices)).text() });
  const link = page.querySelector(`a[href$="person=${party}"]`)?.getAttribute('href');
  if (!link) throw new Error(`The sign-in page does not offer ${party}.`);
  const chosen = await fetch(new URL(link, choices), { redirect: 'manual' });
  const back = new URL(chosen.headers.get('location') ?? '');
  const browser = makeBrowser(over(url), url, '', new Map([[cookie.slice(0, at), cookie.slice(at + 1)]]));
  const seen = await browser.get(back.pathname + back.search);
  if (seen.status !== 200) throw new Error(`Signing in as ${party} led to ${seen.status} ${seen.url}`);
  return browser;
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
