/** Signing in, signing out and "Exit this page". */

import { randomBytes } from 'node:crypto';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { errorFields } from '#src/usecases/ports/log.ts';
import { SignInRefused } from '#src/usecases/ports/web.ts';
import { recordSignIn } from '#src/usecases/staff/staff.ts';
import { button } from '../components/button.ts';
import { postForm } from '../form/patterns.ts';
import { html } from '../html.ts';
import { exitCookie, expireCookie, sessionCookie, setCookie, signInCookie } from './cookies.ts';
import { homePath } from './navigation.ts';
import type { PageRoute, PublicCall, ResponseExtras, SignInCall } from './page.ts';
import { problemPage } from './problem-pages.ts';
import { forSignIn } from './route-builders.ts';
import { staySignedIn } from './stay-signed-in.ts';

/** Target of "Exit this page": a page that anybody might have been reading. */
export const exitUrl = 'https://www.bbc.co.uk/weather';
/** How long pages reveal nothing about the service after "Exit this page". */
export const exitCookieMs = 3_600_000;
/** How long a sign-in may take at the provider. */
export const signInTimeoutMs = 15 * 60_000;

/** Clears the browser's cache of our pages, so that Back reveals nothing. */
const clearPages = { 'clear-site-data': '"cache", "storage"' };

const randomToken = (): string => randomBytes(32).toString('base64url');

const [get, post] = [forSignIn('GET'), forSignIn('POST')];

export const signInRoutes: readonly PageRoute[] = [
  get('/sign-in', 'Go to the sign-in page', beginSignIn),
  get('/sign-in/callback', 'Come back from signing in', completeSignIn),
  get('/stay-signed-in', 'Stay signed in, in a tab of its own', staySignedIn),
  get('/sign-out', 'Ask whether to sign out', confirmSignOut),
  post('/sign-out', 'Sign out', signOut),
  get('/sign-out/account', 'Sign out of the account too', signOutOfAccount),
  get('/signed-out', 'Say that you are signed out', showSignedOut),
  get('/exit', 'Leave in a hurry: end the session and go elsewhere', exit),
];

async function beginSignIn(call: SignInCall): Promise<HttpResponse> {
  const { now } = call;
  const deps = await call.signInDeps();
  const [state, nonce, verifier] = [randomToken(), randomToken(), randomToken()];
  const returnTo = safeReturnPath(call.query.get('return'));
  const id = deps.keys.keyedHash('sign-in', state);
  await deps.sessions.beginSignIn({ id, verifier, nonce, returnTo, startedAt: now.toISOString() });
  const url = await deps.provider.authorizeUrl({ state, nonce, verifier });
  return call.redirect(url, withCookies(setCookie(signInCookie, state, signInTimeoutMs / 1000)));
}

/** The state must match the browser's cookie, and can be used once. */
async function completeSignIn(call: SignInCall): Promise<HttpResponse> {
  const { now, query } = call;
  const deps = await call.signInDeps();
  const state = query.get('state');
  if (state === null) return refuseSignIn(call);
  const pendingSignIn = await deps.sessions.takeSignIn(deps.keys.keyedHash('sign-in', state));
  const isInTime = pendingSignIn !== undefined && now.getTime() - Date.parse(pendingSignIn.startedAt) < signInTimeoutMs;
  if (!pendingSignIn || !isInTime || call.cookie(signInCookie) !== state) {
    deps.log.warn('sign-in-refused', { reason: 'not-begun-here-or-late' });
    return refuseSignIn(call);
  }
  const { verifier, nonce } = pendingSignIn;
  try {
    const identity = await deps.provider.redeem({ callback: query, state, verifier, nonce });
    const party = deps.area.parties.find((one) => one.id === identity.party && one.active);
    if (!party) {
      deps.log.warn('sign-in-refused', { reason: 'unknown-party' });
      return call.page(problemPage(call.site, 'forbidden'), 403, withCookies(expireCookie(signInCookie)));
    }
    if (party.kind === 'authority' && identity.hasSecondFactor === false) {
      deps.log.warn('sign-in-refused', { party: party.id, reason: 'one-factor' });
      return refuseOneFactor(call);
    }
    const cookie = randomToken();
    const at = now.toISOString();
    const user = deps.keys.keyedHash('user', identity.subject);
    const session = deps.keys.keyedHash('session', cookie);
    const person = { party: party.id, user, session, seenAt: at };
    if ((await recordSignIn(deps, person, identity)) === 'removed') {
      deps.log.warn('sign-in-refused', { party: party.id, user, reason: 'removed' });
      return call.page(problemPage(call.site, 'removed'), 403, withCookies(expireCookie(signInCookie)));
    }
    await deps.sessions.start({ id: session, user, party: party.id, startedAt: at, seenAt: at });
    deps.log.info('signed-in', { party: party.id, user });
    const roles = identity.roles && { roles: identity.roles };
    const to = pendingSignIn.returnTo === '/' ? homePath({ party, ...roles }) : pendingSignIn.returnTo;
    return call.redirect(
      to,
      withCookies(setCookie(sessionCookie, cookie), expireCookie(signInCookie), expireCookie(exitCookie)),
    );
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    deps.log.warn('sign-in-refused', errorFields(error));
    return refuseSignIn(call);
  }
}

function refuseSignIn(call: PublicCall): HttpResponse {
  const page = problemPage(call.site, 'signInFailed');
  const content = html`${page.content}${button({ text: call.site.texts.site.signIn, href: '/sign-in' })}`;
  return call.page({ ...page, content }, 400, withCookies(expireCookie(signInCookie)));
}

/** The issuer's own page offers the second factor, and asks anew. */
function refuseOneFactor(call: PublicCall): HttpResponse {
  const page = problemPage(call.site, 'oneFactor');
  const content = html`${page.content}${button({ text: call.site.texts.site.signIn, href: '/sign-in' })}`;
  return call.page({ ...page, content }, 403, withCookies(expireCookie(signInCookie)));
}

async function confirmSignOut(call: SignInCall): Promise<HttpResponse> {
  const { texts } = call.site;
  const form = postForm(call.formAction('/sign-out'), button({ text: texts.site.signOut }));
  const content = html`<h1 class="govuk-heading-l">${texts.site.signOutPage.heading}</h1>
  <p class="govuk-body">${texts.site.signOutPage.body}</p>
  ${form}`;
  return call.page({ title: texts.site.signOut, content });
}

async function signOut(call: SignInCall): Promise<HttpResponse> {
  await endSession(call);
  return call.redirect('/sign-out/account', withCookies(expireCookie(sessionCookie)));
}

/**
 * Goes on to the issuer, whose session ends too, and which comes back to /signed-out. A page of its own that loads the
 * issuer's, because the content security policy does not let a form lead there by redirects.
 */
async function signOutOfAccount(call: SignInCall): Promise<HttpResponse> {
  const url = await findSignOutUrl(call);
  if (url === undefined) return call.redirect('/signed-out');
  const words = call.site.texts.site.signingOut;
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body"><a class="govuk-link" href="${url}">${words.goOn}</a></p>`;
  return call.page({ title: words.title, content }, 200, { headers: { refresh: `0; url=${url}`, ...clearPages } });
}

/** After "Exit this page" the issuer's way back leads elsewhere. */
async function showSignedOut(call: SignInCall): Promise<HttpResponse> {
  if (call.cookie(exitCookie) !== undefined) return call.redirect(exitUrl);
  const words = call.site.texts.site.signedOut;
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.body}</p>
  ${button({ text: call.site.texts.site.signIn, href: '/sign-in' })}`;
  return call.page({ title: words.title, content }, 200, { headers: clearPages });
}

/** Ends the session without asking, here and at the issuer. */
async function exit(call: SignInCall): Promise<HttpResponse> {
  await endSession(call);
  const url = call.viewer && (await findSignOutUrl(call));
  return call.redirect(url ?? exitUrl, {
    ...withCookies(
      expireCookie(sessionCookie),
      expireCookie(signInCookie),
      setCookie(exitCookie, '1', exitCookieMs / 1000),
    ),
    headers: clearPages,
  });
}

/** Nobody waits for an issuer that does not answer. */
const signOutWaitMs = 1000;

/** Undefined where the issuer has none, or cannot be asked now. */
async function findSignOutUrl({ signInDeps }: SignInCall): Promise<string | undefined> {
  const { provider, log } = await signInDeps();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), signOutWaitMs);
  });
  const asked = provider.signOutUrl().catch((error: unknown) => {
    log.warn('dependency-unavailable', errorFields(error));
    return undefined;
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

async function endSession({ viewer, signInDeps }: SignInCall): Promise<void> {
  if (!viewer) return;
  const { sessions, log } = await signInDeps();
  await sessions.end(viewer.session.id);
  log.info('signed-out', { party: viewer.party.id, user: viewer.user });
}

const withCookies = (...all: string[]): ResponseExtras => ({ cookies: all });

/** Prevents open redirects: accepts a path on this site, with no scheme, host or second slash, else returns "/". */
export function safeReturnPath(requestedPath: string | null): string {
  return requestedPath !== null && /^\/(?![/\\])[\w\-/?=&.,%~]{0,300}$/.test(requestedPath) ? requestedPath : '/';
}
