/** Pages that stop a referral that may not be sent yet, or at all. */
import { senderOf } from '#src/domain/sender.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { countNotReferred, type NotReferred } from '#src/usecases/intake/count-not-referred.ts';
import type { ReferCall } from '../../app/page.ts';
import { button } from '../../components/button.ts';
import { interruptionPanel, postForm } from '../../form/patterns.ts';
import { formatPhoneNumber } from '../../format-phone.ts';
import { html, type Markup } from '../../html.ts';
import { type OpenDraft, openDraft } from '../drafts/draft.ts';
import { renderPage, withDraft } from '../drafts/draft-page.ts';
import { deletePost, removeDraft } from '../drafts/start-page.ts';
import { paths } from '../paths.ts';
import { consentSentence } from '../questions/question-errors.ts';
import { prepareFromDraft } from './journey.ts';
import { withJourney } from './with-journey.ts';

export const consentNeeded = withJourney((call, open) => {
  const { draft, content: opened, refused } = open;
  const { id } = draft;
  const fault = refused?.faults.find(({ code }) => code === 'explicit-consent-required');
  if (!fault) return call.redirect(paths.step(id, 'consent'));
  const words = call.site.texts.refer.consentNeeded;
  const content = interruptionPanel({
    heading: words.title,
    body: html`<p>${consentSentence(call.site.texts, fault.detail, opened.answers)}</p>${words.body.map((line) => html`<p>${line}</p>`)}`,
    formAction: call.formAction(paths.page(id, 'consent-needed')),
    confirm: words.go,
    cancel: { href: paths.step(id, 'consent'), text: words.leave },
  });
  return renderPage(call, { title: words.title, content: html`${content}${countPart(call, open)}` });
});

/** The answers are already saved, so this only redirects. */
export const leaveDraftSaved = withDraft((call) => call.redirect('/refer?saved'));

export const optedOut = withDraft(async (call, open) => {
  const { id } = open.draft;
  const { corrects } = open.content;
  const { optedOut: general, correct } = call.site.texts.refer;
  const words = corrects ? correct.optedOut : general;
  const lines = [...words.body, general.phone(formatPhoneNumber(call.area.contact.phone))];
  const content = interruptionPanel({
    heading: words.title,
    body: html`${lines.map((line) => html`<p>${line}</p>`)}`,
    formAction: deletePost(call, id),
    confirm: words.go,
    cancel: { href: paths.step(id, 'consent'), text: general.leave },
  });
  return renderPage(call, { title: words.title, content: html`${content}${countPart(call, open)}` });
});

/** What is counted of a draft whose person said no; undefined for a correction, and before the offence is known. */
function notReferredOf(call: ReferCall, open: OpenDraft): NotReferred | undefined {
  const { corrects, sent } = open.content;
  const { offence, victim } = prepareFromDraft(call, open).validPart;
  const { category, district } = offence ?? {};
  if (corrects || sent || category === undefined) return undefined;
  return {
    reason: victim?.optedOut ? 'opted-out' : 'consent-refused',
    offence: { category, ...(district === undefined ? {} : { district }) },
  };
}

function countPart(call: ReferCall, open: OpenDraft): Markup | undefined {
  if (!notReferredOf(call, open)) return undefined;
  const words = call.site.texts.refer.notReferred;
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  <p class="govuk-body">${words.body}</p>
  ${postForm(
    deletePost(call, open.draft.id, 'not-referred'),
    button({ text: words.button, classes: 'govuk-button--secondary', preventDoubleClick: true }),
  )}`;
}

/** Counts before it deletes the draft, so that a count that failed can be tried again; a second press counts nothing. */
export async function countRefusal(call: ReferCall): Promise<HttpResponse> {
  const open = await openDraft(call);
  const notReferred = open && notReferredOf(call, open);
  if (open && !notReferred) return call.redirect(paths.tasks(open.draft.id));
  if (notReferred) await countNotReferred(call.deps, senderOf(call.viewer.party), notReferred);
  return removeDraft(call, '/refer?counted');
}
