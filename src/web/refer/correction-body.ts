/** Converts the pages that were filled in again to a partial correction. */
import type { Mending } from '#src/domain/mending.ts';
import type { Values } from '../form/errors.ts';
import { missingOn } from './asked.ts';
import { answer, type Drawn, emptyBody, givenOf, isAgreed, isOverride, type Setting, type TypedFault } from './body.ts';
import { type Question, type QuestionName, questions } from './questions.ts';
import { questionsOf, type StepId, stepIds, steps } from './steps.ts';

export interface DrawnCorrection extends Drawn {
  mending: Mending;
  /** Pages that were filled in again, in page order. */
  again: StepId[];
}

/** @param isSaved whether a page was saved in the draft; answers on other pages are ignored */
export function drawCorrection(answers: Values, saved: (step: StepId) => boolean, setting: Setting): DrawnCorrection {
  const asked = (step: StepId): QuestionName[] => questionsOf(step, setting.sender.kind, true);
  const agreed = saved('consent') && isAgreed(answers);
  const open = stepIds.filter((id) => asked(id).length > 0 && (steps[id].only !== 'agreed' || agreed));
  const again = open.filter(saved);
  const body = emptyBody();
  const faults: TypedFault[] = [];
  for (const name of again.flatMap(asked)) {
    if (name !== 'overrideReason' || isOverride(answers)) answer(body, name, answers, setting, faults);
  }
  faults.push(...missingOn(again.flatMap(asked), answers));
  // Another basis replaces all of the consent: who agreed before, and when, no longer applies.
  const places = [
    ...again.flatMap(asked).flatMap((name) => placesOf(questions[name])),
    ...(again.includes('consent') ? ['/consent'] : []),
  ];
  return { body, given: givenOf(body), steps: open, faults, again, mending: { places, body } };
}

function placesOf(question: Question): string[] {
  if (question.kind === 'ticks') return Object.values(question.places);
  return 'pointer' in question ? [question.pointer] : [];
}
