/** Pages that stop a referral that may not be sent yet, or at all. */
import { interruptionPanel } from '../../form/patterns.ts';
import { formatPhoneNumber } from '../../format-phone.ts';
import { html } from '../../html.ts';
import { renderPage, withDraft } from '../drafts/draft-page.ts';
import { deletePost } from '../drafts/start-page.ts';
import { paths } from '../paths.ts';
import { consentSentence } from '../questions/question-errors.ts';
import { withJourney } from './with-journey.ts';

export const consentNeeded = withJourney((call, { draft, content: { answers }, refused }) => {
  const { id } = draft;
  const fault = refused?.faults.find(({ code }) => code === 'explicit-consent-required');
  if (!fault) return call.redirect(paths.step(id, 'consent'));
  const words = call.site.texts.refer.consentNeeded;
  const content = interruptionPanel({
    heading: words.title,
    body: html`<p>${consentSentence(call.site.texts, fault.detail, answers)}</p>${words.body.map((line) => html`<p>${line}</p>`)}`,
    formAction: call.formAction(paths.page(id, 'consent-needed')),
    confirm: words.go,
    cancel: { href: paths.step(id, 'consent'), text: words.leave },
  });
  return renderPage(call, { title: words.title, content });
});

/** The answers are already saved, so this only redirects. */
export const putAside = withDraft((call) => call.redirect('/refer?saved'));

export const optedOut = withDraft(async (call, { draft, content: { corrects } }) => {
  const { id } = draft;
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
  return renderPage(call, { title: words.title, content });
});
