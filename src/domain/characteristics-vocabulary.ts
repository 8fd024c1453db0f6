/** Closed vocabularies about what a person is or needs, mostly asked for equality monitoring: an addition to vocabulary.ts, whose rules hold here. */

export const disabilities = [
  'mobility',
  'vision',
  'hearing',
  'learning',
  'mental-health',
  'neurodivergence',
  'long-term-condition',
  'other',
] as const;
export type Disability = (typeof disabilities)[number];

/** Ways of communicating that a person needs. */
export const communicationNeeds = [
  'british-sign-language',
  'easy-read',
  'text-relay',
  'written-only',
  'large-print',
  'other',
] as const;
export type CommunicationNeed = (typeof communicationNeeds)[number];

/** Where asking is a choice: nobody asked, or the person chose not to say. */
const notAnswered = ['not-asked', 'prefer-not-to-say'] as const;

/** The words of the census of England and Wales in 2021, here and in the next two. */
export const sexualOrientations = ['heterosexual', 'gay-or-lesbian', 'bisexual', 'other', ...notAnswered] as const;
export type SexualOrientation = (typeof sexualOrientations)[number];

export const religions = [
  'none',
  'christian',
  'buddhist',
  'hindu',
  'jewish',
  'muslim',
  'sikh',
  'other',
  ...notAnswered,
] as const;
export type Religion = (typeof religions)[number];

export const genderSameAsAtBirthAnswers = ['yes', 'no', ...notAnswered] as const;
export type GenderSameAsAtBirth = (typeof genderSameAsAtBirthAnswers)[number];

export const armedForcesAnswers = ['serving', 'veteran', 'family', 'no', ...notAnswered] as const;
export type ArmedForces = (typeof armedForcesAnswers)[number];
