/** The optional questions at the end, and sending the referral. */
import type { Reply } from '#src/platform/exchange.ts';
import { submitReferral } from '#src/usecases/submit-referral.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { typedAs } from '../form/errors.ts';
import { postForm } from '../form/pages.ts';
import { html } from '../html.ts';
import { conflictPage } from './conflict-page.ts';
import { openDraft, typedOn } from './draft.ts';
import { isComplete, type Journey, look, paths, senderOf } from './journey.ts';
import { gone, show, withDraft } from './page.ts';
import { goField, revisionField, revisionOf } from './revision.ts';
import { emptied, keep, saveOver } from './save.ts';
import { answerStepOf, showStepOf } from './step-page.ts';
import { questionsOf } from './steps.ts';
import { pageFields } from './view.ts';
import { withJourney } from './with-journey.ts';

const step = 'equality';
const skip = 'skip';

export const showEquality = withJourney((call, journey) => {
  // In a correction it is a page like the others.
  if (journey.correction) return showStepOf(call, journey, step);
  const { id, rev } = journey.draft;
  const wrong = journey.errors.filter((error) => error.step === step);
  if (!isComplete(journey) || journey.errors.length > wrong.length) return call.redirect(paths.page(id, 'check'));
  const { texts } = call.site;
  const words = texts.refer.steps[step];
  const form = { texts, values: journey.content.answers, errors: wrong };
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
  if (open.content.corrects) return answerStepOf(call, open, step);
  const typed = typedAs(call.form, goField) === skip ? {} : typedOn(step, call.form);
  const result = await keep(call, open, { step, seen: revisionOf(call), done: true, typed });
  if ('conflict' in result) return conflictPage(call, { open: result.conflict, step, typed });
  if ('gone' in result) return gone(call, result.gone);
  const journey = await look(call, result.kept);
  if (!journey || !isComplete(journey)) return call.redirect(paths.tasks(open.draft.id));
  return submit(call, journey);
});

/**
 * Sends by the same use case as the API. The body comes from the draft alone, so a second press is a resend and leads
 * to the same page.
 */
async function submit(call: PrivateCall, journey: Journey): Promise<Reply> {
  const { deps } = call;
  const { id } = journey.draft;
  const mendFirst = () => {
    const here = journey.errors.some((error) => error.step === step);
    return call.redirect(here ? paths.step(id, step) : paths.page(id, 'check'));
  };
  if (journey.errors.length > 0) return mendFirst();
  const submitted = await submitReferral({ ...deps, counters: deps.duplicates }, senderOf(call), journey.drawn.body);
  if ('refused' in submitted) return mendFirst();
  if ('conflict' in submitted) {
    const now = await openDraft(call);
    return now?.content.sent
      ? call.redirect(paths.sent(now.content.sent))
      : call.redirect(paths.step(id, 'references', { taken: '', from: 'check' }));
  }
  const record =
    'created' in submitted ? submitted.created : 'replayed' in submitted ? submitted.replayed : submitted.dryRun;
  if ('created' in submitted) deps.log.info('referral-stored', { referralId: record.id, version: record.version });
  await saveOver(call, journey, emptied(record.id));
  return call.redirect(paths.sent(record.id));
}
