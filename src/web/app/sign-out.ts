/** Signing out and "Exit this page": the session ends here, and at the issuer with which it began. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import { errorFields } from '#src/usecases/ports/log.ts';
import { type IssuerName, issuerNames } from '#src/usecases/ports/web.ts';
import { button } from '../components/button.ts';
import { findValue } from '../form/choices.ts';
import { postForm } from '../form/patterns.ts';
import { html } from '../html.ts';
import { exitCookie, expireCookie, sessionCookie, setCookie, signInCookie } from './cookies.ts';
import { signInLinks } from './issuer-choice.ts';
import type { PageRoute, SignInCall } from './page.ts';
import { forSignIn } from './route-builders.ts';

/** Target of "Exit this page": a page that anybody might have been reading. */
export const exitUrl = 'https://www.bbc.co.uk/weather';
/** How long pages reveal nothing about the service after "Exit this page". */
export const exitCookieMs = 3_600_000;

/** Clears the browser's cache of our pages, so that Back reveals nothing. */
const clearPages = { 'clear-site-data': '"cache", "storage"' };

const accountPath = '/sign-out/account';

const [get, post] = [forSignIn('GET'), forSignIn('POST')];

export const signOutRoutes: readonly PageRoute[] = [
  get('/sign-out', 'Ask whether to sign out', confirmSignOut),
  post('/sign-out', 'Sign out', signOut),
  get(accountPath, 'Sign out of the account too', signOutOfAccount),
  get('/signed-out', 'Say that you are signed out', showSignedOut),
  get('/exit', 'Leave in a hurry: end the session and go elsewhere', exit),
];

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
  const issuer = call.viewer?.session.issuer ?? 'common';
  const to = issuer === 'common' ? accountPath : `${accountPath}?${new URLSearchParams({ issuer })}`;
  return call.redirect(to, { cookies: [expireCookie(sessionCookie)] });
}

/**
 * Goes on to the issuer, whose session ends too, and which comes back to /signed-out. A page of its own that loads the
 * issuer's, because the content security policy does not let a form lead there by redirects.
 */
async function signOutOfAccount(call: SignInCall): Promise<HttpResponse> {
  const url = await findSignOutUrl(call, findValue(issuerNames, call.query.get('issuer') ?? '') ?? 'common');
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
  ${signInLinks(call.site)}`;
  return call.page({ title: words.title, content }, 200, { headers: clearPages });
}

/** Ends the session without asking, here and at the issuer. */
async function exit(call: SignInCall): Promise<HttpResponse> {
  await endSession(call);
  const url = call.viewer && (await findSignOutUrl(call, call.viewer.session.issuer));
  return call.redirect(url ?? exitUrl, {
    cookies: [expireCookie(sessionCookie), expireCookie(signInCookie), setCookie(exitCookie, '1', exitCookieMs / 1000)],
    headers: clearPages,
  });
}

/** Nobody waits for an issuer that does not answer. */
const signOutWaitMs = 1000;

/** Undefined where the issuer has none, cannot be asked now, or is one of the deployment no more. */
async function findSignOutUrl({ signInDeps }: SignInCall, name: IssuerName): Promise<string | undefined> {
  const { issuers, log } = await signInDeps();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), signOutWaitMs);
  });
  const asked = issuers[name]?.provider.signOutUrl().catch((error: unknown) => {
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
