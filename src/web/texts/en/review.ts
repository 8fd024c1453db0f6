/** Texts of why a case needs the victim hub, and of saying that it was looked at. */
import type { ReviewableReason } from '#src/domain/case/triage/review.ts';
import type { Labels } from './labels.ts';

const nextStep: Labels<ReviewableReason> = {
  safety:
    'Read what was tried, below. Agree with each service that has the case how the person is reached from now on.',
  suspended: 'Ask the referrer for another safe way, or correct the referral for them. Then the service goes on.',
  'stop-unread': 'Ring the service today: it must not make contact. This line goes once the service has read it.',
  'would-be-held':
    'The service that has it keeps it. Agree with that service whether it can go on, or withdraw the referral.',
  overdue: 'Ask the service what keeps it, or hand the case to another one.',
  'returned-by-service': 'Another service works on. Look at why it was sent back, and whether a further one is needed.',
  'alongside-declined': 'The lead works on. Decide whether another service should help alongside.',
  'release-near': 'See to it that the services that have the case are ready for the release.',
};

export const review = {
  nextStep,
  title: 'What to do about it',
  submit: 'I have looked at this',
  which: 'What have you looked at?',
  missing: 'Select what you have looked at',
  why: 'What did you do?',
  whyHint: 'This is kept with the case. The line leaves your list.',
  whyMissing: 'Enter what you did',
  whyWhat: 'What you did',
  movedOn: 'The referral has changed since this page was shown. Read what is new, then say what you did',
};

export const contactNotes = {
  stopped: 'Contact is stopped',
  attempts: 'Contact that was not safe, or found details to be wrong',
  service: 'Service',
  since: 'Since',
  reason: 'Why',
  asked: 'What the referrer was asked for',
  when: 'Reported',
  channel: 'How',
  result: 'What happened',
  noResult: 'The service did not say',
  why: 'Why it was tried',
};
