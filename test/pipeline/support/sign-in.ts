/** Somebody at the pages of the running system, signed in as a browser would be, without one. */
import type { App, HttpResponse } from '#src/platform/http-message.ts';
import { type Browser, makeBrowser } from '#test/support/pages.ts';
import type { Run } from './run.ts';

/** Chooses to be a person of the party at the issuer's page, and comes back from it. */
export async function signInToPages({ system }: Run, party: string): Promise<Browser> {
  const { url } = system.endpoints;
  const begun = await fetch(`${url}/sign-in`, { redirect: 'manual' });
  const [cookie = ''] = begun.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const at = cookie.indexOf('=');
  const issuer = new URL(begun.headers.get('location') ?? '');
  issuer.pathname = '/oauth2/authorize-as';
  issuer.searchParams.set('person', party);
  const chosen = await fetch(issuer, { redirect: 'manual' });
  const back = new URL(chosen.headers.get('location') ?? '');
  const browser = makeBrowser(over(url), url, '', new Map([[cookie.slice(0, at), cookie.slice(at + 1)]]));
  const seen = await browser.get(back.pathname + back.search);
  if (seen.status !== 200) throw new Error(`Signing in as ${party} led to ${seen.status} ${seen.url}`);
  return browser;
}

/** The running system as an app, so that the same browser looks at it as at one in memory. */
const over =
  (url: string): App =>
  async ({ method, path, query, headers, body }): Promise<HttpResponse> => {
    const address = `${url}${path}${query.size > 0 ? `?${query}` : ''}`;
    const sent = method === 'GET' ? {} : { body: new Uint8Array(body) };
    const told = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    const answer = await fetch(address, { method, headers: Object.fromEntries(told), redirect: 'manual', ...sent });
    return {
      status: answer.status,
      headers: Object.fromEntries([...answer.headers].filter(([name]) => name !== 'set-cookie')),
      cookies: answer.headers.getSetCookie(),
      body: await answer.text(),
    };
  };
