/** The task list of a correction and the reason for it. A page filled in again replaces what was sent on it. */

import { lastRefusalAt } from '#src/domain/case/correction/reopen.ts';
import { needsSender } from '#src/domain/case/notices/action-needed.ts';
import { isOver } from '#src/domain/case/triage/allowed-actions.ts';
import { isForHub } from '#src/domain/case/triage/held-advice.ts';
import { returnReasonOf } from '#src/domain/case/triage/return-reason.ts';
import type { HeldReason, ReturnReason } from '#src/domain/vocabulary.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { OwnReferral } from '#src/usecases/sender/own-referrals.ts';
import type { ReferCall } from '../../app/page.ts';
import { insetText } from '../../components/inset-text.ts';
import { type TaskItem, taskList } from '../../components/task-list.ts';
import { formatDateTimeWithYear } from '../../format-time.ts';
import { heldTexts, notYoursText } from '../../held-texts.ts';
import { type Content, html, withLineBreaks } from '../../html.ts';
import { suspensionInsets } from '../../sent/sent-advice.ts';
import type { Texts } from '../../texts/en.ts';
import { renderPage } from '../drafts/draft-page.ts';
import { type Correction, isComplete, type Journey } from '../journey/journey.ts';
import { paths } from '../paths.ts';
import type { StepId } from '../questions/steps.ts';

/** The pages that most likely need correcting. */
const stepsByHeldReason: Readonly<Record<HeldReason, readonly StepId[]>> = {
  'no-safe-contact': ['contact', 'post-address'],
  'no-eligible-service': ['person', 'home', 'place', 'needs'],
  'out-of-scope': ['offence'],
  'guardian-needed': ['guardian', 'person'],
};
const stepsByReturnReason: Readonly<Record<ReturnReason, readonly StepId[]>> = {
  'unsafe-to-contact': ['contact', 'contact-safety', 'contact-more'],
  'wrong-contact-details': ['contact'],
  'insufficient-information': [],
  'consent-missing': ['consent'],
  'out-of-scope': ['offence'],
  duplicate: [],
  other: [],
};

/** A service has stopped contact: what it waits for is another safe way. */
const stepsWhileSuspended: readonly StepId[] = ['contact', 'contact-safety', 'post-address', 'contact-more'];
/** The person said no: to refer them again, they must have agreed since. */
const stepsAfterRefusal: readonly StepId[] = ['consent', 'consent-details'];

function likelySteps({ referralCase }: OwnReferral): readonly StepId[] {
  const { head } = referralCase;
  const reason = returnReasonOf(head);
  if (reason) return stepsByReturnReason[reason];
  if (head.isSuspended) return stepsWhileSuspended;
  if (isOver(head)) return lastRefusalAt(referralCase) === undefined ? [] : stepsAfterRefusal;
  return isForHub(head) ? [] : head.heldReasons.flatMap((one) => stepsByHeldReason[one]);
}

/** Why the referral needs its sender, and the advice, as its sender may see it; nothing where it does not. */
export function reasonInset(call: ReferCall, ownReferral: OwnReferral): Content {
  const { texts } = call.site;
  const words = texts.refer.correct;
  const { head } = ownReferral.referralCase;
  if (head.isSuspended) return suspensionInsets(call, ownReferral);
  if (isOver(head)) return againInset(call, ownReferral);
  if (!needsSender(head)) return undefined;
  if (isForHub(head)) return insetText({ text: notYoursText(texts, head) });
  const reason = returnReasonOf(head);
  const lines = reason
    ? [texts.words.returnReason[reason]]
    : heldTexts(texts, head).map(({ why, release }) => `${why}. ${release}`);
  return insetText({
    html: html`<p class="govuk-body govuk-!-font-weight-bold">${reason ? words.returned : words.held}</p>
    ${lines.map((line) => html`<p class="govuk-body">${line}</p>`)}
    ${
      ownReferral.advice !== undefined &&
      html`<p class="govuk-body govuk-!-font-weight-bold">${words.advice}</p>
    <p class="govuk-body">${withLineBreaks(ownReferral.advice)}</p>`
    }`,
  });
}

function againInset({ site }: ReferCall, { referralCase }: OwnReferral): Content {
  const { again } = site.texts.refer.correct;
  const refusedAt = lastRefusalAt(referralCase);
  return insetText({
    html: html`<p class="govuk-body">${again.lead}</p>
    ${refusedAt !== undefined && html`<p class="govuk-body">${again.afterNo(formatDateTimeWithYear(refusedAt))}</p>`}`,
  });
}

export function correctionTaskList(call: ReferCall, journey: Journey, correction: Correction): HttpResponse {
  const { texts } = call.site;
  const words = texts.refer.correct;
  const { id } = journey.draft;
  const { ownReferral, target } = correction;
  const faultySteps = new Set(journey.errors.map(({ step }) => step));
  const openSteps = journey.prepared.steps;
  const likelyOnes = openSteps.filter((step) => likelySteps(ownReferral).includes(step) || faultySteps.has(step));
  const taskSection = (title: string, steps: readonly StepId[], idPrefix: string): Content =>
    steps.length > 0 &&
    html`<h2 class="govuk-heading-m">${title}</h2>
    ${taskList({ items: steps.map((step) => taskItem(texts, journey, step)), idPrefix })}`;
  const check = isComplete(journey)
    ? { href: paths.page(id, 'check'), status: { tag: { text: words.states.ready, classes: 'govuk-tag--blue' } } }
    : { status: { text: words.states.cannotStart, classes: 'govuk-task-list__status--cannot-start-yet' } };
  const others = openSteps.filter((step) => !likelyOnes.includes(step));
  const content = html`<span class="govuk-caption-l">${target.reference}</span>
  <h1 class="govuk-heading-l">${words.title}</h1>
  ${reasonInset(call, ownReferral)}
  <p class="govuk-body">${words.lead}</p>
  ${taskSection(words.mostLikely, likelyOnes, 'likely')}
  ${taskSection(likelyOnes.length > 0 ? words.others : words.all, others, 'others')}
  <h2 class="govuk-heading-m">${words.finish}</h2>
  ${taskList({ items: [{ title: { text: words.check }, ...check }], idPrefix: 'finish' })}
  <p class="govuk-body"><a class="govuk-link" href="${paths.status(target.reference)}">${words.backToReferral}</a></p>
  <p class="govuk-body"><a class="govuk-link" href="${paths.page(id, 'delete')}">${words.delete.title.replace('?', '')}</a></p>`;
  return renderPage(call, { title: words.title, content });
}

function taskItem(texts: Texts, { draft, content, errors }: Journey, step: StepId): TaskItem {
  const words = texts.refer.correct;
  const { states } = words;
  const isWrong = errors.some((error) => error.step === step);
  const isTyped = content.typed?.[step] !== undefined;
  const saved = isTyped ? { done: false } : content.steps[step];
  const query: Record<string, string> = isWrong ? { check: '' } : {};
  const status: TaskItem['status'] = isWrong
    ? { tag: { text: states.problem, classes: 'govuk-tag--red' } }
    : saved
      ? {
          tag: saved.done
            ? { text: states.corrected, classes: 'govuk-tag--green' }
            : { text: states.inProgress, classes: 'govuk-tag--teal' },
        }
      : { text: states.unchanged };
  return { title: { text: words.pages[step] }, href: paths.step(draft.id, step, query), status };
}
