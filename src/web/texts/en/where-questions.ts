/** Texts of the questions about where the person lives, and where it happened. */
import type { SpecialQuestionName } from '#src/web/refer/questions/question-definitions.ts';
import type { QuestionTexts } from './question-texts.ts';

export const whereQuestions = {
  noFixedAddress: { label: 'No fixed address', items: { yes: 'They have nowhere fixed to live' } },
  address: {
    label: 'Address',
    faults: { 'missing-detail': 'Enter their address and postcode: you said it is safe to write to their home' },
  },
  homeDistrict: {
    label: 'Home district',
    hint: 'Where you enter a postcode, you can leave this empty: we work it out from the postcode, and ask you where we cannot.',
    faults: {
      required: 'Select their home district, that it is outside the area, or “I do not know”',
    },
  },
  district: {
    label: 'In which district?',
    subject: 'District',
    faults: { required: 'Select the district, that it is outside the area, or “I do not know”' },
  },
} as const satisfies Partial<Record<SpecialQuestionName, QuestionTexts>>;
