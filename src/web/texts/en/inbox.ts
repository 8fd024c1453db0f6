/** Texts of a service's inbox and its hand-offs. */

import type { InboxPart } from '#src/domain/case/lists/inbox-parts.ts';
import type { ContactTimeFault } from '#src/domain/case/report/contact-time.ts';
import type { TriState } from '#src/domain/vocabulary.ts';
import type { AssignedFilter } from '#src/usecases/service/inbox.ts';
import { dueTexts } from './due.ts';
import type { Labels } from './labels.ts';

const parts: Labels<InboxPart> = {
  'needs-answer': 'Needs an answer',
  'to-contact': 'To contact',
  suspended: 'Contact stopped',
  supported: 'Being supported',
  over: 'Over',
};

const when = {
  'needs-answer': dueTexts.answerBy,
  'to-contact': dueTexts.makeContactBy,
  suspended: 'Since',
  supported: 'Since',
  over: 'Ended',
} satisfies Labels<InboxPart>;

const leads: Labels<InboxPart> = {
  'needs-answer': 'Most urgent first. Nothing about a person is shown until you open it.',
  'to-contact': 'You accepted these and have not reached the person yet. Most urgent first.',
  suspended: 'Make no contact. The referrer has been asked for another way.',
  supported: 'You have reached these people.',
  over: 'Kept here so that you can find them. Latest first.',
};

const none: Labels<InboxPart> = {
  'needs-answer': 'Nothing is waiting for your answer.',
  'to-contact': 'Nobody is waiting for you to get in touch.',
  suspended: 'Contact is stopped with nobody.',
  supported: 'You are supporting nobody at the moment.',
  over: 'Nothing is over yet.',
};

export const inbox = {
  title: 'Inbox',
  lead: 'What your service was asked to take on.',
  partsLabel: 'Parts of the inbox',
  parts,
  leads,
  none,
  atLeast: (count: number): string => `${count.toLocaleString('en-GB')} or more`,
  corrected: (count: number): string => `${count} corrected`,
  columns: {
    reference: 'Reference',
    what: 'Kind of case',
    status: 'Status',
    assignee: 'Assigned to',
    priority: 'Priority',
    when,
    whenFound: 'Due, or since',
  },
  assigned: {
    label: 'Whose they are',
    filters: { all: 'All', me: 'Mine', nobody: 'Unassigned' } satisfies Labels<'all' | AssignedFilter>,
    none: {
      me: 'None of these is assigned to you.',
      nobody: 'None of these is unassigned.',
    } satisfies Labels<AssignedFilter>,
    overLead: 'They are shown whoever had them.',
    nobody: 'Nobody',
    you: (name: string): string => `${name} (you)`,
    unnamed: 'A colleague without a name',
    field: 'Who works on this?',
    button: 'Assign',
    notColleague: 'Select somebody who works on your service’s referrals',
  },
  reminder: 'Reminder',
  releaseNear: 'A suspect is released soon',
  expired: {
    title: 'Not answered in time',
    lead: (count: number): string =>
      count === 1
        ? 'A referral was taken from you, because nobody opened it in time.'
        : `${count} referrals were taken from you, because nobody opened them in time.`,
    leadOfMore: (count: number): string =>
      `More than ${count} referrals were taken from you, because nobody opened them in time. These are the latest ${count}.`,
    more: 'The earlier ones are shown once you have seen these.',
    which: 'Which they were',
    by: (time: string): string => `to be answered by ${time}`,
    next: 'Another service is asked in your place, or the victim hub. You need do nothing. They are kept under “Over”.',
    seen: 'We have seen this',
  },
  find: {
    title: 'Find a referral',
    reference: 'Find by reference or crime reference',
    referenceHint: 'For example, GM-7K3M-9QTX or 06AB/0001234/26',
    referenceTitle: 'By reference',
    referenceMissing: 'Enter a reference like GM-7K3M-9QTX, or a crime reference',
    byName: 'Find by name and date of birth',
    nameTitle: 'By name and date of birth',
    nameLead:
      'For example, when the person calls you. Only what was referred to your service is searched, also what is over. What you type here is not kept.',
    givenName: 'First name',
    oneName:
      'Somebody who was referred with one name alone, or without a date of birth, can be found by reference alone.',
    givenNameMissing: 'Enter their first name. Somebody with one name alone can be found by reference alone',
    familyName: 'Last name',
    familyNameMissing: 'Enter their last name',
    birth: 'Date of birth',
    button: 'Find',
    none: 'Your service has no referral like this.',
    noneNext:
      'Check the spelling and the date. The person may be with another service: if they need help now, the victim hub can tell you who has their case.',
    several: 'More than one was found.',
    caption: 'What was found',
  },
};

export const handOff = {
  title: 'Hand-off',
  priority: 'Priority',
  deadline: 'Deadline',
  notOpened: 'You have not opened this yet',
  openLead: 'When you open it, the time is written down and the referrer can see that you have it.',
  open: 'Open',
  elsewhere: 'Another service has already accepted this referral. Say why you need to open it too.',
  why: 'Why do you need to open it?',
  whyMissing: 'Enter why you need to open it',
  whyWhat: 'Why you need to see the details',
  ended: 'This hand-off is over. The person’s details are no longer shown.',
  closed: 'You closed this hand-off',
  closedLead:
    'The person’s details are not shown any more. If you need them again, for example because they have called you, say why. That you looked is written down.',
  whyAgain: 'Why do you need to see the details again?',
  whyAgainMissing: 'Enter why you need to see the details again',
  showAgain: 'Show the details',
  erased: 'The person’s details have been erased, because their time was over or the authority asked for it.',
  withdrawn: 'This referral was withdrawn. Stop any contact you had planned.',
  wasDuplicate: 'This referral was withdrawn. It was a duplicate of',
  whichYouHave: ', which you have. Go on with that one.',
  group: 'Others of the same event with you:',
  repeat: 'This person was referred before in the last 12 months.',
  recorded: {
    title: 'Recorded',
    accepted: 'You have accepted this referral.',
    declined: 'You have declined this referral. It goes to another service, or to the victim hub.',
    returned: 'It is sent back to the referrer, with your advice.',
    'contact-attempted': 'Your contact attempt is recorded.',
    contacted: 'That you reached them is recorded.',
    supporting: 'That support began is recorded.',
    suspended: 'Contact is stopped. The referrer is asked for another way.',
    closed: 'You have closed this hand-off.',
    noted: 'Your note is saved.',
    assigned: 'Who it is assigned to is saved.',
  },
  nextActions: 'What do you want to do?',
  accept: 'Accept',
  decline: 'Decline',
  return: 'Send back',
  attempt: 'Record a contact attempt',
  contacted: 'Record that you reached them',
  supporting: 'Record that support began',
  suspend: 'Stop contact: the details are wrong or not safe',
  suspendHint:
    'You keep the case. The referrer is asked for another way; when they give one, you go on. If they call you, record that you reached them.',
  which: 'Which are wrong or not safe?',
  whichHint: 'Select all that you know of. If you cannot tell, select none: each is then marked as one that may be.',
  result: 'What happened?',
  attemptOverSuspension: 'Why was it tried although contact is stopped?',
  channelHints: {
    yes: 'Safe',
    unknown: 'Nobody knows whether it is safe. Ask the referrer before you use it',
    no: 'Not safe. If it was used all the same, say why below',
  } satisfies Record<TriState, string>,
  messageNotSafe: 'Leaving a message is not safe',
  safetyReason: 'If it was not a safe way: why was it tried?',
  safetyReasonHint:
    'Needed where the way you used is marked as not safe, or contact was stopped or the referral withdrawn. The victim hub is told.',
  safetyReasonMissing: {
    'channel-not-safe': 'Enter why it was tried although it was not safe',
    suspended: 'Enter why it was tried although contact is stopped',
    withdrawn: 'Enter why it was tried although the referral was withdrawn',
  },
  safetyReasonWhat: 'Why it was tried',
  close: 'Close',
  code: 'Confirmation code',
  codeHint: (code: string): string => `To show that you have read the details above, type ${code}.`,
  codeWrong: 'Enter the confirmation code as it is shown on this page',
  reason: 'Why?',
  reasonMissing: 'Select a reason',
  advice: 'What should the referrer do?',
  adviceMissing: 'Enter what the referrer should do',
  adviceWhat: 'What the referrer should do',
  channel: 'How did you try?',
  channelMissing: 'Select how you tried',
  contactTime: {
    label: 'When was that?',
    hint: 'Leave this empty if it was just now. A time without a date is one of today.',
    what: 'Date and time',
    time: 'Time',
    misdated: {
      'in-the-future': 'Date and time must be in the past',
      'long-before-hand-off': 'Check the year: this is long before the referral was handed to you',
    } satisfies Record<ContactTimeFault, string>,
  },
  outcome: 'How did it end?',
  outcomeMissing: 'Select how it ended',
  conflict:
    'This referral has changed since you opened the page, perhaps because a button was pressed twice. Look at what has happened so far before you try again.',
  corrected: 'This referral was corrected while you had it open. Read what changed, then report again.',
  done: 'Saved',
  reachedAt: 'Reached',
  triedAt: 'Last tried',
  attempts: (count: number): string => (count === 1 ? '1 contact attempt so far' : `${count} contact attempts so far`),
};
