/** The optional questions at the end, and sending the referral. */
import { senderOf } from '#src/domain/sender.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import type { ReferCall } from '../../app/page.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { firstValue } from '../../form/errors.ts';
import { postForm } from '../../form/patterns.ts';
import { html } from '../../html.ts';
import { conflictPage } from '../drafts/conflict-page.ts';
import { openDraft, readAnswers, withStep } from '../drafts/draft.ts';
import { renderPage, respondToMissingDraft, withDraft } from '../drafts/draft-page.ts';
import { buttonField, revisionField, revisionOf } from '../drafts/hidden-fields.ts';
import { clearAnswers, savePage, updateDraft } from '../drafts/save-draft.ts';
import { evaluateDraft, isComplete, type Journey } from '../journey/journey.ts';
import { renderStep, saveStep } from '../journey/step-page.ts';
import { withJourney } from '../journey/with-journey.ts';
import { paths } from '../paths.ts';
import { pageFields } from '../questions/question-fields.ts';
import { questionsOf } from '../questions/steps.ts';
import { hasForecastChanged } from './forecast.ts';

const step = 'equality';
const skip = 'skip';

export const showEquality = withJourney((call, journey) => {
  // In a correction it is a page like the others.
  if (journey.correction) return renderStep(call, journey, step);
  const { id, rev } = journey.draft;
  const wrong = journey.errors.filter((error) => error.step === step);
  if (!isComplete(journey) || journey.errors.length > wrong.length) return call.redirect(paths.page(id, 'check'));
  const { texts } = call.site;
  const words = texts.refer.steps[step];
  const { audience } = journey.prepared;
  const typed = journey.content.typed?.[step];
  const { answers } = journey.content;
  const form = { texts, values: typed ? withStep(answers, step, typed.answers) : answers, errors: wrong };
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  ${typed && insetText({ text: texts.refer.typedIsBack })}
  <p class="govuk-body">${words.intro}</p>
  ${postForm(
    call.formAction(paths.step(id, step), { [revisionField]: String(typed?.rev ?? rev) }),
    html`${pageFields({ form, area: call.area, audience, query: call.query }, questionsOf(step, audience))}
    <div class="govuk-button-group">
      ${button({ text: texts.refer.send.send, preventDoubleClick: true })}
      ${button({ text: texts.refer.send.skip, classes: 'govuk-button--secondary', name: buttonField, value: skip, preventDoubleClick: true })}
    </div>`,
  )}`;
  return renderPage(call, { title: words.title, content, errors: wrong, back: paths.page(id, 'check') });
});

export const send = withDraft(async (call, open) => {
  if (open.content.corrects) return saveStep(call, open, step);
  const newAnswers = firstValue(call.form, buttonField) === skip ? {} : readAnswers(step, call.form);
  const result = await savePage(call, open, { step, shownRevision: revisionOf(call), done: true, newAnswers });
  if ('conflict' in result) return conflictPage(call, { open: result.conflict, step, newAnswers });
  if ('gone' in result) return respondToMissingDraft(call, result.gone);
  const journey = await evaluateDraft(call, result.saved);
  if (!journey || !isComplete(journey)) return call.redirect(paths.tasks(open.draft.id));
  return submit(call, journey);
});

/**
 * Sends by the same use case as the API. The body comes from the draft alone, so a second press is a resend and leads
 * to the same page.
 */
async function submit(call: ReferCall, journey: Journey): Promise<HttpResponse> {
  const { deps } = call;
  const { id } = journey.draft;
  const redirectToErrors = () => {
    const isOnThisPage = journey.errors.some((error) => error.step === step);
    return call.redirect(isOnThisPage ? paths.step(id, step) : paths.page(id, 'check'));
  };
  if (journey.errors.length > 0) return redirectToErrors();
  // It would now go somewhere else than was said: the page before says so.
  if (hasForecastChanged(journey)) return call.redirect(paths.page(id, 'check'));
  const submitted = await submitReferral(deps, senderOf(call.viewer.party), journey.prepared.body);
  if ('refused' in submitted) return redirectToErrors();
  if ('conflict' in submitted) {
    const latest = await openDraft(call);
    return latest?.content.sent
      ? call.redirect(paths.sent(latest.content.sent))
      : call.redirect(paths.step(id, 'references', { taken: '', from: 'check' }));
  }
  if ('created' in submitted) {
    const { id: referralId, version } = submitted.created;
    deps.log.info('referral-stored', { referralId, version });
  }
  const { id: referral } =
    'created' in submitted ? submitted.created : 'replayed' in submitted ? submitted.replayed : submitted.dryRun;
  await updateDraft(call, journey, clearAnswers(referral));
  return call.redirect(paths.sent(referral));
}
