/** Stops a correction that is too late: the referral has another status, or someone else has corrected it. */
import { isAllowed, referralMoves } from '#src/domain/states.ts';
import type { Reply } from '#src/platform/exchange.ts';
import { standsAlready } from '#src/usecases/mend-referral.ts';
import { readOwn } from '#src/usecases/own-referrals.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { postForm } from '../form/pages.ts';
import { type Content, html, type Markup } from '../html.ts';
import { endOf, type Journey, paths, senderOf, targetOf } from './journey.ts';
import { show, withDraft } from './page.ts';
import { emptied, saveOver } from './save.ts';
import { deletePost } from './start-page.ts';

/** The page or redirect for a correction that is too late; undefined while it can still be sent. */
export async function ifTooLate(call: PrivateCall, journey: Journey): Promise<Reply | undefined> {
  const { correction } = journey;
  if (!correction) return undefined;
  const { target, own, mending } = correction;
  const { head } = own.whole;
  if (head.version !== target.version) {
    // This correction was already stored, but its sending was interrupted before the draft was updated.
    if (
      correction.again.length > 0 &&
      (await standsAlready(call.deps, senderOf(call), targetOf(correction), mending))
    ) {
      return ended(call, journey);
    }
    if (isAllowed(referralMoves, head.status, 'received', 'sender')) return changedPage(call, journey);
  }
  return isAllowed(referralMoves, head.status, 'received', 'sender') ? undefined : closedPage(call, journey);
}

/** Removes the answers from the draft and redirects to the referral's status. */
export async function ended(call: PrivateCall, { draft, content, correction }: Journey): Promise<Reply> {
  const left = await saveOver(call, { draft, content }, emptied(correction?.target.referral));
  const end = left && endOf(left.content);
  return end === undefined ? call.notFound() : call.redirect(end);
}

function closedPage(call: PrivateCall, journey: Journey): Reply {
  const words = call.site.texts.refer.correct.closed;
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.body}</p>
  ${statusLink(journey, words.status)}
  ${deletion(call, journey, words.delete)}`;
  return show(call, { title: words.title, content }, 409);
}

function changedPage(call: PrivateCall, journey: Journey): Reply {
  const words = call.site.texts.refer.correct.changed;
  const post = call.post(paths.page(journey.draft.id, 'newest'));
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.body}</p>
  <p class="govuk-body">${words.choose}</p>
  ${statusLink(journey, words.status)}
  ${postForm(post, button({ text: words.use, preventDoubleClick: true }))}
  ${deletion(call, journey, words.delete)}`;
  return show(call, { title: words.title, content }, 412);
}

const statusLink = ({ correction }: Journey, text: string): Content =>
  correction &&
  html`<p class="govuk-body"><a class="govuk-link" href="${paths.status(correction.target.reference)}">${text}</a></p>`;

const deletion = (call: PrivateCall, { draft }: Journey, text: string): Markup =>
  postForm(deletePost(call, draft.id), button({ text, classes: 'govuk-button--secondary', preventDoubleClick: true }));

/** GET of a path that only a button posts to, such as a reload: redirects to the page with the button. */
export const backToTasks = withDraft((call, { draft }) => call.redirect(paths.tasks(draft.id)));

/** Bases the correction on the newest version of the referral. */
export const useNewest = withDraft(async (call, open) => {
  const { id } = open.draft;
  const { corrects } = open.content;
  const own = corrects && (await readOwn(call.deps, senderOf(call), corrects.referral));
  if (own) {
    const { version } = own.whole.head;
    await saveOver(call, open, (content) =>
      content.corrects ? { ...content, corrects: { ...content.corrects, version } } : content,
    );
  }
  return call.redirect(paths.tasks(id));
});
