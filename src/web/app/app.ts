/** The pages as an app: who may see what, forged posts refused, one answer to what goes wrong. */
import { type Context, Hono } from 'hono';
import { matchPath } from '#src/contracts/match.ts';
import { errorFields } from '#src/usecases/log-port.ts';
import { Unavailable } from '#src/usecases/ports.ts';
import { assetHeaders, assets, type PageAssets } from '../assets/assets.ts';
import type { Values } from '../form/errors.ts';
import { privateHeaders, securityHeaders } from '../headers.ts';
import { html } from '../html.ts';
import { layout, type Page, type Site } from '../layout.ts';
import { leftCookie, readCookie, sessionCookie } from './cookies.ts';
import { navigationFor } from './navigation.ts';
import type { PageCall, PageDeps, PageRoute, Viewer } from './page.ts';
import { problemPage, signedOutPage } from './problem-pages.ts';
import { expiresAt, formToken, viewerOf } from './session.ts';

/** The hidden input that carries the token against forged posts. */
const tokenField = 'token';
/** Bytes of a form's body: a narrative of 2,000 characters and every other field fit many times over. */
const mostBytes = 100 * 1024;

export function pagesApp(routes: readonly PageRoute[], deps: PageDeps, site: Site, made: PageAssets): Hono {
  const app = new Hono();
  const files = assets(made);
  app.use('*', async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(securityHeaders)) context.res.headers.set(name, value);
  });
  app.get('/assets/*', (context) => {
    const asset = files.get(context.req.path);
    if (!asset) return context.text('', 404);
    return context.body(asset.body, 200, { ...assetHeaders, 'content-type': asset.type });
  });
  for (const route of routes) {
    app.on(route.method, honoPath(route.path), (context) => answer(context, route, deps, site));
  }
  app.notFound(async (context) => {
    const viewer = await viewerOf(deps, readCookie(context.req.header('cookie'), sessionCookie), deps.now());
    const wrongMethod = routes.some((route) => matchPath(route.path, context.req.path));
    return respond(site, viewer, problemPage(site, 'notFound'), wrongMethod ? 405 : 404);
  });
  app.onError((error, context) => {
    const passing = error instanceof Unavailable;
    const fields = { route: context.req.routePath, ...errorFields(error) };
    if (passing) deps.log.warn('dependency-unavailable', fields);
    else deps.log.error('request-failed', fields);
    const response = respond(site, undefined, problemPage(site, 'unavailable'), passing ? 503 : 500);
    for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
    return response;
  });
  return app;
}

async function answer(context: Context, route: PageRoute, deps: PageDeps, site: Site): Promise<Response> {
  const now = deps.now();
  const cookies = context.req.header('cookie');
  const viewer = await viewerOf(deps, readCookie(cookies, sessionCookie), now);
  if (route.who !== 'anyone' && !viewer) {
    const left = readCookie(cookies, leftCookie) !== undefined;
    const page = signedOutPage(site, context.req.method === 'GET' ? relative(context) : undefined, left);
    return respond(site, undefined, page, 401);
  }
  const form = context.req.method === 'POST' ? await readForm(context) : { values: {}, token: undefined };
  if (context.req.method === 'POST' && !isOurs(context, deps, viewer, form.token)) {
    deps.log.warn('forged-post', { route: route.path });
    return respond(site, viewer, problemPage(site, 'expired'), 403);
  }
  const call = pageCall(context, { deps, site, now, viewer, form: form.values, cookies });
  if (route.who === 'anyone') return route.handle(viewer ? { ...call, viewer } : call);
  if (!viewer || !route.who.includes(viewer.party.kind))
    return respond(site, viewer, problemPage(site, 'forbidden'), 403);
  return route.handle({ ...call, viewer });
}

interface Given {
  deps: PageDeps;
  site: Site;
  now: Date;
  viewer: Viewer | undefined;
  form: Values;
  cookies: string | undefined;
}

function pageCall(context: Context, { deps, site, now, viewer, form, cookies }: Given): PageCall {
  const token = viewer ? { [tokenField]: formToken(deps.keys, viewer.session) } : {};
  const params: Record<string, string> = context.req.param();
  return {
    deps,
    site,
    now,
    params,
    query: new URL(context.req.url).searchParams,
    form,
    url: relative(context),
    cookie: (name) => readCookie(cookies, name),
    post: (action, hidden = {}) => ({ action, hidden: { ...hidden, ...token } }),
    page: (page, status = 200, headers = {}) => respond(site, viewer, page, status, headers, context.req.path),
    redirect: (path, headers = {}) => {
      const all = new Headers(headers);
      all.set('location', path);
      all.set('cache-control', 'no-store');
      return new Response(null, { status: 303, headers: all });
    },
    notFound: () => respond(site, viewer, problemPage(site, 'notFound'), 404),
  };
}

function respond(
  site: Site,
  viewer: Viewer | undefined,
  page: Page,
  status: number,
  headers: HeadersInit = {},
  at = '',
): Response {
  const around = viewer
    ? {
        navigation: navigationFor(viewer.party.kind, site.texts, at),
        session: { expiresAt: new Date(expiresAt(viewer.session)) },
      }
    : {};
  const body = layout(site, { ...around, ...page });
  const all = new Headers(headers);
  all.set('content-type', 'text/html; charset=utf-8');
  for (const [name, value] of Object.entries(privateHeaders)) if (!all.has(name)) all.set(name, value);
  return new Response(String(html`${body}`), { status, headers: all });
}

/** A post is ours when it comes from our own origin and, for who is signed in, brings this session's token. */
function isOurs(context: Context, deps: PageDeps, viewer: Viewer | undefined, token: string | undefined): boolean {
  const origin = context.req.header('origin');
  if (origin !== undefined && origin !== new URL(deps.publicUrl).origin) return false;
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined && site === undefined) return false;
  return viewer === undefined || token === formToken(deps.keys, viewer.session);
}

async function readForm(context: Context): Promise<{ values: Values; token: string | undefined }> {
  const text = await context.req.text();
  if (Buffer.byteLength(text) > mostBytes) return { values: {}, token: undefined };
  const values: Record<string, string | string[]> = {};
  const given = new URLSearchParams(text);
  for (const name of new Set(given.keys())) {
    const all = given.getAll(name).map((value) => value.replace(/\r\n/g, '\n'));
    values[name] = all.length > 1 ? all : (all[0] ?? '');
  }
  const { [tokenField]: token, ...rest } = values;
  return { values: rest, token: typeof token === 'string' ? token : undefined };
}

const relative = (context: Context): string => {
  const { pathname, search } = new URL(context.req.url);
  return pathname + search;
};
const honoPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');
