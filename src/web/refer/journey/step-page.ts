/** A page of questions: shows the saved answers, saves new ones, and redirects to the next page. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { ReferCall } from '../../app/page.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { itemId } from '../../form/add-another.ts';
import { type FormError, type FormValues, firstValue } from '../../form/errors.ts';
import { questionForm } from '../../form/patterns.ts';
import { type Content, html, type Markup } from '../../html.ts';
import { reasonInset } from '../correction/correction-task-list.ts';
import { conflictPage } from '../drafts/conflict-page.ts';
import { type OpenDraft, readAnswers, withStep } from '../drafts/draft.ts';
import { renderPage, respondToMissingDraft, withDraft } from '../drafts/draft-page.ts';
import { buttonField, fromField, revisionField, revisionOf } from '../drafts/hidden-fields.ts';
import { rememberAnswers } from '../drafts/profile.ts';
import { removeSteps, savePage, updateDraft } from '../drafts/save-draft.ts';
import { paths } from '../paths.ts';
import { anotherParameter, filledPositions, type ItemButton, pressedItemButton } from '../questions/list-items.ts';
import type { PageError } from '../questions/question-errors.ts';
import { noteInset, pageFields } from '../questions/question-fields.ts';
import { questions } from '../questions/questions.ts';
import { questionsOf, type StepId, steps } from '../questions/steps.ts';
import { forecastOf } from '../send/forecast.ts';
import {
  evaluateDraft,
  findConsentRequirement,
  findStep,
  type Journey,
  prepareFromDraft,
  stepsOfTask,
} from './journey.ts';
import { suspectWarning } from './suspect-warning.ts';
import { withJourney } from './with-journey.ts';

const saveForLater = 'later';
/** The button that discards the new answers on a page of a correction. */
const keepOriginalField = 'as-sent';

export const showStep = withJourney((call, journey) => {
  const step = findStep(call, journey.prepared);
  return step === undefined || step === 'equality' ? call.notFound() : renderStep(call, journey, step);
});

export function renderStep(call: ReferCall, journey: Journey, step: StepId): HttpResponse {
  const takenErrors: FormError[] = call.query.has('taken') && step === 'references' ? [referenceTakenError(call)] : [];
  const errors = call.query.has('check') ? journey.errors.filter((error) => error.step === step) : [];
  return stepPage(call, journey, step, [...errors, ...takenErrors]);
}

const referenceTakenError = ({ site }: ReferCall): FormError => ({
  field: 'victimReference',
  text: site.texts.refer.errors.referenceTaken,
});

function stepPage(call: ReferCall, journey: Journey, step: StepId, errors: readonly FormError[]): HttpResponse {
  const { texts } = call.site;
  const words = texts.refer.steps[step];
  const {
    draft,
    content,
    correction,
    prepared: { audience },
  } = journey;
  const typed = content.typed?.[step];
  const form = { texts, values: typed ? withStep(content.answers, step, typed.answers) : content.answers, errors };
  const isChange = call.query.get(fromField) === 'check';
  const hidden = { [revisionField]: String(typed?.rev ?? draft.rev), ...(isChange ? { [fromField]: 'check' } : {}) };
  const title = step === 'references' && correction ? texts.refer.correct.pages[step] : words.title;
  return renderPage(call, {
    title,
    errors,
    back: isChange ? paths.page(draft.id, 'check') : backPath(journey, step),
    content: questionForm(texts, {
      formAction: call.formAction(paths.step(draft.id, step), hidden),
      heading: title,
      caption: captionOf(call, journey, title, step),
      intro: html`${typed && insetText({ text: texts.refer.typedIsBack })}${introOf(call, journey, step)}`,
      fields: pageFields({ form, area: call.area, audience, query: call.query }, questionsOf(step, audience)),
      save: { name: buttonField, value: saveForLater },
      extraButtons: correction && content.steps[step] && keepOriginalButton(call),
    }),
  });
}

const keepOriginalButton = ({ site }: ReferCall): Markup =>
  button({
    text: site.texts.refer.correct.keepOriginal,
    classes: 'govuk-button--secondary',
    name: keepOriginalField,
    value: 'yes',
  });

function captionOf(call: ReferCall, journey: Journey, title: string, step: StepId): string | undefined {
  const { correct, tasks } = call.site.texts.refer;
  if (journey.correction) return correct.draftName(journey.correction.target.reference);
  const { task } = steps[step];
  return task === 'equality' || tasks.titles[task] === title ? undefined : tasks.titles[task];
}

function introOf(call: ReferCall, journey: Journey, step: StepId): Content {
  const { refer } = call.site.texts;
  if (journey.correction) {
    const { replaces, consentReplaces, referenceStays } = refer.correct;
    const text = step === 'consent' ? consentReplaces : replaces;
    return html`${reasonInset(call, journey.correction.ownReferral)}
    <p class="govuk-body">${text}${step === 'references' && ` ${referenceStays}`}</p>`;
  }
  if (step === 'about-you') return html`<p class="govuk-body">${refer.steps[step].intro(call.viewer.party.name)}</p>`;
  if (step === 'guardian') {
    return html`<p class="govuk-body">${refer.steps[step].intro(call.area.rules.guardianUnderAge)}</p>`;
  }
  if (step === 'consent')
    return findConsentRequirement(call, journey) !== undefined && noteInset(refer.agreementNeeded);
  const { intro } = refer.steps[step];
  return html`${intro && html`<p class="govuk-body">${intro}</p>`}
  ${step === 'contact' && suspectWarning(call.site.texts, journey.prepared.validPart)}`;
}

function backPath(journey: Journey, step: StepId): string {
  if (journey.correction) return paths.tasks(journey.draft.id);
  const { task } = steps[step];
  const all = task === 'equality' ? [] : stepsOfTask(journey, task);
  const previous = all[all.indexOf(step) - 1];
  return previous ? paths.step(journey.draft.id, previous) : paths.tasks(journey.draft.id);
}

export const answerStep = withDraft((call, open) => {
  const step = findStep(call, prepareFromDraft(call, open));
  return step === undefined || step === 'equality' ? call.notFound() : saveStep(call, open, step);
});

/** Saves before it checks anything else, so that no answers are lost if a correction is too late. */
export async function saveStep(call: ReferCall, open: OpenDraft, step: StepId): Promise<HttpResponse> {
  if (open.content.corrects && firstValue(call.form, keepOriginalField) !== '') {
    const updated = await updateDraft(call, open, removeSteps(step === 'consent' ? consentSteps : [step]));
    return updated && !updated.content.sent
      ? call.redirect(paths.tasks(open.draft.id))
      : respondToMissingDraft(call, updated);
  }
  const pressed = pressedItemButton(call.form, steps[step].questions);
  const done = !pressed && firstValue(call.form, buttonField) !== saveForLater;
  const newAnswers = readAnswers(step, call.form, pressed);
  const seenForecast = await forecastBefore(call, open);
  const page = { step, shownRevision: revisionOf(call), done, newAnswers, seenForecast };
  const result = await savePage(call, open, page);
  if ('conflict' in result) return conflictPage(call, { open: result.conflict, step, newAnswers: result.newAnswers });
  if ('gone' in result) return respondToMissingDraft(call, result.gone);
  if (step === 'about-you') await rememberAnswers(call, newAnswers);
  if (pressed) return call.redirect(itemPath(call, open.draft.id, step, pressed, newAnswers));
  if (!done) return call.redirect('/refer?saved');
  const journey = await evaluateDraft(call, result.saved);
  return journey ? redirectToNext(call, journey, step) : call.notFound();
}

/** What a change from check-your-answers is compared with. */
async function forecastBefore(call: ReferCall, open: OpenDraft): Promise<string | undefined> {
  if (firstValue(call.form, fromField) !== 'check' || open.content.seenForecast !== undefined) return undefined;
  const decision = (await evaluateDraft(call, open))?.decision;
  return decision && forecastOf(decision);
}

/** The page again, at the new object of the list or, after one was removed, at the list. */
function itemPath(call: ReferCall, draft: string, step: StepId, pressed: ItemButton, answers: FormValues): string {
  const { list } = pressed;
  const from: Record<string, string> = firstValue(call.form, fromField) === 'check' ? { [fromField]: 'check' } : {};
  if (!('another' in pressed)) return `${paths.step(draft, step, from)}#${list}`;
  const question = questions[list];
  const position = question.kind === 'list' ? filledPositions(list, question, answers, question.items).length : 0;
  return `${paths.step(draft, step, { ...from, [anotherParameter]: list })}#${itemId(list, position)}`;
}

/** Legal refusals, which have a page of their own instead of an error message. */
const stopPages = { 'explicit-consent-required': 'consent-needed', 'victim-opted-out': 'opted-out' } as const;

/** An opt-out stops the referral whatever else is wrong; missing consent does so only if it is the only error. */
function stopPageFor(errors: readonly PageError[]) {
  if (errors.some(({ code }) => code === 'victim-opted-out')) return stopPages['victim-opted-out'];
  const [only, more] = errors;
  return more === undefined ? stopPages[only?.code as keyof typeof stopPages] : undefined;
}

function redirectToNext(call: ReferCall, journey: Journey, step: StepId): HttpResponse {
  const { id } = journey.draft;
  const errors = journey.errors.filter((error) => error.step === step);
  const isChange = firstValue(call.form, fromField) === 'check';
  const from: Record<string, string> = isChange ? { [fromField]: 'check' } : {};
  if (errors.length > 0) {
    const stop = stopPageFor(errors);
    return call.redirect(stop ? paths.page(id, stop) : paths.step(id, step, { check: '', ...from }));
  }
  const nextSteps = stepsAfter(journey, step);
  const next = isChange ? nextSteps.find((one) => !journey.content.steps[one]?.done) : nextSteps[0];
  if (next) return call.redirect(paths.step(id, next, from));
  return call.redirect(isChange ? paths.page(id, 'check') : paths.tasks(id));
}

/** In a correction, one of them takes the place of all that was sent about consent. */
const consentSteps: readonly StepId[] = ['consent', 'consent-details', 'awareness'];

/** The next pages of the section. A correction has single pages, except that consent is followed by what belongs to it. */
function stepsAfter(journey: Journey, step: StepId): StepId[] {
  if (journey.correction) {
    const isConsent = consentSteps.includes(step) && journey.content.steps.consent !== undefined;
    const following = isConsent ? consentSteps.slice(consentSteps.indexOf(step) + 1) : [];
    return journey.prepared.steps.filter((one) => following.includes(one));
  }
  const { task } = steps[step];
  const all = task === 'equality' ? [] : stepsOfTask(journey, task);
  return all.slice(all.indexOf(step) + 1);
}
