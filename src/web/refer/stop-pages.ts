/** Pages that stop a referral that may not be sent yet, or at all. */
import { interruption } from '../form/pages.ts';
import { html } from '../html.ts';
import { phoneNumber } from '../phone.ts';
import { askSentence } from './errors.ts';
import { paths } from './journey.ts';
import { show, withDraft } from './page.ts';
import { deletePost } from './start-page.ts';
import { withJourney } from './with-journey.ts';

export const consentNeeded = withJourney((call, { draft, content: { answers }, refused }) => {
  const { id } = draft;
  const fault = refused?.faults.find(({ code }) => code === 'explicit-consent-required');
  if (!fault) return call.redirect(paths.step(id, 'consent'));
  const words = call.site.texts.refer.consentNeeded;
  const content = interruption({
    heading: words.title,
    body: html`<p>${askSentence(call.site.texts, fault.detail, answers)}</p>${words.body.map((line) => html`<p>${line}</p>`)}`,
    post: call.post(paths.page(id, 'consent-needed')),
    go: words.go,
    leave: { href: paths.step(id, 'consent'), text: words.leave },
  });
  return show(call, { title: words.title, content });
});

/** The answers are already saved, so this only redirects. */
export const putAside = withDraft((call) => call.redirect('/refer?saved'));

export const optedOut = withDraft(async (call, { draft, content: { corrects } }) => {
  const { id } = draft;
  const { optedOut: general, correct } = call.site.texts.refer;
  const words = corrects ? correct.optedOut : general;
  const lines = [...words.body, general.phone(phoneNumber(call.deps.area.contact.phone))];
  const content = interruption({
    heading: words.title,
    body: html`${lines.map((line) => html`<p>${line}</p>`)}`,
    post: deletePost(call, id),
    go: words.go,
    leave: { href: paths.step(id, 'consent'), text: general.leave },
  });
  return show(call, { title: words.title, content });
});
