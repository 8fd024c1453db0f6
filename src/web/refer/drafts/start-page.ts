/** The start page with the list of drafts, and deleting a draft. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { ReferCall } from '../../app/page.ts';
import { button } from '../../components/button.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { summaryList } from '../../components/summary-list.ts';
import { warningText } from '../../components/warning-text.ts';
import { firstValue } from '../../form/errors.ts';
import { type FormAction, postForm } from '../../form/patterns.ts';
import { formatDateTimeWithYear } from '../../format-time.ts';
import { html, joinLines, type Markup } from '../../html.ts';
import { endPath, paths } from '../paths.ts';
import { listDrafts, type OpenDraft, openDraft, startDraft } from './draft.ts';
import { renderPage, withDraft } from './draft-page.ts';

const bullets = (lines: readonly string[]): Markup =>
  html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
const h2 = (text: string): Markup => html`<h2 class="govuk-heading-m">${text}</h2>`;

export async function showStart(call: ReferCall): Promise<HttpResponse> {
  const { texts } = call.site;
  const words = texts.refer.start;
  const drafts = await listDrafts(call);
  const saved = call.query.has('saved') && drafts.length > 0 && texts.refer.saved;
  const done = call.query.has('counted') ? texts.refer.counted : saved;
  const content = html`${done && notificationBanner({ type: 'success', titleText: done.title, text: done.body })}
  <h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead(call.area.name)}</p>
  ${warningText({ text: words.emergency, iconFallbackText: texts.site.warning })}
  ${drafts.length > 0 && draftList(call, drafts)}
  ${h2(words.whoTitle)}<p class="govuk-body">${words.who(call.viewer.party.name)}</p>
  ${h2(words.requirementsTitle)}${bullets(words.requirements)}<p class="govuk-body">${words.requirementsNote}</p>
  ${h2(words.nextTitle)}${bullets(words.next)}
  ${postForm(call.formAction('/refer'), button({ text: words.button, preventDoubleClick: true }))}`;
  return renderPage(call, { title: words.title, content });
}

/** By its own reference, else by the person's initials: enough for who began it, and no name for who looks on. */
function draftName({ site }: ReferCall, { draft: { startedAt }, content: { answers, corrects } }: OpenDraft): string {
  const words = site.texts.refer.start;
  if (corrects) return site.texts.refer.correct.draftName(corrects.reference);
  const reference = firstValue(answers, 'crimeReference').trim() || firstValue(answers, 'incidentReference').trim();
  if (reference !== '') return words.byReference(reference.toUpperCase());
  const initials = ['givenName', 'familyName'].map((name) => [...firstValue(answers, name).trim()][0] ?? '').join('');
  return initials === ''
    ? words.startedAt(formatDateTimeWithYear(startedAt))
    : words.byInitials(initials.toUpperCase());
}

function draftList(call: ReferCall, drafts: readonly OpenDraft[]): Markup {
  const words = call.site.texts.refer.start;
  const rows = drafts.map((open) => {
    const { id, startedAt, savedAt } = open.draft;
    const key = draftName(call, open);
    const times = [words.startedAt(formatDateTimeWithYear(startedAt)), words.savedAt(formatDateTimeWithYear(savedAt))];
    const action = (href: string, text: string) => ({ href, text, visuallyHiddenText: key });
    return {
      key: { text: key },
      value: { html: html`${joinLines(times)}` },
      actions: { items: [action(paths.tasks(id), words.continue), action(paths.page(id, 'delete'), words.delete)] },
    };
  });
  return html`${h2(words.draftsTitle)}${summaryList({ rows })}`;
}

export async function beginReferral(call: ReferCall): Promise<HttpResponse> {
  return call.redirect(paths.tasks(await startDraft(call)));
}

export const confirmDelete = withDraft(async (call, { draft: { id }, content: { corrects } }) => {
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
  return renderPage(call, { title: words.title, content });
});

/** Proves that the draft was the viewer's own when the form was shown. */
const proofField = 'own';
const deletionProof = ({ deps, viewer }: ReferCall, draft: string): string =>
  deps.keys.keyedHash('csrf', `delete ${viewer.user} ${draft}`);

/** The form action of a page that deletes a draft. */
export const deletePost = (call: ReferCall, draft: string, page: 'delete' | 'not-referred' = 'delete'): FormAction =>
  call.formAction(paths.page(draft, page), { [proofField]: deletionProof(call, draft) });

export const deleteDraft = (call: ReferCall): Promise<HttpResponse> => removeDraft(call, '/refer');

/** A second press has the same answer as the first; a draft that was never the viewer's gets a 404. */
export async function removeDraft(call: ReferCall, nextPath: string): Promise<HttpResponse> {
  const open = await openDraft(call);
  const endPathOfDraft = open && endPath(open.content);
  if (endPathOfDraft !== undefined) return call.redirect(endPathOfDraft);
  const hasProof = firstValue(call.form, proofField) === deletionProof(call, call.params.draft ?? '');
  if (!open) return hasProof ? call.redirect(nextPath) : call.notFound();
  await call.deps.drafts.remove(call.viewer.user, open.draft.id);
  const { corrects } = open.content;
  return call.redirect(corrects ? paths.status(corrects.reference) : nextPath);
}
