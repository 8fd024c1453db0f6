/** A page of questions: shows the saved answers, saves new ones, and redirects to the next page. */
import type { Reply } from '#src/platform/exchange.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import type { FormError } from '../form/errors.ts';
import { typedAs } from '../form/errors.ts';
import { question } from '../form/pages.ts';
import { type Content, html, type Markup } from '../html.ts';
import { conflictPage } from './conflict-page.ts';
import { why } from './correction-pages.ts';
import { type OpenDraft, remember, typedOn } from './draft.ts';
import type { PageError } from './errors.ts';
import { askFirst, draw, type Journey, look, paths, senderOf, stepIn, stepsIn } from './journey.ts';
import { gone, show, withDraft } from './page.ts';
import { fromField, goField, revisionField, revisionOf } from './revision.ts';
import { keep, saveOver, without } from './save.ts';
import { questionsOf, type StepId, steps } from './steps.ts';
import { note, pageFields } from './view.ts';
import { withJourney } from './with-journey.ts';

const later = 'later';
/** The button that discards the new answers on a page of a correction. */
const asSentField = 'as-sent';

export const showStep = withJourney((call, journey) => {
  const step = stepIn(call, journey.drawn);
  return step === undefined || step === 'equality' ? call.notFound() : showStepOf(call, journey, step);
});

export function showStepOf(call: PrivateCall, journey: Journey, step: StepId): Reply {
  const taken: FormError[] = call.query.has('taken') && step === 'references' ? [takenError(call)] : [];
  const errors = call.query.has('check') ? journey.errors.filter((error) => error.step === step) : [];
  return stepPage(call, journey, step, [...errors, ...taken]);
}

const takenError = ({ site }: PrivateCall): FormError => ({
  field: 'victimReference',
  text: site.texts.refer.errors.taken,
});

function stepPage(call: PrivateCall, journey: Journey, step: StepId, errors: readonly FormError[]): Reply {
  const { texts } = call.site;
  const words = texts.refer.steps[step];
  const { draft, content, correction } = journey;
  const form = { texts, values: content.answers, errors };
  const isChange = call.query.get(fromField) === 'check';
  const hidden = { [revisionField]: String(draft.rev), ...(isChange ? { [fromField]: 'check' } : {}) };
  const title = step === 'references' && correction ? texts.refer.correct.pages[step] : words.title;
  return show(call, {
    title,
    errors,
    back: isChange ? paths.page(draft.id, 'check') : backOf(journey, step),
    content: question(texts, {
      post: call.post(paths.step(draft.id, step), hidden),
      heading: title,
      caption: captionOf(call, journey, title, step),
      intro: introOf(call, journey, step),
      fields: pageFields(
        { form, area: call.deps.area },
        questionsOf(step, senderOf(call).kind, correction !== undefined),
      ),
      save: { name: goField, value: later },
      also: correction && content.steps[step] && asSentButton(call),
    }),
  });
}

const asSentButton = ({ site }: PrivateCall): Markup =>
  button({
    text: site.texts.refer.correct.asSent,
    classes: 'govuk-button--secondary',
    name: asSentField,
    value: 'yes',
  });

function captionOf(call: PrivateCall, journey: Journey, title: string, step: StepId): string | undefined {
  const { correct, tasks } = call.site.texts.refer;
  if (journey.correction) return correct.draft(journey.correction.target.reference);
  const { task } = steps[step];
  return task === 'equality' || tasks.titles[task] === title ? undefined : tasks.titles[task];
}

function introOf(call: PrivateCall, journey: Journey, step: StepId): Content {
  const { refer } = call.site.texts;
  if (journey.correction) {
    const { replaces, consentReplaces, referenceStays } = refer.correct;
    const text = step === 'consent' ? consentReplaces : replaces;
    return html`${why(call.site.texts, journey.correction.own)}
    <p class="govuk-body">${text}${step === 'references' && ` ${referenceStays}`}</p>`;
  }
  if (step === 'about-you') return html`<p class="govuk-body">${refer.steps[step].intro(call.viewer.party.name)}</p>`;
  if (step === 'guardian') {
    return html`<p class="govuk-body">${refer.steps[step].intro(call.area.rules.guardianUnderAge)}</p>`;
  }
  if (step === 'consent') return askFirst(call, journey) !== undefined && note(refer.asked);
  const { intro } = refer.steps[step];
  return intro && html`<p class="govuk-body">${intro}</p>`;
}

function backOf(journey: Journey, step: StepId): string {
  if (journey.correction) return paths.tasks(journey.draft.id);
  const { task } = steps[step];
  const all = task === 'equality' ? [] : stepsIn(journey, task);
  const before = all[all.indexOf(step) - 1];
  return before ? paths.step(journey.draft.id, before) : paths.tasks(journey.draft.id);
}

export const answerStep = withDraft((call, open) => {
  const step = stepIn(call, draw(call, open));
  return step === undefined || step === 'equality' ? call.notFound() : answerStepOf(call, open, step);
});

/** Saves before it checks anything else, so that no answers are lost if a correction is too late. */
export async function answerStepOf(call: PrivateCall, open: OpenDraft, step: StepId): Promise<Reply> {
  if (open.content.corrects && typedAs(call.form, asSentField) !== '') {
    const left = await saveOver(call, open, without(step === 'consent' ? ['consent', 'consent-details'] : [step]));
    return left && !left.content.sent ? call.redirect(paths.tasks(open.draft.id)) : gone(call, left);
  }
  const done = typedAs(call.form, goField) !== later;
  const typed = typedOn(step, call.form);
  const result = await keep(call, open, { step, seen: revisionOf(call), done, typed });
  if ('conflict' in result) return conflictPage(call, { open: result.conflict, step, typed: result.typed });
  if ('gone' in result) return gone(call, result.gone);
  if (step === 'about-you') await remember(call, typed);
  if (!done) return call.redirect('/refer?saved');
  const journey = await look(call, result.kept);
  return journey ? goOn(call, journey, step) : call.notFound();
}

/** Legal refusals, which have a page of their own instead of an error message. */
const stops = { 'explicit-consent-required': 'consent-needed', 'victim-opted-out': 'opted-out' } as const;

/** An opt-out stops the referral whatever else is wrong; missing consent does so only if it is the only error. */
function stopFor(errors: readonly PageError[]) {
  if (errors.some(({ code }) => code === 'victim-opted-out')) return stops['victim-opted-out'];
  const [only, more] = errors;
  return more === undefined ? stops[only?.code as keyof typeof stops] : undefined;
}

function goOn(call: PrivateCall, journey: Journey, step: StepId): Reply {
  const { id } = journey.draft;
  const errors = journey.errors.filter((error) => error.step === step);
  const isChange = typedAs(call.form, fromField) === 'check';
  const from: Record<string, string> = isChange ? { [fromField]: 'check' } : {};
  if (errors.length > 0) {
    const stop = stopFor(errors);
    return call.redirect(stop ? paths.page(id, stop) : paths.step(id, step, { check: '', ...from }));
  }
  const following = followingIn(journey, step);
  const next = isChange ? following.find((one) => !journey.content.steps[one]?.done) : following[0];
  if (next) return call.redirect(paths.step(id, next, from));
  return call.redirect(isChange ? paths.page(id, 'check') : paths.tasks(id));
}

/** The next pages of the section. A correction has single pages, except that consent is followed by its details. */
function followingIn(journey: Journey, step: StepId): StepId[] {
  if (journey.correction) {
    return journey.drawn.steps.filter((one) => step === 'consent' && one === 'consent-details');
  }
  const { task } = steps[step];
  const all = task === 'equality' ? [] : stepsIn(journey, task);
  return all.slice(all.indexOf(step) + 1);
}
