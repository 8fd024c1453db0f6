/** Stays signed in without leaving the page that somebody fills in: asking for this page, in a tab of its own, is enough. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import { html } from '../html.ts';
import { sessionTime } from '../session-time.ts';
import type { PublicCall } from './page.ts';
import { signedOutPage } from './problem-pages.ts';
import { expiresAt } from './session.ts';
import { limitsOf } from './session-limits.ts';

export function staySignedIn(call: PublicCall): HttpResponse {
  const { viewer, site } = call;
  if (!viewer) return call.page(signedOutPage(site, undefined, 'expired', 'everybody'), 401);
  const words = site.texts.site.session.stayed;
  const ends = expiresAt(viewer);
  const isLast = ends === Date.parse(viewer.session.startedAt) + limitsOf(viewer).maxMs;
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.body(sessionTime(new Date(ends)))}</p>
  ${isLast && html`<p class="govuk-body">${words.last}</p>`}`;
  return call.page({ title: words.title, content });
}
