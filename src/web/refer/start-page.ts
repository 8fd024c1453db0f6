/** The start page with the list of drafts, and deleting a draft. */
import type { Reply } from '#src/platform/exchange.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { notificationBanner } from '../components/notification-banner.ts';
import { summaryList } from '../components/summary-list.ts';
import { warningText } from '../components/warning-text.ts';
import { typedAs } from '../form/errors.ts';
import { type Post, postForm } from '../form/pages.ts';
import { html, type Markup } from '../html.ts';
import { when } from '../time.ts';
import { listDrafts, type OpenDraft, openDraft, startDraft } from './draft.ts';
import { endOf, paths } from './journey.ts';
import { show, withDraft } from './page.ts';

const bullets = (lines: readonly string[]): Markup =>
  html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
const h2 = (text: string): Markup => html`<h2 class="govuk-heading-m">${text}</h2>`;

export async function start(call: PrivateCall): Promise<Reply> {
  const { texts } = call.site;
  const words = texts.refer.start;
  const drafts = await listDrafts(call);
  const saved = call.query.has('saved') && drafts.length > 0;
  const content = html`${saved && notificationBanner({ type: 'success', titleText: texts.refer.saved.title, text: texts.refer.saved.body })}
  <h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead(call.deps.area.name)}</p>
  ${warningText({ text: words.emergency, iconFallbackText: texts.site.warning })}
  ${drafts.length > 0 && begun(call, drafts)}
  ${h2(words.whoTitle)}<p class="govuk-body">${words.who(call.viewer.party.name)}</p>
  ${h2(words.beforeTitle)}${bullets(words.before)}<p class="govuk-body">${words.beforeNote}</p>
  ${h2(words.nextTitle)}${bullets(words.next)}
  ${postForm(call.post('/refer'), button({ text: words.button, preventDoubleClick: true }))}`;
  return show(call, { title: words.title, content });
}

/** Drafts are identified by when they were started, so that the list shows nothing about a person. */
function begun({ site }: PrivateCall, drafts: readonly OpenDraft[]): Markup {
  const words = site.texts.refer.start;
  const rows = drafts.map(({ draft: { id, startedAt, savedAt }, content: { corrects } }) => {
    const key = corrects ? site.texts.refer.correct.draft(corrects.reference) : words.draft(when(startedAt));
    const action = (href: string, text: string) => ({ href, text, visuallyHiddenText: key });
    return {
      key: { text: key },
      value: { text: words.saved(when(savedAt)) },
      actions: { items: [action(paths.tasks(id), words.goOn), action(paths.page(id, 'delete'), words.delete)] },
    };
  });
  return html`${h2(words.draftsTitle)}${summaryList({ rows })}`;
}

export async function begin(call: PrivateCall): Promise<Reply> {
  return call.redirect(paths.tasks(await startDraft(call)));
}

export const askDelete = withDraft(async (call, { draft: { id }, content: { corrects } }) => {
  const general = call.site.texts.refer.delete;
  const words = { ...general, ...(corrects ? call.site.texts.refer.correct.delete : {}) };
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.body}</p>
  ${postForm(
    deletePost(call, id),
    html`<div class="govuk-button-group">
      ${button({ text: words.button, classes: 'govuk-button--warning', preventDoubleClick: true })}
      <a class="govuk-link" href="${paths.tasks(id)}">${words.keep}</a>
    </div>`,
  )}`;
  return show(call, { title: words.title, content });
});

/** Proves that the draft was the viewer's own when the form was shown. */
const ownField = 'own';
const proofOf = ({ deps, viewer }: PrivateCall, draft: string): string =>
  deps.keys.keyed('csrf', `delete ${viewer.user} ${draft}`);

/** The form action that deletes a draft. */
export const deletePost = (call: PrivateCall, draft: string): Post =>
  call.post(paths.page(draft, 'delete'), { [ownField]: proofOf(call, draft) });

/** A second press has the same answer as the first; a draft that was never the viewer's gets a 404. */
export async function deleteDraft(call: PrivateCall): Promise<Reply> {
  const open = await openDraft(call);
  const end = open && endOf(open.content);
  if (end !== undefined) return call.redirect(end);
  const wasOwn = typedAs(call.form, ownField) === proofOf(call, call.params.draft ?? '');
  if (!open) return wasOwn ? call.redirect('/refer') : call.notFound();
  await call.deps.drafts.remove(call.viewer.user, open.draft.id);
  const { corrects } = open.content;
  return call.redirect(corrects ? paths.status(corrects.reference) : '/refer');
}
