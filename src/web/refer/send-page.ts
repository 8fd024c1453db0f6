/** The optional questions at the end, and the sending itself. */
import type { Reply } from '#src/platform/exchange.ts';
import { submitReferral } from '#src/usecases/submit-referral.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { typedAs } from '../form/errors.ts';
import { postForm } from '../form/pages.ts';
import { html } from '../html.ts';
import { conflictPage } from './conflict-page.ts';
import { type OpenDraft, openDraft, saveDraft, typedOn } from './draft.ts';
import { isComplete, type Journey, look, paths, senderOf } from './journey.ts';
import { gone, show, withDraft } from './page.ts';
import { keep } from './save.ts';
import { goField, revisionField, revisionOf } from './step-page.ts';
import { questionsOf } from './steps.ts';
import { pageFields } from './view.ts';

const step = 'equality';
const skip = 'skip';

export const showEquality = withDraft(async (call, open) => {
  const journey = look(call, open);
  const { id, rev } = open.draft;
  const wrong = journey.errors.filter((error) => error.step === step);
  if (!isComplete(journey) || journey.errors.length > wrong.length) return call.redirect(paths.page(id, 'check'));
  const { texts } = call.site;
  const words = texts.refer.steps[step];
  const form = { texts, values: open.content.answers, errors: wrong };
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.intro}</p>
  ${postForm(
    call.post(paths.step(id, step), { [revisionField]: String(rev) }),
    html`${pageFields({ form, area: call.deps.area }, questionsOf(step, senderOf(call).kind))}
    <div class="govuk-button-group">
      ${button({ text: texts.refer.send.send, preventDoubleClick: true })}
      ${button({ text: texts.refer.send.skip, classes: 'govuk-button--secondary', name: goField, value: skip, preventDoubleClick: true })}
    </div>`,
  )}`;
  return show(call, { title: words.title, content, errors: wrong, back: paths.page(id, 'check') });
});

export const send = withDraft(async (call, open) => {
  const typed = typedAs(call.form, goField) === skip ? {} : typedOn(step, call.form);
  const result = await keep(call, open, { step, seen: revisionOf(call), done: true, typed });
  if ('conflict' in result) return conflictPage(call, { open: result.conflict, step, typed });
  if ('gone' in result) return gone(call, result.gone);
  const journey = look(call, result.kept);
  if (!isComplete(journey)) return call.redirect(paths.tasks(journey.draft.id));
  return submit(call, journey);
});

/**
 * The same door as the API's. The body comes from the draft alone, so a second press is a resend and
 * leads to the same place.
 */
async function submit(call: PrivateCall, journey: Journey): Promise<Reply> {
  const { deps } = call;
  const { id } = journey.draft;
  const submitted = await submitReferral({ ...deps, counters: deps.duplicates }, senderOf(call), journey.drawn.body);
  if ('refused' in submitted) {
    const here = journey.errors.some((error) => error.step === step);
    return call.redirect(here ? paths.step(id, step) : paths.page(id, 'check'));
  }
  if ('conflict' in submitted) {
    const now = await openDraft(call);
    return now?.content.sent
      ? call.redirect(paths.sent(now.content.sent))
      : call.redirect(paths.step(id, 'references', { taken: '', from: 'check' }));
  }
  const record =
    'created' in submitted ? submitted.created : 'replayed' in submitted ? submitted.replayed : submitted.dryRun;
  if ('created' in submitted) deps.log.info('referral-stored', { referralId: record.id, version: record.version });
  await empty(call, journey, record.id);
  return call.redirect(paths.sent(record.id));
}

const mostTries = 5;

/** The answers go; what stays, until the draft expires, is where Back and a second press lead. */
async function empty(
  call: PrivateCall,
  first: OpenDraft,
  sent: NonNullable<OpenDraft['content']['sent']>,
): Promise<void> {
  let open: OpenDraft | undefined = first;
  for (let tries = 0; tries < mostTries && open && !open.content.sent; tries++) {
    if ((await saveDraft(call, open, { answers: {}, steps: {}, sent })) === 'saved') return;
    open = await openDraft(call);
  }
}
