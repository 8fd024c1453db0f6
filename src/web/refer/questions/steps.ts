/** The journey: the questions of each page, and the pages of each section of the task list. */
import type { FormPage } from '#src/domain/submission/field.ts';
import { fieldPaths } from '#src/domain/submission/registry.ts';
import type { SenderKind } from '#src/domain/vocabulary.ts';
import type { Condition, Conditions } from './condition-names.ts';
import {
  type ItemName,
  pageOf,
  pathsOf,
  type QuestionName,
  questionDefinitions,
  questionNames,
} from './question-definitions.ts';

export const taskIds = ['you', 'person', 'offence', 'contact', 'risk', 'needs', 'consent'] as const;
export type TaskId = (typeof taskIds)[number];

interface StepShape {
  task: TaskId | 'equality';
  /** Who is asked; everyone by default. */
  kinds?: readonly SenderKind[];
  /** When the page is part of the journey; always by default. */
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
  suspects: { task: 'offence', condition: 'abuse' },
  summary: { task: 'offence' },
  investigation: { task: 'offence', kinds: ['police'] },
  contact: { task: 'contact' },
  'contact-safety': { task: 'contact', condition: 'abuse' },
  'post-address': { task: 'contact', condition: 'other-address' },
  'contact-more': { task: 'contact' },
  risk: { task: 'risk', first: ['riskTool', 'score'] },
  household: { task: 'risk', condition: 'abuse' },
  safeguarding: { task: 'risk', condition: 'safeguarding' },
  marac: { task: 'risk', condition: 'abuse' },
  needs: { task: 'needs', first: ['needs'] },
  'public-funds': { task: 'needs', condition: 'housing' },
  support: { task: 'needs', condition: 'abuse' },
  consent: { task: 'consent', first: ['basis', 'overrideReason'] },
  'consent-details': { task: 'consent', condition: 'agreed' },
  awareness: { task: 'consent', condition: 'may-not-know' },
  /** Optional, after check-your-answers. */
  equality: { task: 'equality' },
};

export type StepId = FormPage;
export const stepIds = Object.keys(allSteps) as StepId[];

/** A question of the pages alone comes last. */
const positionOf = (name: QuestionName): number => {
  const [path] = pathsOf(questionDefinitions[name]);
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

/** Who is asked, and in which case. */
export interface Audience {
  kind: SenderKind;
  conditions: Conditions;
  isCorrection?: boolean;
}

export function isAsked(name: QuestionName | ItemName, { kind, conditions }: Audience): boolean {
  const { kinds, condition } = questionDefinitions[name];
  return (kinds?.includes(kind) ?? true) && (condition === undefined || conditions.has(condition));
}

/** The questions of a page, in a new referral or a correction. */
export const questionsOf = (step: StepId, audience: Audience): QuestionName[] =>
  steps[step].questions.filter(
    (name) => isAsked(name, audience) && !(audience.isCorrection && identityQuestions.includes(name)),
  );

/** The pages of a journey: those that ask something. */
export const stepsFor = (audience: Audience): StepId[] =>
  stepIds.filter((id) => {
    const { kinds, condition } = steps[id];
    const isForThem = kinds?.includes(audience.kind) ?? true;
    const isNow = condition === undefined || audience.conditions.has(condition);
    return isForThem && isNow && questionsOf(id, audience).length > 0;
  });

export const stepsOf = (task: TaskId): StepId[] => stepIds.filter((id) => steps[id].task === task);
