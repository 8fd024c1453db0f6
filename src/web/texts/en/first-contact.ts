/** Texts of what to know before making contact, on the pages of services and the victim hub. */
import type { ReportedMark } from '#src/domain/case/report/reported-ways.ts';
import type { AwarenessAnswer, PhoneOwner, TriState, UnsafeReason } from '#src/domain/vocabulary.ts';
import type { Labels } from './labels.ts';

const usability: Labels<TriState | 'stopped' | ReportedMark> = {
  yes: 'Safe',
  no: 'Not safe',
  unknown: 'Not known',
  stopped: 'Do not use now',
  'maybe-unsafe': 'May be unsafe',
  'maybe-wrong': 'May be wrong',
  wrong: 'Reported wrong',
};
const because: Labels<UnsafeReason> = {
  'said-to-be-unsafe': 'The referrer says so.',
  'calling-is-unsafe': 'Calling is not safe.',
  'suspect-has-access': 'A suspect reads or answers it.',
  'suspect-at-home': 'A suspect lives at the address.',
};
const aware: Labels<AwarenessAnswer> = {
  yes: 'Yes',
  no: 'No',
  unknown: 'Nobody knows',
  'not-stated': 'The referrer did not say',
};
const phoneOf: Labels<PhoneOwner> = {
  person: 'their own',
  guardian: 'their parent’s or guardian’s',
  alternative: 'somebody else’s, through whom they can safely be reached',
};

export const firstContact = {
  title: 'Before you make contact',
  unaware: 'This person does not know of this referral.',
  reason: 'Why it was made',
  reasonUnseen: 'Ask the victim hub how to begin the conversation.',
  warning: 'Use only the ways of contact that are marked as safe.',
  avoid: (channels: string): string => `Not safe: ${channels}.`,
  noneSafe: 'No way of contact is known to be safe.',
  stopped: 'Contact is stopped: use none of these until there is another safe way.',
  ways: 'Ways to reach them',
  usability,
  usabilityReason: {
    unknown: 'Ask the referrer before you use it.',
    stopped: 'Contact is stopped.',
    'maybe-unsafe': 'A service found contact unsafe.',
    'maybe-wrong': 'It was reported that contact details are wrong, but not which.',
    wrong: 'It was reported to be wrong. Do not use it.',
  },
  because,
  aware,
  agreed: 'Yes: they agreed to it',
  phoneOf: (owner: PhoneOwner): string => `This is ${phoneOf[owner]}.`,
  elsewhere: 'This is not their home. Write to no other address.',
  withholdNumber: 'Withhold your number when you call or text.',
  alternative: 'Somebody else who can safely be reached',
  suspect: (position: number, relationship: string | undefined): string =>
    relationship === undefined ? `Suspect ${position}` : `Suspect ${position}: ${relationship.toLowerCase()}`,
  since: (status: string, since: string): string => `${status}, since ${since}.`,
  statusUnknown: 'It is not known whether they are free.',
  release: (day: string): string => `To be released on ${day}.`,
  noContact: {
    yes: 'Barred from contacting the person.',
    no: 'Not barred from contacting the person.',
    unknown: 'It is not known whether they are barred from contacting the person.',
  } satisfies Labels<TriState>,
  livesWithVictim: 'Lives with the person.',
  isGuardian: 'Is their parent or guardian, who must not be contacted.',
  notes: 'What else to know',
};
