/** Hints and other wording for questions that are asked in the plain way of their field; its label is the default. */
import type { PlainQuestionName } from '#src/web/refer/questions/asked-fields.ts';
import { nameFaults, type QuestionTexts } from './question-texts.ts';

export const plainTexts: Partial<Record<PlainQuestionName, Partial<QuestionTexts>>> = {
  'victim-approximateAge': {
    label: 'If you do not know their date of birth, how old are they, roughly?',
    hint: 'In years, for example 15. A service treats this as two years more or less.',
    subject: 'Approximate age',
    faults: {
      'invalid-value': 'Approximate age must be between 0 and 120',
      'both-given': 'Enter a date of birth or an approximate age, not both',
    },
  },
  'suspects-name': { faults: nameFaults },
  'suspects-livesWithVictim': { label: 'Do they live with the person?', subject: 'Lives with the person' },
  'suspects-knowsAddress': { label: 'Do they know where the person lives?', subject: 'Knows the address' },
  'suspects-hasAccessTo': {
    label: 'Which of the person’s do they see or answer?',
    hint: 'A service then does not use it.',
    subject: 'See or answer',
  },
  'victim-preferredName': { hint: 'The name they like to be called, if it is another.', faults: nameFaults },
  'victim-address-country': { hint: 'Only if they live outside the United Kingdom.' },
};
