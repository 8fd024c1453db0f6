/** The journey: the questions of each page, and the pages of each section of the task list. */
import type { SenderKind } from '#src/domain/vocabulary.ts';
import { type QuestionName, questions } from './questions.ts';

export const taskIds = ['you', 'person', 'offence', 'contact', 'risk', 'needs', 'consent'] as const;
export type TaskId = (typeof taskIds)[number];

/** When a page is part of the journey: for a child, or if the person agreed. Without a condition it always is. */
export type Condition = 'child' | 'agreed';

interface StepShape {
  task: TaskId | 'equality';
  questions: readonly QuestionName[];
  condition?: Condition;
}

const allSteps = {
  'about-you': { task: 'you', questions: ['your-name', 'your-role', 'your-email', 'your-phone', 'remember'] },
  person: { task: 'person', questions: ['role', 'givenName', 'familyName', 'dateOfBirth'] },
  home: { task: 'person', questions: ['noFixedAddress', 'address', 'homeDistrict'] },
  communication: { task: 'person', questions: ['language', 'interpreter', 'accessNeeds'] },
  guardian: {
    task: 'person',
    condition: 'child',
    questions: ['guardian-name', 'guardian-relationship', 'guardian-phone'],
  },
  offence: { task: 'offence', questions: ['category', 'occurredOn', 'occurredAt'] },
  references: {
    task: 'offence',
    questions: [
      'crimeReference',
      'incidentReference',
      'makeReference',
      'reportedAt',
      'homeOfficeCode',
      'victimReference',
    ],
  },
  place: { task: 'offence', questions: ['district', 'locationType', 'method'] },
  circumstances: {
    task: 'offence',
    questions: [
      'domesticAbuse',
      'honourBased',
      'modernSlavery',
      'childExploitation',
      'knifeEnabled',
      'firearm',
      'alcoholInvolved',
      'hateStrands',
    ],
  },
  summary: { task: 'offence', questions: ['summary'] },
  contact: {
    task: 'contact',
    questions: ['phone', 'email', 'safe-call', 'safe-voicemail', 'safe-text', 'safe-email', 'safe-post'],
  },
  'contact-more': {
    task: 'contact',
    questions: ['times', 'instructions', 'alternative-name', 'alternative-relationship', 'alternative-phone'],
  },
  risk: { task: 'risk', questions: ['riskTool', 'score', 'riskLevel', 'judgement', 'toStaff'] },
  needs: { task: 'needs', questions: ['needs', 'assessed'] },
  consent: { task: 'consent', questions: ['basis', 'overrideReason', 'optedOut'] },
  'consent-details': { task: 'consent', condition: 'agreed', questions: ['givenBy', 'consentMethod', 'obtainedAt'] },
  /** Optional, after check-your-answers. */
  equality: { task: 'equality', questions: ['sex', 'ethnicity', 'occupation'] },
} as const satisfies Record<string, StepShape>;

export type StepId = keyof typeof allSteps;
export const steps: Readonly<Record<StepId, StepShape>> = allSteps;
export const stepIds = Object.keys(allSteps) as StepId[];

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

const stepByQuestion = new Map(stepIds.flatMap((id) => steps[id].questions.map((name) => [name, id] as const)));

/** The page of a question; each question is on one page. */
export function stepOf(name: QuestionName): StepId {
  const step = stepByQuestion.get(name);
  if (step === undefined) throw new Error(`No page has the question ${name}`);
  return step;
}
