/** Check your answers: everything that would be sent, its errors, and which services it would go to. */

import type { Decision } from '#src/domain/decision.ts';
import { describeFirstContact } from '#src/domain/detail/first-contact.ts';
import { prepareForServices } from '#src/domain/detail/for-services.ts';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { heldAdvice } from '#src/domain/judgement/held-reasons.ts';
import { type Note, noteTexts } from '#src/domain/judgement/notes.ts';
import { type FieldPath, pointerOf } from '#src/domain/submission/registry.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { ReferCall } from '../../app/page.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { itemId } from '../../form/add-another.ts';
import type { FormError } from '../../form/errors.ts';
import { checkSections, postForm } from '../../form/patterns.ts';
import { type Content, html, type Markup } from '../../html.ts';
import { submissionSections } from '../../submission-view.ts';
import { correctionCheckPage, sendCorrection } from '../correction/correction-check-page.ts';
import { type PageHandler, renderPage } from '../drafts/draft-page.ts';
import { isComplete, type Journey } from '../journey/journey.ts';
import { withJourney } from '../journey/with-journey.ts';
import { paths } from '../paths.ts';
import { pageOf } from '../questions/question-definitions.ts';
import { questionAt } from '../questions/question-errors.ts';
import { confirmForecast, expectedRecipients, forecastBanner, shownForecast } from './forecast.ts';
import { unanswered } from './unanswered.ts';

/** Redirects to the task list while a section is not answered. */
const withCompleteJourney = (
  handle: (call: ReferCall, journey: Journey) => HttpResponse | Promise<HttpResponse>,
): PageHandler =>
  withJourney((call, journey) =>
    isComplete(journey) ? handle(call, journey) : call.redirect(paths.tasks(journey.draft.id)),
  );

export const showCheck = withCompleteJourney((call, journey) =>
  journey.correction ? correctionCheckPage(call, journey, journey.correction) : checkPage(call, journey),
);

/** For a new referral, continues to the optional questions or shows the errors again; sends a correction. */
export const submitCheck = withCompleteJourney(async (call, journey) => {
  const { correction, draft, submission } = journey;
  if (!(await confirmForecast(call, journey))) return call.redirect(paths.page(draft.id, 'check'));
  if (correction && journey.errors.length === 0) return sendCorrection(call, journey, correction);
  return call.redirect(submission ? paths.step(draft.id, 'equality') : paths.page(draft.id, 'check'));
});

function checkPage(call: ReferCall, journey: Journey): HttpResponse {
  const { texts } = call.site;
  const words = texts.refer.check;
  const { id } = journey.draft;
  const from = { from: 'check' };
  // Each links to the page and the field where it can be corrected.
  const errors = journey.errors.map(
    (error): FormError => ({ ...error, page: paths.step(id, error.step, { check: '', ...from }) }),
  );
  const answers = journey.submission ?? journey.prepared.validPart;
  const changeHref = (path: FieldPath, item?: number): string | undefined => {
    const name = questionAt(pointerOf(path));
    return name && `${paths.step(id, pageOf(name), from)}${item === undefined ? '' : `#${itemId(name, item)}`}`;
  };
  const whereEmpty = (path: FieldPath) => unanswered(call, journey, path);
  const sections = submissionSections(answers, texts, call.area, changeHref, [], whereEmpty);
  const content = html`${forecastBanner(call, journey)}
  <h1 class="govuk-heading-l">${words.title}</h1>
  ${checkSections(texts, sections)}
  ${journey.submission && safeWays(call, journey.submission)}
  ${journey.decision && noteList(call, journey.decision)}
  ${journey.decision && forecastInset(call, journey.decision)}
  <p class="govuk-body">${words.next}</p>
  ${postForm(call.formAction(paths.page(id, 'check'), shownForecast(journey)), button({ text: words.button, preventDoubleClick: true }))}`;
  return renderPage(call, { title: words.title, content, errors, back: paths.tasks(id) });
}

/** As a service is told: what was marked is not always what is safe, and letters may go elsewhere than home. */
function safeWays({ area, now, site }: ReferCall, submission: Submission): Content {
  const words = site.texts.refer.check;
  const derived = deriveFacts(submission, area.rules, now);
  const shared = prepareForServices(submission, derived);
  const { channels } = describeFirstContact({ submission, shared, seesSuspects: false, derived });
  const ways = channels
    .filter(({ safe }) => safe === 'yes')
    .map(({ channel, isElsewhere }) => {
      const name = site.texts.words.channel[channel];
      return channel === 'post' ? `${name}, ${isElsewhere ? words.post.elsewhere : words.post.home}` : name;
    });
  return html`<h2 class="govuk-heading-m">${words.waysTitle}</h2>
    <p class="govuk-body">${ways.length > 0 ? words.ways : words.noWays}</p>
    ${ways.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${ways.map((way) => html`<li>${way}</li>`)}</ul>`}`;
}

/** What a reader of the referral will be told, while it can still be put right. */
function noteList(call: ReferCall, { notes }: Decision): Content {
  const known = notes.filter((note) => note in noteTexts) as Note[];
  return (
    known.length > 0 &&
    html`<h2 class="govuk-heading-m">${call.site.texts.refer.check.notes}</h2>
    <ul class="govuk-list govuk-list--bullet">${known.map((note) => html`<li>${noteTexts[note]}</li>`)}</ul>`
  );
}

/** The decision, if the referral were sent now. */
function forecastInset(call: ReferCall, decision: Decision): Markup {
  const words = call.site.texts.refer.check;
  if (decision.outcome === 'held') {
    return insetText({
      html: html`<p class="govuk-body"><strong>${words.heldTitle}</strong></p>
      <p class="govuk-body">${words.heldBody}</p>
      <ul class="govuk-list govuk-list--bullet">${decision.heldReasons.map((reason) => html`<li>${heldAdvice[reason]}</li>`)}</ul>`,
    });
  }
  return expectedRecipients(call, decision);
}
