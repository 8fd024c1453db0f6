/** Texts of the questions about somebody who may have done it. */
import type { SpecialQuestionName } from '#src/web/refer/questions/question-definitions.ts';
import type { QuestionTexts } from './question-texts.ts';

export const suspectQuestions: Record<Extract<SpecialQuestionName, `suspects-${string}`>, QuestionTexts> = {
  'suspects-relationship': { label: 'What are they to the person?', subject: 'Relationship' },
  'suspects-isGuardian': {
    label: 'Are they the parent or guardian named in this referral?',
    hint: 'If so, no service contacts them or tells them anything.',
    subject: 'Is the guardian',
  },
  'suspects-status': { label: 'Have the police arrested or charged them?', subject: 'Status' },
  'suspects-statusAt': {
    label: 'Since when?',
    subject: 'Since when',
    faults: { 'in-the-future': 'The time since when must be in the past' },
  },
  'suspects-noContactCondition': {
    label: 'Are they barred from contact with the person?',
    hint: 'By bail, a court order or a sentence.',
    subject: 'Barred from contact',
  },
  'suspects-releaseOn': {
    label: 'When are they released?',
    hint: 'For example, 1 12 2026. The service is reminded two working days before.',
    subject: 'Release date',
  },
};
