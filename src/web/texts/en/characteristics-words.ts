/** Names of the vocabularies about what a person is or needs. */

import type {
  ArmedForces,
  CommunicationNeed,
  Disability,
  GenderSameAsAtBirth,
  Religion,
  SexualOrientation,
} from '#src/domain/characteristics-vocabulary.ts';
import type { Labels } from './labels.ts';

const disability: Labels<Disability> = {
  mobility: 'Mobility',
  vision: 'Vision',
  hearing: 'Hearing',
  learning: 'Learning',
  'mental-health': 'Mental health',
  neurodivergence: 'Neurodivergence, such as autism',
  'long-term-condition': 'A long-term condition',
  other: 'Another',
};
const communicationNeed: Labels<CommunicationNeed> = {
  'british-sign-language': 'British Sign Language',
  'easy-read': 'Easy read',
  'text-relay': 'Text relay',
  'written-only': 'In writing only',
  'large-print': 'Large print',
  other: 'Another way',
};
const notAnswered = { 'not-asked': 'Not asked', 'prefer-not-to-say': 'They prefer not to say' };
const sexualOrientation: Labels<SexualOrientation> = {
  heterosexual: 'Straight or heterosexual',
  'gay-or-lesbian': 'Gay or lesbian',
  bisexual: 'Bisexual',
  other: 'Another',
  ...notAnswered,
};
const religion: Labels<Religion> = {
  none: 'No religion',
  christian: 'Christian',
  buddhist: 'Buddhist',
  hindu: 'Hindu',
  jewish: 'Jewish',
  muslim: 'Muslim',
  sikh: 'Sikh',
  other: 'Another',
  ...notAnswered,
};
const genderSameAsAtBirth: Labels<GenderSameAsAtBirth> = { yes: 'Yes', no: 'No', ...notAnswered };
const armedForces: Labels<ArmedForces> = {
  serving: 'They serve',
  veteran: 'They served',
  family: 'Somebody in their family serves or served',
  no: 'No',
  ...notAnswered,
};

export const characteristicsWords = {
  disability,
  communicationNeed,
  sexualOrientation,
  religion,
  genderSameAsAtBirth,
  armedForces,
};
