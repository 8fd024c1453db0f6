/**
 * Every code of a field error, with its meaning for the person who must correct it. A closed list, because senders'
 * systems branch on it: adding a code is compatible, changing one is not.
 */
export const faultCodes = {
  required: 'A field that is needed is missing or empty.',
  'invalid-value': 'The value is not of the form, or not in the list, that the field takes.',
  'unknown-field': 'The field is not part of a referral.',
  'too-long': 'The text is longer than the field takes.',
  'too-many': 'The list, or the number of faults listed, is longer than allowed.',
  'in-the-future': 'The date or time has not come yet.',
  'long-before-hand-off': 'The contact is dated more than half a year before the referral was handed to the service.',
  'too-long-ago': 'The date is more than 120 years ago.',
  'before-birth': 'The date is before the person was born.',
  'after-report': 'The offence is dated after its report to the police.',
  'before-offence': 'The consent is dated before the offence.',
  'risk-level-below-score': 'Judgement may raise a level above its score, never lower it.',
  'missing-detail': 'Something is declared usable, and the detail to use it is missing.',
  'both-given': 'Of two fields, only one of which is needed, both were given.',
  'not-with-role': 'The value contradicts the role of the person referred.',
  'not-with-age': 'The value contradicts the age of the person referred.',
  'explicit-consent-required': 'The person must agree before this case may be passed on.',
  'victim-opted-out': 'The person asked not to be referred.',
  'not-a-victim': 'Only a person can be referred, not an organisation.',
  deceased: 'The person has died: a bereaved relative can be referred, in their own right.',
  'guardian-required': 'A young child needs a parent or guardian contact, or the override.',
  'same-referral': 'The referral names itself as the one that goes on.',
  'unknown-referral': 'No referral has this id.',
  'other-person': 'The two referrals are not known to be of one person.',
  withdrawn: 'The referral is withdrawn, so it cannot be the one that goes on.',
  'service-not-eligible': 'The case does not meet the criteria of the service.',
  'no-safe-contact': 'No channel is safe, so no service may have the case.',
  'override-reason-required': 'Going without consent needs its reason recorded.',
} as const;

export type FaultCode = keyof typeof faultCodes;
