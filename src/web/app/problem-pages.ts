/** Error pages. */
import type { Area } from '#src/domain/area.ts';
import { button } from '../components/button.ts';
import { formatPhoneNumber } from '../format-phone.ts';
import { html } from '../html.ts';
import type { Page, Site } from '../layout.ts';
import { type Audience, signInButton, signInLinks } from './issuer-choice.ts';
import type { SessionEnd } from './session.ts';

export function problemPage(site: Site, problem: keyof Site['texts']['site']['problems']): Page {
  const words = site.texts.site.problems[problem];
  return {
    title: words.title,
    content: html`<h1 class="govuk-heading-l">${words.title}</h1>
    ${words.body.map((line) => html`<p class="govuk-body">${line}</p>`)}`,
  };
}

/** Names whom to ask: a link in an old e-mail, or a reference read out by phone, is not for its reader to put right. */
export function notFoundPage(site: Site, { contact }: Pick<Area, 'contact'>): Page {
  const page = problemPage(site, 'notFound');
  const { lead, or, end } = site.texts.site.askHub;
  const email = html`<a class="govuk-link app-break" href="mailto:${contact.email}">${contact.email}</a>`;
  return {
    ...page,
    content: html`${page.content}
    <p class="govuk-body">${lead} ${formatPhoneNumber(contact.phone)} ${or} ${email}. ${end}</p>`,
  };
}

/**
 * The answer to a post that did not come from a page of this session, most often from a window that was opened before
 * its user signed in again.
 * @param homePath the viewer's first page; undefined if nobody is signed in
 */
export function outOfDatePage(site: Site, homePath: string | undefined): Page {
  const page = problemPage(site, 'outOfDate');
  const continueButton = button({ text: site.texts.site.continue, href: homePath ?? '/' });
  return { ...page, content: html`${page.content}${continueButton}` };
}

/**
 * Shown instead of a page that requires signing in.
 * @param returnTo the page to return to after signing in; undefined after a post whose answers are lost
 * @param why `exited` after "Exit this page": the page then says nothing about the service. `never` on a first visit;
 *   `kept` after a post whose answers are kept for the same person
 * @param audience whose people the page is for
 */
export function signedOutPage(
  site: Site,
  returnTo: string | undefined,
  why: SessionEnd | 'kept' | 'never' | 'exited',
  audience: Audience,
): Page {
  const { problems } = site.texts.site;
  const words = why === 'never' ? problems.signInFirst : why === 'kept' ? problems.typedIsKept : problems[why];
  const links = why === 'exited' ? signInButton(site, returnTo) : signInLinks(site, returnTo, audience);
  return {
    title: words.title,
    bare: why === 'exited',
    content: html`<h1 class="govuk-heading-l">${words.title}</h1>
    ${words.body.map((line) => html`<p class="govuk-body">${line}</p>`)}
    ${why !== 'removed' && links}`,
  };
}
