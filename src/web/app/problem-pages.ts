/** Error pages. */
import { button } from '../components/button.ts';
import { html } from '../html.ts';
import type { Page, Site } from '../layout.ts';
import type { SessionEnd } from './session.ts';

export function problemPage(site: Site, problem: keyof Site['texts']['site']['problems']): Page {
  const words = site.texts.site.problems[problem];
  return {
    title: words.title,
    content: html`<h1 class="govuk-heading-l">${words.title}</h1>
    ${words.body.map((line) => html`<p class="govuk-body">${line}</p>`)}`,
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
 */
export function signedOutPage(
  site: Site,
  returnTo: string | undefined,
  why: SessionEnd | 'kept' | 'never' | 'exited',
): Page {
  const { problems } = site.texts.site;
  const words = why === 'never' ? problems.signInFirst : why === 'kept' ? problems.typedIsKept : problems[why];
  const query = returnTo === undefined ? '' : `?${new URLSearchParams({ return: returnTo })}`;
  return {
    title: words.title,
    bare: why === 'exited',
    content: html`<h1 class="govuk-heading-l">${words.title}</h1>
    ${words.body.map((line) => html`<p class="govuk-body">${line}</p>`)}
    ${why !== 'removed' && button({ text: site.texts.site.signIn, href: `/sign-in${query}` })}`,
  };
}
