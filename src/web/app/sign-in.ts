/** Signing in. */

import { randomBytes } from 'node:crypto';
import type { Party } from '#src/domain/area.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { errorFields } from '#src/usecases/ports/log.ts';
import { type Identity, type IssuerName, SignInRefused, type SignInState } from '#src/usecases/ports/web.ts';
import { recordSignIn } from '#src/usecases/staff/staff.ts';
import { html } from '../html.ts';
import { exitCookie, expireCookie, sessionCookie, setCookie, signInCookie } from './cookies.ts';
import { isAuthorityPath, signInButton, signInLinks } from './issuer-choice.ts';
import { homePath } from './navigation.ts';
import type { PageRoute, PublicCall, SignInCall } from './page.ts';
import { problemPage } from './problem-pages.ts';
import { forSignIn } from './route-builders.ts';
import { findFactorFault } from './second-factor.ts';
import { signOutRoutes } from './sign-out.ts';
import type { SignInDeps } from './signed-in-deps.ts';
import { staySignedIn } from './stay-signed-in.ts';

/** How long a sign-in may take at the provider. */
export const signInTimeoutMs = 15 * 60_000;

const randomToken = (): string => randomBytes(32).toString('base64url');

const get = forSignIn('GET');

/** @param pages those that somebody may return to: some are the authority's alone, and lead to its issuer */
export const signInRoutes = (pages: readonly PageRoute[]): readonly PageRoute[] => [
  get('/sign-in', 'Go to the sign-in page', (call) => beginSignIn(call, pages)),
  get('/sign-in/callback', 'Come back from signing in', completeSignIn),
  get('/stay-signed-in', 'Stay signed in, in a tab of its own', staySignedIn),
  ...signOutRoutes,
];

async function beginSignIn(call: SignInCall, pages: readonly PageRoute[]): Promise<HttpResponse> {
  const { now, query } = call;
  const { issuers, keys, sessions } = await call.signInDeps();
  const [state, nonce, verifier] = [randomToken(), randomToken(), randomToken()];
  const returnTo = safeReturnPath(query.get('return'));
  const asksForAuthority = query.get('issuer') === 'authority' || isAuthorityPath(pages, returnTo);
  const issuer: IssuerName = asksForAuthority && issuers.authority ? 'authority' : 'common';
  const { provider } = issuers[issuer] ?? issuers.common;
  const id = keys.keyedHash('sign-in', state);
  await sessions.beginSignIn({ id, issuer, verifier, nonce, returnTo, startedAt: now.toISOString() });
  const url = await provider.authorizeUrl({ state, nonce, verifier });
  return call.redirect(url, { cookies: [setCookie(signInCookie, state, signInTimeoutMs / 1000)] });
}

/** The state must match the browser's cookie, and can be used once. */
async function completeSignIn(call: SignInCall): Promise<HttpResponse> {
  const { query } = call;
  const deps = await call.signInDeps();
  const state = query.get('state');
  if (state === null) return refuseSignIn(call);
  const begun = await deps.sessions.takeSignIn(deps.keys.keyedHash('sign-in', state));
  // With the one that the sign-in began with: another's code is worth nothing there.
  const issuer = begun && deps.issuers[begun.issuer];
  if (!begun || !issuer || !isInTime(begun, call.now) || call.cookie(signInCookie) !== state) {
    deps.log.warn('sign-in-refused', { reason: 'not-begun-here-or-late' });
    return refuseSignIn(call, begun?.issuer);
  }
  const { verifier, nonce } = begun;
  let identity: Identity;
  try {
    identity = await issuer.provider.redeem({ callback: query, state, verifier, nonce });
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    deps.log.warn('sign-in-refused', errorFields(error));
    return refuseSignIn(call, begun.issuer);
  }
  const party = deps.area.parties.find((one) => one.id === identity.party && one.active);
  if (!party) {
    deps.log.warn('sign-in-refused', { reason: 'unknown-party' });
    return refuseWith(call, 'forbidden');
  }
  if (begun.issuer === 'authority' && party.kind !== 'authority') {
    deps.log.warn('sign-in-refused', { party: party.id, reason: 'other-issuer' });
    return refuseWith(call, 'forbidden');
  }
  const fault = findFactorFault(party, identity, issuer);
  if (fault) {
    deps.log.warn('sign-in-refused', { party: party.id, reason: fault });
    return refuseFactors(call);
  }
  return startSession(call, deps, begun, { party, identity });
}

const isInTime = ({ startedAt }: SignInState, now: Date): boolean =>
  now.getTime() - Date.parse(startedAt) < signInTimeoutMs;

async function startSession(
  call: SignInCall,
  deps: SignInDeps,
  { issuer, returnTo }: SignInState,
  { party, identity }: { party: Party; identity: Identity },
): Promise<HttpResponse> {
  const cookie = randomToken();
  const at = call.now.toISOString();
  const user = deps.keys.keyedHash('user', identity.subject);
  const session = deps.keys.keyedHash('session', cookie);
  const person = { party: party.id, user, session, seenAt: at };
  if ((await recordSignIn(deps, person, identity)) === 'removed') {
    deps.log.warn('sign-in-refused', { party: party.id, user, reason: 'removed' });
    return refuseWith(call, 'removed');
  }
  await deps.sessions.start({ id: session, user, party: party.id, issuer, startedAt: at, seenAt: at });
  deps.log.info('signed-in', { party: party.id, user });
  const roles = identity.roles && { roles: identity.roles };
  const to = returnTo === '/' ? homePath({ party, ...roles }) : returnTo;
  return call.redirect(to, {
    cookies: [setCookie(sessionCookie, cookie), expireCookie(signInCookie), expireCookie(exitCookie)],
  });
}

const endSignIn = { cookies: [expireCookie(signInCookie)] };

/** What trying again does not mend. */
const refuseWith = (call: PublicCall, problem: 'forbidden' | 'removed'): HttpResponse =>
  call.page(problemPage(call.site, problem), 403, endSignIn);

/** @param issuer at which to try again, where it is known */
function refuseSignIn(call: PublicCall, issuer?: IssuerName): HttpResponse {
  const { site } = call;
  const page = problemPage(site, 'signInFailed');
  const links = issuer === 'authority' ? signInButton(site, undefined, issuer) : signInLinks(site);
  return call.page({ ...page, content: html`${page.content}${links}` }, 400, endSignIn);
}

/** The issuer's own page offers the second factor, and asks anew. */
function refuseFactors(call: PublicCall): HttpResponse {
  const { site } = call;
  const page = problemPage(site, site.hasAuthorityIssuer ? 'otherSignIn' : 'oneFactor');
  const again = signInButton(site, undefined, site.hasAuthorityIssuer ? 'authority' : undefined);
  return call.page({ ...page, content: html`${page.content}${again}` }, 403, endSignIn);
}

/** Prevents open redirects: accepts a path on this site, with no scheme, host or second slash, else returns "/". */
export function safeReturnPath(requestedPath: string | null): string {
  return requestedPath !== null && /^\/(?![/\\])[\w\-/?=&.,%~]{0,300}$/.test(requestedPath) ? requestedPath : '/';
}
