/**
 * The pages over a test system's tables, and a user without a browser: cookies, hidden
 * fields and redirects as a browser has them, no script.
 */

import { randomUUID } from 'node:crypto';
import { JSDOM } from 'jsdom';
import { openingStore } from '#src/store/openings.ts';
import { draftStore, sessionStore } from '#src/store/web.ts';
import type { Accounts } from '#src/usecases/ports/staff.ts';
import type { SignInIssuers, SignInProvider } from '#src/usecases/ports/web.ts';
import { pagesApp } from '#src/web/app/app.ts';
import { sessionCookie } from '#src/web/app/cookies.ts';
import type { AppDeps, PageRoute } from '#src/web/app/page.ts';
import type { ReferDeps, SignedInDeps, SignInDeps } from '#src/web/app/signed-in-deps.ts';
import { buildAssets } from '#src/web/assets/build-assets.ts';
import type { Site } from '#src/web/layout.ts';
import { en } from '#src/web/texts/en.ts';
import { exampleCellKey } from '#test/support/example-cell-key.ts';
import { sendRequest as askApp, type TestRequest } from '#test/support/send-request.ts';
import type { TestSystem } from '#test/support/test-system.ts';

/** A response as the user sees it, after redirects. */
export interface PageView {
  status: number;
  /** Path and query of the page that answered. */
  url: string;
  headers: Headers;
  html: string;
  /** What was sent, of a file that is no text. */
  bytes: Buffer;
}

/** By input; undefined omits a field that the form would send. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface Browser {
  /** The last page viewed. */
  readonly seen: PageView | undefined;
  /** The signed-in user's pseudonym. */
  readonly user: string;
  /** Id of the session signed in to; empty where there is none. */
  readonly session: string;
  get(path: string): Promise<PageView>;
  /** Posts these fields, with the hidden ones of the last page's form that posts to this path (else its first form). */
  post(path: string, fields?: Fields): Promise<PageView>;
  /**
   * Sends the last page's form that has a button or field of these names (else its first that posts) as a browser
   * does: with its current values, and these fields instead.
   */
  submit(fields?: Fields): Promise<PageView>;
  /** Forgets the session, like another computer. */
  forget(): void;
}

export interface Pages {
  app: ReturnType<typeof pagesApp>;
  deps: AppDeps & SignInDeps & Pick<ReferDeps, 'drafts'>;
  site: Site;
  /** Signs in for this party; each name is another user. */
  signIn(party: string, person?: string): Promise<Browser>;
  /** Nobody is signed in. */
  visitor(): Browser;
}

export const issuer = 'https://issuer.example.org';
/** Of the authority's people alone, where there is one. */
export const hubIssuer = 'https://hub.example.org';

/** The code "<party>/<subject>" identifies that user. */
const providerAt = (url: string): SignInProvider => ({
  authorizeUrl: async ({ state }) => `${url}/authorize?${new URLSearchParams({ state })}`,
  async redeem({ callback }) {
    const [party = '', subject = ''] = (callback.get('code') ?? '').split('/');
    return { party, subject };
  },
  signOutUrl: async () => `${url}/sign-out`,
});
const fakeProvider = providerAt(issuer);

/** As with two user pools: neither says by what somebody signed in, and the authority's own requires a second factor. */
export const twoIssuers = {
  common: { provider: fakeProvider, requiresSecondFactor: false },
  authority: { provider: providerAt(hubIssuer), requiresSecondFactor: true },
} satisfies SignInIssuers;

/** The only issuer, which demands a second factor and says nothing of it, with this in place of its own. */
export const issuerWith = (change: Partial<SignInProvider>): SignInIssuers => ({
  common: { provider: { ...fakeProvider, ...change }, requiresSecondFactor: true },
});

/** Signs in by the issuer, as whoever opens the sign-in page does. @returns what is seen then */
export async function signInByIssuer(browser: Browser, party: string, subject: string, query = ''): Promise<PageView> {
  const asked = await browser.get(`/sign-in${query}`);
  const state = new URL(asked.url).searchParams.get('state') ?? '';
  return browser.get(`/sign-in/callback?${new URLSearchParams({ state, code: `${party}/${subject}` })}`);
}

export function makePages(
  system: TestSystem,
  routes: readonly PageRoute[],
  options: { now?: () => Date; issuers?: SignInIssuers; accounts?: Accounts } = {},
): Pages {
  const assets = buildAssets();
  const issuers = options.issuers ?? { common: { provider: fakeProvider, requiresSecondFactor: true } };
  const site: Site = {
    authority: system.deps.area.authority,
    assets: assets.links,
    texts: en,
    stage: 'production',
    hasAuthorityIssuer: issuers.authority !== undefined,
  };
  const now = options.now ?? system.deps.now;
  const deps = {
    ...system.deps,
    now,
    sessions: sessionStore(system.client, system.tables.web),
    drafts: draftStore(system.client, system.tables.web),
    issuers,
    accounts: options.accounts,
  };
  const signedInDeps: SignedInDeps = {
    session: deps,
    openings: { ...deps, openings: openingStore(system.client, system.tables.web) },
    signIn: deps,
    refer: deps,
    sent: deps,
    inbox: deps,
    triage: deps,
    dashboard: { counters: system.deps.reader, cellKey: async () => exampleCellKey, cases: system.deps.cases },
    eMails: deps,
    team: deps,
  };
  const appDeps = { ...deps, signedInDeps: async () => signedInDeps };
  const app = pagesApp(routes, appDeps, site, assets);
  return {
    app,
    deps: appDeps,
    site,
    async signIn(party, person = `a person of ${party}`) {
      const cookie = randomUUID();
      const user = deps.keys.keyedHash('user', person);
      const at = now().toISOString();
      const id = deps.keys.keyedHash('session', cookie);
      await deps.sessions.start({ id, user, party, issuer: 'common', startedAt: at, seenAt: at });
      return makeBrowser(app, deps.pagesUrl, user, new Map([[sessionCookie, cookie]]), id);
    },
    visitor: () => makeBrowser(app, deps.pagesUrl, '', new Map()),
  };
}

export function makeBrowser(
  app: Pages['app'],
  base: string,
  user: string,
  cookies: Map<string, string>,
  session = '',
): Browser {
  const { origin } = new URL(base);
  let seen: PageView | undefined;

  async function ask(path: string, init: TestRequest = {}): Promise<PageView> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await askApp(app, `${origin}${path}`, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...rest] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (rest.some((part) => part.trim() === 'Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    }
    const to = response.headers.get('location');
    if (to?.startsWith('/')) return ask(to);
    const bytes = Buffer.from(await response.arrayBuffer());
    seen = { status: response.status, url: to ?? path, headers: response.headers, html: bytes.toString(), bytes };
    return seen;
  }

  function send(path: string, fields: URLSearchParams): Promise<PageView> {
    const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' };
    return ask(path, { method: 'POST', headers, body: String(fields) });
  }

  const forms = (): HTMLFormElement[] =>
    seen ? [...document(seen).querySelectorAll<HTMLFormElement>('form[method=post]')] : [];

  return {
    get seen() {
      return seen;
    },
    user,
    session,
    get: (path) => ask(path),
    post(path, fields = {}) {
      const all = forms();
      const form = all.find((one) => one.getAttribute('action') === path) ?? all[0];
      const hidden = [...(form?.querySelectorAll<HTMLInputElement>('input[type=hidden]') ?? [])];
      return send(path, entries(new URLSearchParams(hidden.map((one) => [one.name, one.value])), fields));
    },
    submit(fields = {}) {
      const all = forms();
      const has = (form: HTMLFormElement) => Object.keys(fields).some((name) => form.elements.namedItem(name) !== null);
      const form = all.find(has) ?? all[0];
      if (!form) throw new Error(`No form stands on ${seen?.url ?? 'any page'}`);
      const given = new URLSearchParams();
      for (const [name, value] of new window.FormData(form)) given.append(name, String(value));
      return send(form.getAttribute('action') ?? '', entries(given, fields));
    },
    forget: () => cookies.clear(),
  };
}

function entries(given: URLSearchParams, fields: Fields): URLSearchParams {
  for (const [name, value] of Object.entries(fields)) {
    given.delete(name);
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) given.append(name, one);
  }
  return given;
}

/** One for all pages, since creating it takes longer than parsing a page. */
const { window } = new JSDOM('');

let parsed: { html: string; document: Document } | undefined;

/** The page as a document. The last one is kept, since a test asks many things of one page. */
export function document({ html }: Pick<PageView, 'html'>): Document {
  if (parsed?.html !== html) parsed = { html, document: new window.DOMParser().parseFromString(html, 'text/html') };
  return parsed.document;
}

/** The text of a page's main element, with normalised spaces. */
export const mainText = (seen: Pick<PageView, 'html'>): string =>
  (document(seen).querySelector('main')?.textContent ?? '').replace(/\s+/g, ' ').trim();
