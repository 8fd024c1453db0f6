/** Check your correction, and send it by the use case behind PUT. */

import { heldAdvice } from '#src/domain/judgement/held.ts';
import type { Reply } from '#src/platform/exchange.ts';
import { mend } from '#src/usecases/mend-referral.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { insetText } from '../components/inset-text.ts';
import type { FormError } from '../form/errors.ts';
import { type AnswerSection, answerSections, postForm } from '../form/pages.ts';
import { asTyped, html, type Markup } from '../html.ts';
import { inWords } from './conflict-page.ts';
import { ended } from './correction-stop.ts';
import { goesTo } from './forecast.ts';
import { type Correction, type Journey, paths, senderOf, targetOf } from './journey.ts';
import { show } from './page.ts';
import { revisionField, revisionOf } from './revision.ts';
import { questionsOf } from './steps.ts';

export function correctionCheck(call: PrivateCall, journey: Journey, correction: Correction): Reply {
  const { texts } = call.site;
  const words = texts.refer.correct;
  const { id, rev } = journey.draft;
  const from = { from: 'check' };
  const errors = journey.errors.map(
    (error): FormError => ({ ...error, page: paths.step(id, error.step, { check: '', ...from }) }),
  );
  const post = call.post(paths.page(id, 'check'), { [revisionField]: String(rev) });
  const content = html`<span class="govuk-caption-l">${correction.target.reference}</span>
  <h1 class="govuk-heading-l">${words.checkTitle}</h1>
  ${answerSections(texts, givenAgain(call, journey, correction))}
  ${insetText({ text: words.restStays })}
  ${forecast(call, journey)}
  ${postForm(post, button({ text: words.send, preventDoubleClick: true }))}`;
  return show(call, { title: words.checkTitle, content, errors, back: paths.tasks(id) });
}

/** The pages that were filled in again, with their empty answers too: those remove what was sent before. */
function givenAgain(call: PrivateCall, { draft, content }: Journey, { again }: Correction): AnswerSection[] {
  const { texts } = call.site;
  const { kind } = senderOf(call);
  return again.map((step) => ({
    title: texts.refer.correct.pages[step],
    answers: questionsOf(step, kind, true)
      .filter((name) => name !== 'remember')
      .map((name) => ({
        key: texts.refer.questions[name].what ?? texts.refer.questions[name].label,
        value: asTyped(inWords(call, name, content.answers)),
        change: paths.step(draft.id, step, { from: 'check' }),
      })),
  }));
}

function forecast(call: PrivateCall, { decision }: Journey): Markup | undefined {
  const words = call.site.texts.refer.correct;
  if (!decision) return undefined;
  if (decision.outcome === 'routed') return goesTo(call, decision);
  return insetText({
    html: html`<p class="govuk-body"><strong>${words.stillHeld}</strong></p>
    <p class="govuk-body">${words.stillHeldBody}</p>
    <ul class="govuk-list govuk-list--bullet">${decision.heldReasons.map((reason) => html`<li>${heldAdvice[reason]}</li>`)}</ul>`,
  });
}

/** Sends only what was checked: if a page was changed meanwhile, shows the check page again. */
export async function sendCorrection(call: PrivateCall, journey: Journey, correction: Correction): Promise<Reply> {
  const { deps } = call;
  const { id, rev } = journey.draft;
  if (revisionOf(call) !== rev) return call.redirect(paths.page(id, 'check'));
  const done = await mend(deps, senderOf(call), targetOf(correction), correction.mending);
  if ('corrected' in done) {
    deps.log.info('referral-stored', { referralId: done.corrected.id, version: done.corrected.version });
    return ended(call, journey);
  }
  // The check page shows the errors, or that the correction came too late.
  return call.redirect(paths.page(id, 'check'));
}
