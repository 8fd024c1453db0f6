/** Converts the pages that were filled in again to a partial correction. */
import type { PartialCorrection } from '#src/domain/correction.ts';
import type { FormValues } from '../../form/errors.ts';
import type { QuestionName } from '../questions/asked-fields.ts';
import type { InputFault } from '../questions/input-fault.ts';
import { type Question, questions } from '../questions/questions.ts';
import {
  type BodyContext,
  emptyBody,
  hasAgreed,
  isOverride,
  type PreparedBody,
  putAnswer,
  validPartOf,
} from '../questions/referral-body.ts';
import { findMissingAnswers } from '../questions/required-answers.ts';
import { questionsOf, type StepId, stepIds, steps } from '../questions/steps.ts';

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
  const questionsOn = (step: StepId): QuestionName[] => questionsOf(step, context.sender.kind, true);
  const withAgreement = isSaved('consent') && hasAgreed(answers);
  const openSteps = stepIds.filter(
    (id) => questionsOn(id).length > 0 && (steps[id].condition !== 'agreed' || withAgreement),
  );
  const correctedSteps = openSteps.filter(isSaved);
  const body = emptyBody();
  const faults: InputFault[] = [];
  for (const name of correctedSteps.flatMap(questionsOn)) {
    if (name !== 'overrideReason' || isOverride(answers)) putAnswer(body, name, answers, context, faults);
  }
  faults.push(...findMissingAnswers(correctedSteps.flatMap(questionsOn), answers));
  // Another basis replaces all of the consent: who agreed before, and when, no longer applies.
  const pointers = [
    ...correctedSteps.flatMap(questionsOn).flatMap((name) => pointersOf(questions[name])),
    ...(correctedSteps.includes('consent') ? ['/consent'] : []),
  ];
  return { body, validPart: validPartOf(body), steps: openSteps, faults, correctedSteps, changes: { pointers, body } };
}

function pointersOf(question: Question): string[] {
  if (question.kind === 'ticks') return Object.values(question.places);
  return 'pointer' in question ? [question.pointer] : [];
}
