/** Texts of the questions that are asked in abuse, or of the police alone. */
import type { SpecialQuestionName } from '#src/web/refer/questions/question-definitions.ts';
import type { QuestionTexts } from './question-texts.ts';

export const safetyQuestions = {
  mustNotKnow: {
    label: 'Who must not learn of this referral?',
    hint: 'For example, her husband and his mother.',
    subject: 'Who must not learn of it',
  },
  mayAnswer: {
    label: 'Who else may answer the phone or the door?',
    hint: 'And what a service may say to them. For example, a sister who knows.',
    subject: 'Who else may answer',
  },
  codeWord: {
    label: 'Is there a code word?',
    hint: 'A word that tells the person that it is really the service.',
    subject: 'Code word',
  },
  withholdNumber: { label: 'Number of the service', items: { yes: 'Hide it when calling' } },
  postTo: { label: 'Address for letters' },
  'household-pregnant': { label: 'Is the person pregnant?', subject: 'Pregnant' },
  'safeguarding-adult': {
    label: 'Was a safeguarding referral made for the adult?',
    hint: 'To the council, for an adult who has care and support needs.',
    subject: 'Safeguarding referral for the adult',
  },
  shareWithPartners: {
    label: 'May the service share it with partners?',
    hint: 'For example, with housing or a refuge, if the person agreed to that too.',
    subject: 'May be shared with partners',
  },
  alsoKnownAs: {
    label: 'Other names they are known by',
    hint: 'One name on each line.',
    subject: 'Other names',
  },
  groupReference: {
    label: 'Reference of the event',
    hint: 'Only if you refer several people of one event. Each service is told which of them belong together.',
    subject: 'Reference of the event',
  },
  wishes: { label: 'What do they ask for?', hint: 'In their words, if they told you.' },
} as const satisfies Partial<Record<SpecialQuestionName, QuestionTexts>>;
