/** Texts with which the victim hub decides about a possible duplicate. */
import type { OtherReferralFault } from '#src/usecases/triage/decide-duplicate.ts';

const faults: Record<OtherReferralFault, string> = {
  'same-referral': 'The other referral is this one.',
  'unknown-referral': 'The other referral is not there any more.',
  'other-person': 'The two referrals are not known to be of one person any more.',
  withdrawn: 'The other referral has been withdrawn, so it cannot be the one that goes on.',
};

export const duplicate = {
  title: 'Possible duplicate',
  goesOn: 'Withdrawn as a duplicate',
  otherOver: 'Another referral of the same person, which is over',
  unreadable:
    'Another referral of this person could not be read. Whoever looks after the system has been told. Make sure that nobody is left without a service, and that nobody is contacted who said no.',
  thisOne: 'This referral',
  otherOne: 'The other referral',
  caption: 'The two referrals, side by side',
  what: 'What is compared',
  differs: 'Different',
  notSaid: 'Not said',
  columns: {
    reference: 'Reference',
    received: 'Received',
    crimeReference: 'Crime reference',
    incidentReference: 'Incident reference',
    when: 'When it happened',
    where: 'Where it happened',
    offence: 'Kind of offence',
    ageBand: 'Age',
    risk: 'Risk',
    priority: 'Priority',
    from: 'From',
    status: 'Status',
  },
  unknownRisk: 'Not known',
  decide: 'Decide about the two',
  question: 'Are the two about the same incident?',
  same: (reference: string): string => `Yes: withdraw this one. ${reference} goes on`,
  sameHint: 'Services that hold this one are told at once. Its referrer sees that it was withdrawn, and not why.',
  different: 'No: both go on',
  questionOver: 'Does this referral go on?',
  differentOver: 'Yes: it goes on with whoever has it',
  differentOverHint: 'If it does not, withdraw it further down.',
  later: 'I do not know yet: leave it on the list',
  missing: 'Select whether the two are about the same incident',
  why: 'How do you know?',
  whyHint: 'This is kept with the case. You need not say it if you leave it undecided.',
  whyMissing: 'Enter how you know',
  whyWhat: 'How you know',
  faults,
  refusal: {
    title: 'The person said no',
    withdrawn: (on: string): string => `The person withdrew their consent on ${on} for another referral: `,
    toService: (on: string): string =>
      `The person told a service on ${on} that they do not want support, about another referral: `,
    own: (on: string): string => `The person said no to this referral on ${on}.`,
    held: 'No service has this one. Hand it to a service only if the person has asked for support since, or was asked about this one. If not, withdraw it because consent was withdrawn, or send it back so that the referrer asks them.',
    routed:
      'A service has this one. Find out whether the person wants that. If not, withdraw it because consent was withdrawn.',
    silent: 'Its referrer does not know of the other referral. Do not tell them of it.',
    onList: (on: string): string => `Consent for it was withdrawn on ${on}`,
  },
};
