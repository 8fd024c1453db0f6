/** Hints and other wording for questions that are asked in the plain way of their field; its label is the default. */
import type { PlainQuestionName } from '#src/web/refer/questions/question-definitions.ts';
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
  'victim-communication': {
    label: 'Do they need any of these to communicate?',
    subject: 'Communication',
  },
  'victim-disabilities': {
    label: 'Do they have a disability or a long-term condition?',
    hint: 'Select all that apply.',
    subject: 'Disabilities',
  },
  'household-children-age': {
    label: 'Age',
    hint: 'In years. Enter 0 for a baby.',
    faults: { 'invalid-value': 'Age must be between 0 and 17' },
  },
  'household-children-livesWithVictim': { label: 'Do they live with the person?', subject: 'Lives with the person' },
  'household-children-witnessed': { label: 'Did they see or hear what happened?', subject: 'Saw or heard it' },
  'safeguarding-children': {
    label: 'Was a safeguarding referral made for a child?',
    hint: 'To the children’s services of the council.',
    subject: 'Safeguarding referral for a child',
  },
  'marac-listed': { label: 'Is the case listed for a Marac?', subject: 'Listed for a Marac' },
  'marac-on': {
    label: 'On what day?',
    hint: 'For example, 3 12 2026. The service is asked to respond before it.',
    subject: 'Date of the Marac',
  },
  'marac-repeat': { label: 'Was the case heard at a Marac before?', subject: 'Heard at a Marac before' },
  recourseToPublicFunds: {
    label: 'Can they have benefits and housing from public funds?',
    hint: 'Some people who came to the United Kingdom have “no recourse to public funds”. It decides what housing a service can offer. You do not need to say why.',
    subject: 'Recourse to public funds',
  },
  'support-organisation': { label: 'Organisation', hint: 'For example, children’s social care.' },
  'support-role': { label: 'What do they do for the person?', hint: 'For example, key worker.', subject: 'Role' },
  'consent-personAware': {
    label: 'Do they know of this referral?',
    hint: 'If they do not, the service is told so first, so that its call is no shock and no danger.',
    subject: 'Knows of this referral',
  },
  'suspects-name': { faults: nameFaults },
  'suspects-livesWithVictim': { label: 'Do they live with the person?', subject: 'Lives with the person' },
  'suspects-knowsAddress': { label: 'Do they know where the person lives?', subject: 'Knows the address' },
  'suspects-hasAccessTo': {
    label: 'Do they see the person’s phone, email or post?',
    hint: 'Or answer it. A service does not use what you select.',
    subject: 'What they see or answer',
  },
  'victim-preferredName': { hint: 'The name they like to be called, if it is another.', faults: nameFaults },
  'victim-address-country': { hint: 'Only if they live outside the United Kingdom.' },
};
