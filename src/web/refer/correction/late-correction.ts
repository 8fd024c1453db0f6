/** Stops a correction that is too late: the referral has another status, or someone else has corrected it. */
import { canCorrect } from '#src/domain/case/triage/allowed-actions.ts';
import { senderOf } from '#src/domain/sender.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { isAlreadyCorrected } from '#src/usecases/intake/correct-parts.ts';
import { readOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import type { ReferCall } from '../../app/page.ts';
import { button } from '../../components/button.ts';
import { postForm } from '../../form/patterns.ts';
import { type Content, html, type Markup } from '../../html.ts';
import { renderPage, withDraft } from '../drafts/draft-page.ts';
import { clearAnswers, updateDraft } from '../drafts/save-draft.ts';
import { deletePost } from '../drafts/start-page.ts';
import { type Journey, targetOf } from '../journey/journey.ts';
import { endPath, paths } from '../paths.ts';

/** The page or redirect for a correction that is too late; undefined while it can still be sent. */
export async function respondIfTooLate(call: ReferCall, journey: Journey): Promise<HttpResponse | undefined> {
  const { correction } = journey;
  if (!correction) return undefined;
  const { target, ownReferral, changes } = correction;
  const { head } = ownReferral.referralCase;
  if (head.version !== target.version) {
    // This correction was already stored, but its sending was interrupted before the draft was updated.
    if (
      correction.correctedSteps.length > 0 &&
      (await isAlreadyCorrected(call.deps, senderOf(call.viewer.party), targetOf(correction), changes))
    ) {
      return finishCorrection(call, journey);
    }
    if (canCorrect(head)) return changedPage(call, journey);
  }
  return canCorrect(head) ? undefined : closedPage(call, journey);
}

/** Removes the answers from the draft and redirects to the referral's status. */
export async function finishCorrection(
  call: ReferCall,
  { draft, content, correction }: Journey,
): Promise<HttpResponse> {
  const updated = await updateDraft(call, { draft, content }, clearAnswers(correction?.target.referral));
  const endPathOfDraft = updated && endPath(updated.content);
  return endPathOfDraft === undefined ? call.notFound() : call.redirect(endPathOfDraft);
}

function closedPage(call: ReferCall, journey: Journey): HttpResponse {
  const words = call.site.texts.refer.correct.closed;
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.body}</p>
  ${statusLink(journey, words.status)}
  ${deleteForm(call, journey, words.delete)}`;
  return renderPage(call, { title: words.title, content }, 409);
}

function changedPage(call: ReferCall, journey: Journey): HttpResponse {
  const words = call.site.texts.refer.correct.changed;
  const formAction = call.formAction(paths.page(journey.draft.id, 'newest'));
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.body}</p>
  <p class="govuk-body">${words.nextStep}</p>
  ${statusLink(journey, words.status)}
  ${postForm(formAction, button({ text: words.applyToNewest, preventDoubleClick: true }))}
  ${deleteForm(call, journey, words.delete)}`;
  return renderPage(call, { title: words.title, content }, 412);
}

const statusLink = ({ correction }: Journey, text: string): Content =>
  correction &&
  html`<p class="govuk-body"><a class="govuk-link" href="${paths.status(correction.target.reference)}">${text}</a></p>`;

const deleteForm = (call: ReferCall, { draft }: Journey, text: string): Markup =>
  postForm(deletePost(call, draft.id), button({ text, classes: 'govuk-button--secondary', preventDoubleClick: true }));

/** GET of a path that only a button posts to, such as a reload: redirects to the page with the button. */
export const redirectToTasks = withDraft((call, { draft }) => call.redirect(paths.tasks(draft.id)));

/** Bases the correction on the newest version of the referral. */
export const rebaseCorrection = withDraft(async (call, open) => {
  const { id } = open.draft;
  const { corrects } = open.content;
  const ownReferral = corrects && (await readOwnReferral(call.deps, senderOf(call.viewer.party), corrects.referral));
  if (ownReferral) {
    const { version } = ownReferral.referralCase.head;
    await updateDraft(call, open, (content) =>
      content.corrects ? { ...content, corrects: { ...content.corrects, version } } : content,
    );
  }
  return call.redirect(paths.tasks(id));
});
