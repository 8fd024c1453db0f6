/** Texts of the victim hub's page with all that is held about a person. */
import type { NotErasable } from '#src/domain/case/retention/propose-erasure.ts';
import type { PersonMatch } from '#src/domain/person-match.ts';
import type { Labels } from './labels.ts';
import { plural } from './plural.ts';

const because: Labels<PersonMatch> = {
  named: 'You came from this referral',
  'same-person': 'Same names and date of birth',
  'earlier-name': 'One of the two had the other’s name before it was put right',
  'placeholder-names': 'Same date of birth, and the same words in place of a name that nobody knew, such as Unknown',
  'same-names': 'Same names, in a referral of the same crime',
  'same-phone': 'Same phone number, in a referral of the same crime',
  'same-email': 'Same email address, in a referral of the same crime',
  'same-act': 'It is proposed to be erased together with one of these',
};

const kept: Labels<NotErasable> = {
  open: 'Still open. Withdraw it first, so that services are told.',
  'on-hold': 'Kept for legal reasons. It is not erased.',
  erased: 'Erased.',
  asked: 'Erased within the hour.',
  proposed: 'Proposed to be erased. A second person has to confirm it.',
};

export const person = {
  link: 'Find all that is held about this person',
  title: 'All that is held about this person',
  lead: 'Found by the person’s names and date of birth, in any spelling, whoever referred them. That you looked is noted with each referral.',
  whoAsks: 'Make sure that it is this person who asks. Somebody who threatens them may ask in their name.',
  certain: 'Certainly about this person',
  toLookAt: 'To be looked at',
  toLookAtLead:
    'These may be about somebody else: relatives share names, phone numbers and addresses. Compare the names and dates of birth, and open the referral, before you decide that it is the same person.',
  columns: {
    from: 'Referred by',
    why: 'Why it is here',
    who: 'Who it is about',
    status: 'Status',
    services: 'Services that were told',
    holds: 'What is kept with it',
    erasure: 'Erasure',
  },
  received: (at: string): string => `received ${at}`,
  born: (date: string): string => `born ${date}`,
  noServices: 'None',
  holds: (versions: number, texts: number, readings: number): string =>
    [
      plural(versions, 'version of what was sent', 'versions of what was sent'),
      plural(texts, 'note or reason that somebody typed', 'notes and reasons that people typed'),
      `opened ${plural(readings, 'time', 'times')}`,
    ].join(', '),
  detailsErased: (at: string): string =>
    `Nothing that says who it is about. The details were erased on ${at}; only the same person is still recognised.`,
  forgotten: (at: string): string =>
    `Nothing that says who it is about or recognises them. The details were erased on ${at}.`,
  because,
  kept,
  canBeErased: 'It can be erased.',
  notCompared: (count: number): string =>
    `${plural(count, 'referral', 'referrals')} of the same crime could not be compared.`,
  notFound: 'What is not found here',
  eraseTitle: 'Erase what is held about this person',
  eraseLead:
    'What you tick is erased as one act, within the hour. This cannot be undone. Unless the person asked for it, and all of it is certainly about them, a second person of the victim hub has to confirm it.',
  chosen: 'Which referrals are erased?',
  lookHint: 'To be looked at: tick it only if you are sure that it is the same person',
  erase: 'Have them erased',
  nothingToErase: 'None of these can be erased now. Each says why.',
  chosenMissing: 'Select the referrals that are erased',
  tooMany: (max: number): string => `Select ${max} referrals or fewer. Have the others erased after that`,
  faults: {
    'other-person': 'What is held about this person has changed. Look at it again',
    nothing: 'None of what you selected can be erased now. Each says why',
  },
  actTitle: 'Proposed to be erased as one act',
  act: (references: readonly string[]): string =>
    `${references.join(', ')}: ${references.length === 1 ? 'it is' : 'they are'} erased together, or not at all.`,
  proposedWith: (count: number): string =>
    count === 0
      ? 'It was chosen from all that is held about this person.'
      : `It was proposed as one act together with ${plural(count, 'other referral', 'other referrals')} of this person.`,
  seeAct: 'See all of it, to confirm or cancel it',
};
