/** Check your answers: everything that would be sent, its errors, and which services it would go to. */

import type { Decision } from '#src/domain/decision.ts';
import { heldAdvice } from '#src/domain/judgement/held.ts';
import type { Reply } from '#src/platform/exchange.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { insetText } from '../components/inset-text.ts';
import type { FormError } from '../form/errors.ts';
import { answerSections, postForm } from '../form/pages.ts';
import { html, type Markup } from '../html.ts';
import { submissionSections } from '../submission-view.ts';
import { correctionCheck, sendCorrection } from './correction-check.ts';
import { questionAt } from './errors.ts';
import { goesTo } from './forecast.ts';
import { isComplete, type Journey, paths } from './journey.ts';
import { type Handle, show } from './page.ts';
import { stepOf } from './steps.ts';
import { withJourney } from './with-journey.ts';

/** Redirects to the task list while a section is not answered. */
const whenComplete = (handle: (call: PrivateCall, journey: Journey) => Reply | Promise<Reply>): Handle =>
  withJourney((call, journey) =>
    isComplete(journey) ? handle(call, journey) : call.redirect(paths.tasks(journey.draft.id)),
  );

export const showCheck = whenComplete((call, journey) =>
  journey.correction ? correctionCheck(call, journey, journey.correction) : checkPage(call, journey),
);

/** For a new referral, continues to the optional questions or shows the errors again; sends a correction. */
export const goOnFromCheck = whenComplete((call, journey) => {
  const { correction, draft, submission } = journey;
  if (correction && journey.errors.length === 0) return sendCorrection(call, journey, correction);
  return call.redirect(submission ? paths.step(draft.id, 'equality') : paths.page(draft.id, 'check'));
});

function checkPage(call: PrivateCall, journey: Journey): Reply {
  const { texts } = call.site;
  const words = texts.refer.check;
  const { id } = journey.draft;
  const from = { from: 'check' };
  // Each links to the page and the field where it can be corrected.
  const errors = journey.errors.map(
    (error): FormError => ({ ...error, page: paths.step(id, error.step, { check: '', ...from }) }),
  );
  const held = journey.submission ?? journey.drawn.given;
  const sections = submissionSections(held, texts, call.deps.area, (_, path) => {
    const name = questionAt(`/${path.replaceAll('.', '/')}`);
    return name && paths.step(id, stepOf(name), from);
  });
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  ${answerSections(texts, sections)}
  ${journey.decision && forecast(call, journey.decision)}
  ${postForm(call.post(paths.page(id, 'check')), button({ text: words.button, preventDoubleClick: true }))}`;
  return show(call, { title: words.title, content, errors, back: paths.tasks(id) });
}

/** The decision, if the referral were sent now. */
function forecast(call: PrivateCall, decision: Decision): Markup {
  const words = call.site.texts.refer.check;
  if (decision.outcome === 'held') {
    return insetText({
      html: html`<p class="govuk-body"><strong>${words.heldTitle}</strong></p>
      <p class="govuk-body">${words.heldBody}</p>
      <ul class="govuk-list govuk-list--bullet">${decision.heldReasons.map((reason) => html`<li>${heldAdvice[reason]}</li>`)}</ul>`,
    });
  }
  return goesTo(call, decision);
}
