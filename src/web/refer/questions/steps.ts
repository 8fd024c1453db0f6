/** The journey: the questions of each page, and the pages of each section of the task list. */
import type { FormPage } from '#src/domain/submission/field.ts';
import { fieldPaths } from '#src/domain/submission/registry.ts';
import type { SenderKind } from '#src/domain/vocabulary.ts';
import { askings, pageOf, pathsOf, type QuestionName, questionNames } from './asked-fields.ts';
import { questions } from './questions.ts';

export const taskIds = ['you', 'person', 'offence', 'contact', 'risk', 'needs', 'consent'] as const;
export type TaskId = (typeof taskIds)[number];

/** When a page is part of the journey: for a child, or if the person agreed. Without a condition it always is. */
export type Condition = 'child' | 'agreed';

interface StepShape {
  task: TaskId | 'equality';
  condition?: Condition;
  /** Asked before the others of the page, which follow in the order of the field registry. */
  first?: readonly QuestionName[];
}

const allSteps: Readonly<Record<FormPage, StepShape>> = {
  'about-you': { task: 'you' },
  person: { task: 'person', first: ['role'] },
  home: { task: 'person', first: ['noFixedAddress'] },
  communication: { task: 'person' },
  guardian: { task: 'person', condition: 'child' },
  offence: { task: 'offence' },
  references: {
    task: 'offence',
    first: ['crimeReference', 'incidentReference', 'makeReference', 'reportedAt', 'homeOfficeCode'],
  },
  place: { task: 'offence' },
  circumstances: {
    task: 'offence',
    first: [
      'domesticAbuse',
      'honourBased',
      'modernSlavery',
      'childExploitation',
      'knifeEnabled',
      'firearm',
      'alcoholInvolved',
    ],
  },
  summary: { task: 'offence' },
  contact: { task: 'contact' },
  'contact-more': { task: 'contact' },
  risk: { task: 'risk', first: ['riskTool', 'score'] },
  needs: { task: 'needs', first: ['needs'] },
  consent: { task: 'consent', first: ['basis', 'overrideReason'] },
  'consent-details': { task: 'consent', condition: 'agreed' },
  /** Optional, after check-your-answers. */
  equality: { task: 'equality' },
};

export type StepId = FormPage;
export const stepIds = Object.keys(allSteps) as StepId[];

/** A question of the pages alone comes last. */
const positionOf = (name: QuestionName): number => {
  const [path] = pathsOf(askings[name]);
  return path ? fieldPaths.indexOf(path) : fieldPaths.length;
};
const namesByRegistry = [...questionNames].sort((one, other) => positionOf(one) - positionOf(other));

const questionsOn = (step: StepId): QuestionName[] => {
  const { first = [] } = allSteps[step];
  return [...first, ...namesByRegistry.filter((name) => pageOf(name) === step && !first.includes(name))];
};

interface Step extends StepShape {
  questions: readonly QuestionName[];
}
export const steps = Object.fromEntries(
  stepIds.map((step): [StepId, Step] => [step, { ...allSteps[step], questions: questionsOn(step) }]),
) as Readonly<Record<StepId, Step>>;

export const isStepId = (text: string | undefined): text is StepId =>
  text !== undefined && Object.hasOwn(allSteps, text);

/** A referral's id is derived from these, so a correction cannot change them. */
const identityQuestions: readonly QuestionName[] = [
  'crimeReference',
  'incidentReference',
  'makeReference',
  'victimReference',
];

/** The questions of a page for this kind of sender, in a new referral or a correction. */
export const questionsOf = (step: StepId, kind: SenderKind, isCorrection = false): QuestionName[] =>
  steps[step].questions.filter(
    (name) => (questions[name].kinds?.includes(kind) ?? true) && !(isCorrection && identityQuestions.includes(name)),
  );

export const stepsOf = (task: TaskId): StepId[] => stepIds.filter((id) => steps[id].task === task);
