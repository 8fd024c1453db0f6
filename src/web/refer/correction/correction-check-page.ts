/** Check your correction, and send it by the use case behind PUT. */

import { heldAdvice } from '#src/domain/judgement/held-reasons.ts';
import { senderOf } from '#src/domain/sender.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { correctParts } from '#src/usecases/intake/correct-parts.ts';
import type { ReferCall } from '../../app/page.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import type { FormError } from '../../form/errors.ts';
import { type AnswerSection, answerSections, postForm } from '../../form/patterns.ts';
import { html, type Markup, withLineBreaks } from '../../html.ts';
import { whyStopped } from '../../sent/sent-advice.ts';
import { formatAnswers } from '../drafts/conflict-page.ts';
import { renderPage } from '../drafts/draft-page.ts';
import { revisionField, revisionOf } from '../drafts/hidden-fields.ts';
import { type Correction, type Journey, targetOf } from '../journey/journey.ts';
import { paths } from '../paths.ts';
import { questionsOf } from '../questions/steps.ts';
import { expectedRecipients, forecastBanner, shownForecast } from '../send/forecast.ts';
import { finishCorrection } from './late-correction.ts';

export function correctionCheckPage(call: ReferCall, journey: Journey, correction: Correction): HttpResponse {
  const { texts } = call.site;
  const words = texts.refer.correct;
  const { id, rev } = journey.draft;
  const from = { from: 'check' };
  const errors = journey.errors.map(
    (error): FormError => ({ ...error, page: paths.step(id, error.step, { check: '', ...from }) }),
  );
  const formAction = call.formAction(paths.page(id, 'check'), {
    [revisionField]: String(rev),
    ...shownForecast(journey),
  });
  const content = html`${forecastBanner(call, journey)}
  <span class="govuk-caption-l">${correction.target.reference}</span>
  <h1 class="govuk-heading-l">${words.checkTitle}</h1>
  ${answerSections(texts, correctedSections(call, journey, correction))}
  ${insetText({ text: words.restStays })}
  ${forecastInset(call, journey, correction)}
  ${postForm(formAction, button({ text: words.send, preventDoubleClick: true }))}`;
  return renderPage(call, { title: words.checkTitle, content, errors, back: paths.tasks(id) });
}

/** The pages that were filled in again, with their empty answers too: those remove what was sent before. */
function correctedSections(
  call: ReferCall,
  { draft, content, prepared }: Journey,
  { correctedSteps }: Correction,
): AnswerSection[] {
  const { texts } = call.site;
  return correctedSteps.map((step) => ({
    title: texts.refer.correct.pages[step],
    answers: questionsOf(step, prepared.audience)
      .filter((name) => name !== 'remember')
      .map((name) => ({
        key: texts.refer.questions[name].subject ?? texts.refer.questions[name].label,
        value: withLineBreaks(formatAnswers(call, name, content.answers)),
        change: paths.step(draft.id, step, { from: 'check' }),
      })),
  }));
}

function forecastInset(call: ReferCall, { draft, decision }: Journey, correction: Correction): Markup | undefined {
  const words = call.site.texts.refer.correct;
  if (!decision) return undefined;
  const { head } = correction.ownReferral.referralCase;
  const { stoppedAt } = correction;
  if (stoppedAt.length > 0) {
    const title = head.isSuspended ? words.stopped.still : words.stopped.would;
    const suspects = html`<a class="govuk-link" href="${paths.step(draft.id, 'suspects', { from: 'check' })}">${words.pages.suspects}</a>`;
    return insetText({
      html: html`<p class="govuk-body"><strong>${title}</strong></p>${whyStopped(call, { stoppedAt, decision, suspects })}`,
    });
  }
  if (decision.outcome === 'routed') return expectedRecipients(call, decision);
  return insetText({
    html: html`<p class="govuk-body"><strong>${words.stillHeld}</strong></p>
    <p class="govuk-body">${words.stillHeldBody}</p>
    <ul class="govuk-list govuk-list--bullet">${decision.heldReasons.map((reason) => html`<li>${heldAdvice[reason]}</li>`)}</ul>`,
  });
}

/** Sends only what was checked: if a page was changed meanwhile, shows the check page again. */
export async function sendCorrection(call: ReferCall, journey: Journey, correction: Correction): Promise<HttpResponse> {
  const { deps } = call;
  const { id, rev } = journey.draft;
  if (revisionOf(call) !== rev) return call.redirect(paths.page(id, 'check'));
  const result = await correctParts(deps, senderOf(call.viewer.party), targetOf(correction), correction.changes);
  if ('corrected' in result) {
    deps.log.info('referral-stored', { referralId: result.corrected.id, version: result.corrected.version });
    return finishCorrection(call, journey);
  }
  // The check page shows the errors, or that the correction came too late.
  return call.redirect(paths.page(id, 'check'));
}
