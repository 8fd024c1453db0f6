/** Texts of the questions for equality monitoring. */
import type { SpecialQuestionName } from '#src/web/refer/questions/question-definitions.ts';
import type { QuestionTexts } from './question-texts.ts';

export const equalityQuestions = {
  ethnicity: { label: 'What is their ethnic group?', subject: 'Ethnic group' },
  occupation: { label: 'What do they do?', subject: 'Occupation' },
  sexualOrientation: { label: 'What is their sexual orientation?', subject: 'Sexual orientation' },
  religion: { label: 'What is their religion?', subject: 'Religion' },
  genderSameAsAtBirth: {
    label: 'Is their gender the same as the sex registered at their birth?',
    subject: 'Gender same as at birth',
  },
  armedForces: {
    label: 'Do they or their family serve in the armed forces, or did they?',
    subject: 'Armed forces',
  },
} as const satisfies Partial<Record<SpecialQuestionName, QuestionTexts>>;
