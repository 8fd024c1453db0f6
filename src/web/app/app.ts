/** The app that serves the pages: checks access, refuses forged posts and maps errors to pages. */
import { findRoute } from '#src/contracts/match.ts';
import type { App, Asked, Reply } from '#src/platform/exchange.ts';
import { errorFields } from '#src/usecases/log-port.ts';
import { Unavailable } from '#src/usecases/ports.ts';
import { assetHeaders, assets, type PageAssets } from '../assets/assets.ts';
import type { Values } from '../form/errors.ts';
import { privateHeaders, securityHeaders } from '../headers.ts';
import { layout, type Page, type Site } from '../layout.ts';
import { leftCookie, readCookie, sessionCookie } from './cookies.ts';
import { homes, navigationFor } from './navigation.ts';
import type { Extra, PageCall, PageDeps, PageRoute, Setting, Viewer } from './page.ts';
import { outOfDatePage, problemPage, signedOutPage } from './problem-pages.ts';
import { expiresAt, formToken, viewerOf } from './session.ts';

/** Name of the hidden input with the CSRF token. */
const tokenField = 'token';
/** Far more than the longest form needs: a narrative is limited to 2,000 characters. */
const mostBytes = 100 * 1024;

export function pagesApp(routes: readonly PageRoute[], setting: Setting, site: Site, made: PageAssets): App {
  const files = assets(made);
  return async (asked) => {
    const file = asked.method === 'GET' || asked.method === 'HEAD' ? files.get(asked.path) : undefined;
    const reply = file
      ? { status: 200, headers: { ...assetHeaders, 'content-type': file.type }, body: file.body }
      : await answer(asked, routes, setting, site);
    return { ...reply, headers: { ...reply.headers, ...securityHeaders } };
  };
}

async function answer(asked: Asked, routes: readonly PageRoute[], setting: Setting, site: Site): Promise<Reply> {
  const found = findRoute(routes, asked.method, asked.path);
  try {
    return 'route' in found
      ? await answerRoute(asked, found, setting, site)
      : await nothingHere(asked, found.methods, routes, setting, site);
  } catch (error) {
    const passing = error instanceof Unavailable;
    const fields = { route: 'route' in found ? found.route.path : 'none', ...errorFields(error) };
    if (passing) setting.log.warn('dependency-unavailable', fields);
    else setting.log.error('request-failed', fields);
    return respond(site, undefined, problemPage(site, 'unavailable'), passing ? 503 : 500);
  }
}

/** The viewer behind the session cookie, with the dependencies of signed-in pages. */
interface SignedIn {
  viewer: Viewer;
  deps: PageDeps;
}

async function whoAsks(asked: Asked, { whole }: Setting, now: Date): Promise<SignedIn | undefined> {
  const cookie = readCookie(asked.headers.cookie, sessionCookie);
  if (cookie === undefined) return undefined;
  const deps = await whole();
  const viewer = await viewerOf(deps, cookie, now);
  return viewer && { viewer, deps };
}

/**
 * A path that only accepts POST lies below the page with its form. A GET of it, such as a reload after an error, is
 * redirected to that page; any other unsupported method gets a 405, an unknown path a 404.
 */
async function nothingHere(
  asked: Asked,
  methods: readonly string[],
  routes: readonly PageRoute[],
  setting: Setting,
  site: Site,
): Promise<Reply> {
  const above = asked.path.slice(0, asked.path.lastIndexOf('/'));
  if (methods.includes('POST') && asked.method !== 'POST' && 'route' in findRoute(routes, asked.method, above)) {
    return leadTo(above);
  }
  const signedIn = await whoAsks(asked, setting, setting.now());
  const page = problemPage(site, 'notFound');
  return methods.length > 0
    ? respond(site, signedIn?.viewer, page, 405, { headers: { allow: methods.join(', ') } })
    : respond(site, signedIn?.viewer, page, 404);
}

async function answerRoute(
  asked: Asked,
  { route, variables }: { route: PageRoute; variables: Record<string, string> },
  setting: Setting,
  site: Site,
): Promise<Reply> {
  const now = setting.now();
  const signedIn = await whoAsks(asked, setting, now);
  if (route.who !== 'anyone' && !signedIn) {
    const left = readCookie(asked.headers.cookie, leftCookie) !== undefined;
    const page = signedOutPage(site, route.method === 'GET' ? relative(asked) : undefined, left);
    return respond(site, undefined, page, 401);
  }
  const token = signedIn && formToken(signedIn.deps.keys, signedIn.viewer.session);
  if (asked.body.byteLength > mostBytes) return respond(site, signedIn?.viewer, problemPage(site, 'tooLong'), 413);
  const form = route.method === 'POST' ? readForm(asked) : { values: {}, token: undefined };
  if (route.method === 'POST' && !isOurs(asked, setting.publicUrl, form.token, token)) {
    setting.log.warn('forged-post', { route: route.path });
    return respond(site, signedIn?.viewer, outOfDatePage(site, signedIn && homes[signedIn.viewer.party.kind]), 403);
  }
  const given = {
    area: setting.area,
    site,
    now,
    viewer: signedIn?.viewer,
    token,
    form: form.values,
    params: variables,
  };
  const call = pageCall(asked, given);
  if (route.who === 'anyone')
    return route.handle({ ...call, whole: setting.whole, ...(signedIn && { viewer: signedIn.viewer }) });
  if (!signedIn || !route.who.includes(signedIn.viewer.party.kind))
    return respond(site, signedIn?.viewer, problemPage(site, 'forbidden'), 403);
  return route.handle({ ...call, ...signedIn });
}

interface Given {
  area: PageCall['area'];
  site: Site;
  now: Date;
  viewer: Viewer | undefined;
  /** The CSRF token that a form must send back. */
  token: string | undefined;
  form: Values;
  params: Record<string, string>;
}

function pageCall(asked: Asked, { area, site, now, viewer, token, form, params }: Given): PageCall {
  return {
    area,
    site,
    now,
    params,
    query: asked.query,
    form,
    url: relative(asked),
    cookie: (name) => readCookie(asked.headers.cookie, name),
    post: (action, hidden = {}) => ({ action, hidden: { ...hidden, ...(token && { [tokenField]: token }) } }),
    page: (page, status = 200, extra = {}) => respond(site, viewer, page, status, extra, asked.path),
    redirect: leadTo,
    notFound: () => respond(site, viewer, problemPage(site, 'notFound'), 404),
  };
}

const leadTo = (path: string, { headers, cookies = [] }: Extra = {}): Reply => ({
  status: 303,
  headers: { ...headers, location: path, 'cache-control': 'no-store' },
  cookies,
});

function respond(
  site: Site,
  viewer: Viewer | undefined,
  page: Page,
  status: number,
  { headers, cookies = [] }: Extra = {},
  at = '',
): Reply {
  const around = viewer
    ? {
        navigation: navigationFor(viewer.party.kind, site.texts, at),
        session: { expiresAt: new Date(expiresAt(viewer.session)) },
      }
    : {};
  return {
    status,
    headers: { ...privateHeaders, ...headers, 'content-type': 'text/html; charset=utf-8' },
    cookies,
    body: String(layout(site, { ...around, ...page })),
  };
}

/**
 * Whether a post comes from our own origin and, if someone is signed in, carries their session's CSRF token.
 * @param expected undefined if nobody is signed in
 */
function isOurs({ headers }: Asked, publicUrl: string, token: string | undefined, expected: string | undefined) {
  const { origin } = headers;
  if (origin !== undefined && origin !== new URL(publicUrl).origin) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined && site === undefined) return false;
  return expected === undefined || token === expected;
}

function readForm({ body }: Asked): { values: Values; token: string | undefined } {
  const values: Record<string, string | string[]> = {};
  const given = new URLSearchParams(body.toString('utf8'));
  for (const name of new Set(given.keys())) {
    const all = given.getAll(name).map((value) => value.replace(/\r\n/g, '\n'));
    values[name] = all.length > 1 ? all : (all[0] ?? '');
  }
  const { [tokenField]: token, ...rest } = values;
  return { values: rest, token: typeof token === 'string' ? token : undefined };
}

const relative = ({ path, query }: Asked): string => (query.size > 0 ? `${path}?${query}` : path);
