/** The app that serves the pages: checks access, refuses forged posts and maps errors to pages. */
import { findRoute } from '#src/contracts/match.ts';
import type { App, HttpRequest, HttpResponse } from '#src/platform/http-message.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { WrongCursor } from '#src/usecases/ports/lists.ts';
import { errorFields, nobody } from '#src/usecases/ports/log.ts';
import { assetHeaders, assetsByPath, type PageAssets } from '../assets/assets.ts';
import type { FormValues } from '../form/errors.ts';
import { privateHeaders, securityHeaders } from '../headers.ts';
import { layout, type Page, type Site } from '../layout.ts';
import { exitCookie, readCookie, sessionCookie } from './cookies.ts';
import { findExpiredViewer } from './ended-session.ts';
import { audienceOf } from './issuer-choice.ts';
import { homePath, navigationFor } from './navigation.ts';
import type { AppDeps, PageCall, PageRoute, PrivateRoute, ResponseExtras } from './page.ts';
import { notFoundPage, outOfDatePage, problemPage, signedOutPage } from './problem-pages.ts';
import { mayOpen } from './roles.ts';
import { expiresAt, findViewer, formToken, type SessionEnd } from './session.ts';
import type { SignedInDeps } from './signed-in-deps.ts';
import type { Viewer } from './viewer.ts';

/** Name of the hidden input with the CSRF token. */
const tokenField = 'token';
/** Far more than the longest form needs: a narrative is limited to 2,000 characters. */
const maxBodyBytes = 100 * 1024;

export function pagesApp(routes: readonly PageRoute[], appDeps: AppDeps, site: Site, pageAssets: PageAssets): App {
  const files = assetsByPath(pageAssets);
  return async (request) => {
    const file = request.method === 'GET' || request.method === 'HEAD' ? files.get(request.path) : undefined;
    const response = file
      ? { status: 200, headers: { ...assetHeaders, 'content-type': file.type }, body: file.body }
      : await answerRequest(request, routes, appDeps, site);
    return { ...response, headers: { ...response.headers, ...securityHeaders } };
  };
}

async function answerRequest(
  request: HttpRequest,
  routes: readonly PageRoute[],
  appDeps: AppDeps,
  site: Site,
): Promise<HttpResponse> {
  const match = findRoute(routes, request.method, request.path);
  try {
    return 'route' in match
      ? await answerRoute(request, match, appDeps, site)
      : await answerUnmatched(request, match.methods, routes, appDeps, site);
  } catch (error) {
    if (error instanceof WrongCursor) return respond({ site }, notFoundPage(site, appDeps.area), 404);
    const isTransient = error instanceof Unavailable;
    const fields = { route: 'route' in match ? match.route.path : 'none', ...errorFields(error) };
    if (isTransient) appDeps.log.warn('dependency-unavailable', fields);
    else appDeps.log.error('request-failed', fields);
    return respond({ site }, problemPage(site, 'unavailable'), isTransient ? 503 : 500);
  }
}

/** The viewer behind the session cookie, with the dependencies of signed-in pages. */
interface SignedIn {
  viewer: Viewer;
  deps: SignedInDeps;
}

/** Neither on a first visit, which has no cookie. */
async function findSignedIn(
  request: HttpRequest,
  { signedInDeps }: AppDeps,
  now: Date,
): Promise<{ signedIn?: SignedIn; ended?: SessionEnd }> {
  const cookie = readCookie(request.headers.cookie, sessionCookie);
  if (cookie === undefined) return {};
  const deps = await signedInDeps();
  const found = await findViewer(deps.session, cookie, now);
  return 'viewer' in found ? { signedIn: { viewer: found.viewer, deps } } : found;
}

/**
 * A path that only accepts POST lies below the page with its form. A GET of it, such as a reload after an error, is
 * redirected to that page; any other unsupported method gets a 405, an unknown path a 404.
 */
async function answerUnmatched(
  request: HttpRequest,
  methods: readonly string[],
  routes: readonly PageRoute[],
  appDeps: AppDeps,
  site: Site,
): Promise<HttpResponse> {
  const parentPath = request.path.slice(0, request.path.lastIndexOf('/'));
  if (
    methods.includes('POST') &&
    request.method !== 'POST' &&
    'route' in findRoute(routes, request.method, parentPath)
  ) {
    return redirectTo(parentPath);
  }
  const now = appDeps.now();
  const { signedIn } = await findSignedIn(request, appDeps, now);
  const shownTo = { site, signedIn: signedIn && { viewer: signedIn.viewer, now } };
  const page = notFoundPage(site, appDeps.area);
  return methods.length > 0
    ? respond(shownTo, page, 405, { headers: { allow: methods.join(', ') } })
    : respond(shownTo, page, 404);
}

async function answerRoute(
  request: HttpRequest,
  { route, variables }: { route: PageRoute; variables: Record<string, string> },
  appDeps: AppDeps,
  site: Site,
): Promise<HttpResponse> {
  const now = appDeps.now();
  const { signedIn, ended } = await findSignedIn(request, appDeps, now);
  if (route.who !== 'anyone' && !signedIn) return askToSignIn(request, { route, variables, ended }, appDeps, site);
  const token = signedIn && formToken(signedIn.deps.session.keys, signedIn.viewer.session);
  const shownTo = { site, signedIn: signedIn && { viewer: signedIn.viewer, now } };
  if (request.body.byteLength > maxBodyBytes) return respond(shownTo, problemPage(site, 'tooLong'), 413);
  const form = route.method === 'POST' ? readForm(request) : { values: {}, token: undefined };
  if (route.method === 'POST' && !isGenuinePost(request, appDeps.pagesUrl, form.token, token)) {
    appDeps.log.warn('forged-post', { route: route.path, ...whoIs(signedIn?.viewer) });
    return respond(shownTo, outOfDatePage(site, signedIn && homePath(signedIn.viewer)), 403);
  }
  const callInput = {
    area: appDeps.area,
    pagesUrl: appDeps.pagesUrl,
    site,
    now,
    viewer: signedIn?.viewer,
    token,
    form: form.values,
    params: variables,
  };
  const call = pageCall(request, callInput);
  if (route.who === 'anyone')
    return route.handle({ ...call, ...(signedIn && { viewer: signedIn.viewer }) }, appDeps.signedInDeps);
  if (!signedIn || !mayOpen(signedIn.viewer, route)) {
    appDeps.log.warn('page-refused', { route: route.path, ...whoIs(signedIn?.viewer) });
    return respond(shownTo, problemPage(site, 'forbidden'), 403);
  }
  return route.handle({ ...call, viewer: signedIn.viewer }, signedIn.deps);
}

/** For the log, by ids alone. */
const whoIs = (viewer: Viewer | undefined) =>
  viewer ? { party: viewer.party.id, user: viewer.user } : { party: nobody };

/** @returns the path on which the person of the expired session goes on; undefined where nothing was kept */
async function keepPost(
  request: HttpRequest,
  { route, variables: params }: { route: PrivateRoute; variables: Record<string, string> },
  { area, now: clock, pagesUrl, signedInDeps }: AppDeps,
  site: Site,
): Promise<string | undefined> {
  const cookie = readCookie(request.headers.cookie, sessionCookie);
  if (!route.keep || cookie === undefined || request.body.byteLength > maxBodyBytes) return undefined;
  const deps = await signedInDeps();
  const now = clock();
  const viewer = await findExpiredViewer(deps.session, cookie, now);
  if (!viewer || !mayOpen(viewer, route)) return undefined;
  const form = readForm(request);
  if (!isGenuinePost(request, pagesUrl, form.token, formToken(deps.session.keys, viewer.session))) return undefined;
  const nobody = { viewer: undefined, token: undefined };
  const call = pageCall(request, { area, pagesUrl, site, now, ...nobody, form: form.values, params });
  return route.keep({ ...call, viewer }, deps);
}

/** @param ended why the session that the request came with is over; undefined where it came with none */
async function askToSignIn(
  request: HttpRequest,
  { ended, ...posted }: { route: PrivateRoute; variables: Record<string, string>; ended: SessionEnd | undefined },
  deps: AppDeps,
  site: Site,
): Promise<HttpResponse> {
  if (ended) deps.log.info('session-ended', { reason: ended });
  const hasExited = readCookie(request.headers.cookie, exitCookie) !== undefined;
  const kept = ended === 'expired' ? await keepPost(request, posted, deps, site) : undefined;
  const returnTo = request.method === 'GET' ? pathWithQuery(request) : kept;
  const why = hasExited ? 'exited' : kept === undefined ? (ended ?? 'never') : 'kept';
  return respond({ site }, signedOutPage(site, returnTo, why, audienceOf(posted.route)), 401);
}

interface CallInput {
  area: PageCall['area'];
  pagesUrl: string;
  site: Site;
  now: Date;
  viewer: Viewer | undefined;
  /** The CSRF token that a form must send back. */
  token: string | undefined;
  form: FormValues;
  params: Record<string, string>;
}

function pageCall(
  request: HttpRequest,
  { area, pagesUrl, site, now, viewer, token, form, params }: CallInput,
): PageCall {
  const shownTo = { site, signedIn: viewer && { viewer, now } };
  return {
    area,
    pagesUrl,
    site,
    now,
    params,
    query: request.query,
    form,
    url: pathWithQuery(request),
    cookie: (name) => readCookie(request.headers.cookie, name),
    formAction: (action, hidden = {}) => ({ action, hidden: { ...hidden, ...(token && { [tokenField]: token }) } }),
    page: (page, status = 200, extra = {}) => respond(shownTo, page, status, extra, request.path),
    redirect: redirectTo,
    notFound: () => respond(shownTo, notFoundPage(site, area), 404),
  };
}

const redirectTo = (path: string, { headers, cookies = [] }: ResponseExtras = {}): HttpResponse => ({
  status: 303,
  headers: { ...headers, location: path, 'cache-control': 'no-store' },
  cookies,
});

/** Who a page is shown to, and when. */
interface ShownTo {
  site: Site;
  signedIn?: { viewer: Viewer; now: Date } | undefined;
}

function respond(
  { site, signedIn }: ShownTo,
  page: Page,
  status: number,
  { headers, cookies = [] }: ResponseExtras = {},
  currentPath = '',
): HttpResponse {
  const frame = signedIn
    ? {
        navigation: navigationFor(signedIn.viewer, site.texts, currentPath),
        signedInAs: site.texts.site.signedInAs.who(signedIn.viewer.party.name, signedIn.viewer.name),
        session: { expiresAt: new Date(expiresAt(signedIn.viewer)), now: signedIn.now },
        isTest: signedIn.viewer.party.test === true,
      }
    : {};
  return {
    status,
    headers: { ...privateHeaders, ...headers, 'content-type': 'text/html; charset=utf-8' },
    cookies,
    body: String(layout(site, { ...frame, ...page })),
  };
}

/**
 * Whether a post comes from our own origin and, if someone is signed in, carries their session's CSRF token.
 * @param expected undefined if nobody is signed in
 */
function isGenuinePost(
  { headers }: HttpRequest,
  pagesUrl: string,
  token: string | undefined,
  expected: string | undefined,
) {
  const { origin } = headers;
  if (origin !== undefined && origin !== new URL(pagesUrl).origin) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined && site === undefined) return false;
  return expected === undefined || token === expected;
}

function readForm({ body }: HttpRequest): { values: FormValues; token: string | undefined } {
  const values: Record<string, string | string[]> = {};
  const parameters = new URLSearchParams(body.toString('utf8'));
  for (const name of new Set(parameters.keys())) {
    const all = parameters.getAll(name).map((value) => value.replace(/\r\n/g, '\n'));
    values[name] = all.length > 1 ? all : (all[0] ?? '');
  }
  const { [tokenField]: token, ...rest } = values;
  return { values: rest, token: typeof token === 'string' ? token : undefined };
}

const pathWithQuery = ({ path, query }: HttpRequest): string => (query.size > 0 ? `${path}?${query}` : path);
