/** Converts the pages that were filled in again to a partial correction. */
import type { PartialCorrection } from '#src/domain/correction.ts';
import type { FormValues } from '../../form/errors.ts';
import { allConditions, type Condition } from '../questions/condition-names.ts';
import { hasAgreed, mayNotKnow } from '../questions/conditions.ts';
import { type Question, questions } from '../questions/questions.ts';
import { type BodyContext, bodyOf, type PreparedBody, validPartOf } from '../questions/referral-body.ts';
import { type Audience, questionsOf, type StepId, stepsFor } from '../questions/steps.ts';

export interface PreparedCorrection extends PreparedBody {
  changes: PartialCorrection;
  /** Pages that were filled in again, in page order. */
  correctedSteps: StepId[];
}

/** @param isSaved whether a page was saved in the draft; answers on other pages are ignored */
export function prepareCorrection(
  answers: FormValues,
  isSaved: (step: StepId) => boolean,
  context: BodyContext,
): PreparedCorrection {
  // What was sent is not known here, so a page that is asked in some cases only can be filled in in any.
  const closed = new Set<Condition>([
    ...(isSaved('consent') && hasAgreed(answers) ? [] : (['agreed'] as const)),
    ...(isSaved('consent') && !mayNotKnow(answers) ? (['may-not-know'] as const) : []),
  ]);
  const audience: Audience = {
    kind: context.sender.kind,
    conditions: new Set(allConditions.filter((condition) => !closed.has(condition))),
    isCorrection: true,
  };
  const steps = stepsFor(audience);
  const correctedSteps = steps.filter(isSaved);
  const { body, faults } = bodyOf(correctedSteps, answers, audience, context);
  // Another basis replaces all of the consent: who agreed before, and when, no longer applies.
  const pointers = [
    ...correctedSteps.flatMap((step) => questionsOf(step, audience)).flatMap((name) => pointersOf(questions[name])),
    ...(correctedSteps.includes('consent') ? ['/consent'] : []),
  ];
  const changes = { pointers, body };
  return { body, validPart: validPartOf(body), audience, steps, faults, correctedSteps, changes };
}

function pointersOf(question: Question): string[] {
  if (question.kind === 'ticks') return Object.values(question.places);
  return 'pointer' in question ? [question.pointer] : [];
}
