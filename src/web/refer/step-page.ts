/** A page of questions: shown with what was saved, answered, and gone on from. */
import type { Reply } from '#src/platform/exchange.ts';
import type { PrivateCall } from '../app/page.ts';
import type { FormError } from '../form/errors.ts';
import { typedAs } from '../form/errors.ts';
import { question } from '../form/pages.ts';
import { type Content, html } from '../html.ts';
import { conflictPage } from './conflict-page.ts';
import { remember, typedOn } from './draft.ts';
import { askFirst, type Journey, look, paths, senderOf, stepIn, stepsIn } from './journey.ts';
import { gone, show, withDraft } from './page.ts';
import { keep } from './save.ts';
import { questionsOf, type StepId, steps } from './steps.ts';
import { note, pageFields } from './view.ts';

/** Names of what a page posts besides its answers. */
export const revisionField = 'rev';
export const fromField = 'from';
export const goField = 'go';
const later = 'later';

/** Digits and nothing else; a revision that is none is that of no page. */
export const revisionOf = (call: PrivateCall): number => {
  const typed = typedAs(call.form, revisionField);
  return /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
};

export const showStep = withDraft(async (call, open) => {
  const journey = look(call, open);
  const step = stepIn(call, journey);
  if (step === undefined || step === 'equality') return call.notFound();
  const taken: FormError[] = call.query.has('taken') && step === 'references' ? [takenError(call)] : [];
  const errors = call.query.has('check') ? journey.errors.filter((error) => error.step === step) : [];
  return stepPage(call, journey, step, [...errors, ...taken]);
});

const takenError = ({ site }: PrivateCall): FormError => ({
  field: 'victimReference',
  text: site.texts.refer.errors.taken,
});

function stepPage(call: PrivateCall, journey: Journey, step: StepId, errors: readonly FormError[]): Reply {
  const { texts } = call.site;
  const words = texts.refer.steps[step];
  const { draft, content } = journey;
  const form = { texts, values: content.answers, errors };
  const isChange = call.query.get(fromField) === 'check';
  const hidden = { [revisionField]: String(draft.rev), ...(isChange ? { [fromField]: 'check' } : {}) };
  const { task } = steps[step];
  const title = words.title;
  return show(call, {
    title,
    errors,
    back: isChange ? paths.page(draft.id, 'check') : backOf(journey, step),
    content: question(texts, {
      post: call.post(paths.step(draft.id, step), hidden),
      heading: title,
      caption:
        task === 'equality' || texts.refer.tasks.titles[task] === title ? undefined : texts.refer.tasks.titles[task],
      intro: introOf(call, journey, step),
      fields: pageFields({ form, area: call.deps.area }, questionsOf(step, senderOf(call).kind)),
      save: { name: goField, value: later },
    }),
  });
}

function introOf(call: PrivateCall, journey: Journey, step: StepId): Content {
  const { refer } = call.site.texts;
  if (step === 'about-you') return html`<p class="govuk-body">${refer.steps[step].intro(call.viewer.party.name)}</p>`;
  if (step === 'consent') return askFirst(call, journey) !== undefined && note(refer.asked);
  const { intro } = refer.steps[step];
  return intro && html`<p class="govuk-body">${intro}</p>`;
}

function backOf(journey: Journey, step: StepId): string {
  const { task } = steps[step];
  const all = task === 'equality' ? [] : stepsIn(journey, task);
  const before = all[all.indexOf(step) - 1];
  return before ? paths.step(journey.draft.id, before) : paths.tasks(journey.draft.id);
}

export const answerStep = withDraft(async (call, open) => {
  const step = stepIn(call, look(call, open));
  if (step === undefined || step === 'equality') return call.notFound();
  const done = typedAs(call.form, goField) !== later;
  const typed = typedOn(step, call.form);
  const result = await keep(call, open, { step, seen: revisionOf(call), done, typed });
  if ('conflict' in result) return conflictPage(call, { open: result.conflict, step, typed: result.typed });
  if ('gone' in result) return gone(call, result.gone);
  if (step === 'about-you') await remember(call, typed);
  return done ? goOn(call, look(call, result.kept), step) : call.redirect('/refer?saved');
});

/** Refusals of the law rather than of the form: they stop the person on a page of their own. */
const stops = { 'explicit-consent-required': 'consent-needed', 'victim-opted-out': 'opted-out' } as const;

function goOn(call: PrivateCall, journey: Journey, step: StepId): Reply {
  const { id } = journey.draft;
  const errors = journey.errors.filter((error) => error.step === step);
  const isChange = typedAs(call.form, fromField) === 'check';
  const from: Record<string, string> = isChange ? { [fromField]: 'check' } : {};
  const [first] = errors;
  if (first) {
    const stop = errors.length === 1 ? stops[first.code as keyof typeof stops] : undefined;
    return call.redirect(stop ? paths.page(id, stop) : paths.step(id, step, { check: '', ...from }));
  }
  const { task } = steps[step];
  const all = task === 'equality' ? [] : stepsIn(journey, task);
  const following = all.slice(all.indexOf(step) + 1);
  const next = isChange ? following.find((one) => !journey.content.steps[one]?.done) : following[0];
  if (next) return call.redirect(paths.step(id, next, from));
  return call.redirect(isChange ? paths.page(id, 'check') : paths.tasks(id));
}
