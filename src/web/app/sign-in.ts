/** Signing in, signing out and "Exit this page". */

import { createHash, randomBytes } from 'node:crypto';
import type { Reply } from '#src/platform/exchange.ts';
import { errorFields } from '#src/usecases/log-port.ts';
import { SignInRefused } from '#src/usecases/web-ports.ts';
import { button } from '../components/button.ts';
import { postForm } from '../form/pages.ts';
import { html } from '../html.ts';
import { endCookie, leftCookie, sessionCookie, setCookie, signInCookie } from './cookies.ts';
import { homes } from './navigation.ts';
import type { Extra, PageRoute, PublicCall } from './page.ts';
import { problemPage } from './problem-pages.ts';

/** Target of "Exit this page": a page that anybody might have been reading. */
export const exitTo = 'https://www.bbc.co.uk/weather';
/** How long pages reveal nothing about the service after "Exit this page". */
export const leftMs = 3_600_000;
/** How long a sign-in may take at the provider. */
export const signInMs = 15 * 60_000;

const random = (): string => randomBytes(32).toString('base64url');

export const signInRoutes: readonly PageRoute[] = [
  { method: 'GET', path: '/sign-in', who: 'anyone', summary: 'Go to the sign-in page', handle: begin },
  { method: 'GET', path: '/sign-in/callback', who: 'anyone', summary: 'Come back from signing in', handle: comeBack },
  { method: 'GET', path: '/sign-out', who: 'anyone', summary: 'Ask whether to sign out', handle: askSignOut },
  { method: 'POST', path: '/sign-out', who: 'anyone', summary: 'Sign out', handle: signOut },
  { method: 'GET', path: '/signed-out', who: 'anyone', summary: 'Say that you are signed out', handle: signedOut },
  {
    method: 'GET',
    path: '/exit',
    who: 'anyone',
    summary: 'Leave in a hurry: end the session and go elsewhere',
    handle: exit,
  },
];

async function begin(call: PublicCall): Promise<Reply> {
  const { now } = call;
  const deps = await call.whole();
  const [state, nonce, verifier] = [random(), random(), random()];
  const returnTo = ownPath(call.query.get('return'));
  const id = deps.keys.keyed('sign-in', state);
  await deps.sessions.begin({ id, verifier, nonce, returnTo, startedAt: now.toISOString() });
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const url = await deps.provider.authorizeUrl({ state, nonce, challenge });
  return call.redirect(url, cookies(setCookie(signInCookie, state, signInMs / 1000)));
}

/** The state must match the browser's cookie, and can be used once. */
async function comeBack(call: PublicCall): Promise<Reply> {
  const { now, query } = call;
  const deps = await call.whole();
  const state = query.get('state');
  const code = query.get('code');
  const asked = state === null ? undefined : await deps.sessions.take(deps.keys.keyed('sign-in', state));
  const inTime = asked !== undefined && now.getTime() - Date.parse(asked.startedAt) < signInMs;
  if (!asked || !inTime || code === null || call.cookie(signInCookie) !== state) return refused(call);
  try {
    const identity = await deps.provider.redeem({ code, verifier: asked.verifier, nonce: asked.nonce });
    const party = deps.area.parties.find((one) => one.id === identity.party && one.active);
    if (!party) return call.page(problemPage(call.site, 'forbidden'), 403, cookies(endCookie(signInCookie)));
    const cookie = random();
    const at = now.toISOString();
    const user = deps.keys.keyed('user', identity.subject);
    await deps.sessions.start({
      id: deps.keys.keyed('session', cookie),
      user,
      party: party.id,
      startedAt: at,
      seenAt: at,
    });
    const to = asked.returnTo === '/' ? homes[party.kind] : asked.returnTo;
    return call.redirect(to, cookies(setCookie(sessionCookie, cookie), endCookie(signInCookie), endCookie(leftCookie)));
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    deps.log.warn('sign-in-refused', errorFields(error));
    return refused(call);
  }
}

function refused(call: PublicCall): Reply {
  const page = problemPage(call.site, 'signInFailed');
  const content = html`${page.content}${button({ text: call.site.texts.site.signIn, href: '/sign-in' })}`;
  return call.page({ ...page, content }, 400, cookies(endCookie(signInCookie)));
}

async function askSignOut(call: PublicCall): Promise<Reply> {
  const { texts } = call.site;
  const form = postForm(call.post('/sign-out'), button({ text: texts.site.signOut }));
  const content = html`<h1 class="govuk-heading-l">${texts.site.signOutPage.heading}</h1>
  <p class="govuk-body">${texts.site.signOutPage.body}</p>
  ${form}`;
  return call.page({ title: texts.site.signOut, content });
}

async function signOut(call: PublicCall): Promise<Reply> {
  await endSession(call);
  return call.redirect('/signed-out', cookies(endCookie(sessionCookie)));
}

/** Signing out at the provider is a link, because the content security policy limits forms to our own pages. */
async function signedOut(call: PublicCall): Promise<Reply> {
  const words = call.site.texts.site.signedOut;
  const { provider } = await call.whole();
  const there = await provider.signOutUrl();
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.body}</p>
  ${there && html`<p class="govuk-body"><a class="govuk-link" href="${there}">${words.there}</a></p>`}
  ${button({ text: call.site.texts.site.signIn, href: '/sign-in' })}`;
  return call.page({ title: words.title, content });
}

/** Ends the session without asking and clears the browser's cache of our pages, so that Back reveals nothing. */
async function exit(call: PublicCall): Promise<Reply> {
  await endSession(call);
  return call.redirect(exitTo, {
    ...cookies(endCookie(sessionCookie), endCookie(signInCookie), setCookie(leftCookie, '1', leftMs / 1000)),
    headers: { 'clear-site-data': '"cache", "storage"' },
  });
}

async function endSession({ viewer, whole }: PublicCall): Promise<void> {
  if (viewer) await (await whole()).sessions.end(viewer.session.id);
}

const cookies = (...all: string[]): Extra => ({ cookies: all });

/** Prevents open redirects: accepts a path on this site, with no scheme, host or second slash, else returns "/". */
export function ownPath(given: string | null): string {
  return given !== null && /^\/(?![/\\])[\w\-/?=&.,%~]{0,300}$/.test(given) ? given : '/';
}
