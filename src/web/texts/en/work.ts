/** Texts of the desks: what a service's inbox, the victim hub and a referrer's list share, and each of them. */

import type { CaseEvent } from '#src/domain/case/history.ts';
import type { TriageReason } from '#src/domain/case/model.ts';
import { disclosures } from './disclosures.ts';
import { dueTexts } from './due.ts';
import { duplicate } from './duplicate.ts';
import { type Duration, durationText } from './duration.ts';
import { firstContact } from './first-contact.ts';
import { handOffNotices } from './hand-off-notices.ts';
import { handOff, inbox } from './inbox.ts';
import { note } from './note.ts';
import { person } from './person.ts';
import { retention } from './retention.ts';
import { contactNotes, review } from './review.ts';
import { sent } from './sent.ts';
import { route, triage } from './triage.ts';

const triageReason: Record<TriageReason, string> = {
  held: 'On hold',
  'declined-by-all': 'Every service declined or ran out of time',
  'alongside-declined': 'A service alongside declined; the lead works on',
  'returned-by-service': 'A service sent it back while another works on',
  overdue: 'The deadline has passed without contact',
  'possible-duplicate': 'Another referral may be about the same thing and the same person',
  'release-near': 'A suspect is released soon',
  safety: 'Contact was not safe, or details were found to be wrong',
  suspended: 'Contact has been stopped for too long: no other way was found',
  'stop-unread': 'A service has not read that a way of contact is not safe any more',
  'would-be-held': 'A correction would put it on hold, and a service has it',
  'erasure-to-confirm': 'A second person has to confirm that the details are erased',
};
const event: Record<CaseEvent, string> = {
  received: 'Received',
  routed: 'Handed to a service by the victim hub',
  overridden: 'The case is outside what this service takes, which the victim hub overrode',
  held: 'Put on hold',
  corrected: 'Corrected',
  reopened: 'Opened again',
  'handed-off': 'Handed to a service',
  collected: 'Opened by the service',
  accepted: 'Accepted',
  declined: 'Declined',
  returned: 'Sent back',
  'contact-attempted': 'Contact tried',
  contacted: 'Contacted',
  supporting: 'Support began',
  suspended: 'Contact stopped',
  resumed: 'Contact may go on: another way was given',
  amended: 'The service was told of the correction',
  closed: 'Closed',
  expired: 'Out of time',
  reminded: 'Reminder shown',
  overdue: 'Told to the victim hub as overdue',
  'deadline-corrected': 'Deadline moved: a bank holiday was announced',
  'stop-unread': 'Told to the victim hub: the service has not read that contact must stop',
  'release-reminded': 'Reminder that a suspect is released soon',
  'possible-duplicate': 'Marked as a possible duplicate',
  'not-duplicate': 'Found not to be a duplicate',
  withdrawn: 'Withdrawn',
  'erasure-proposed': 'Proposed to be erased, which a second person has to confirm',
  'erasure-cancelled': 'Not erased: the proposal was cancelled',
  'erasure-asked': 'The authority asked for it to be erased',
  'legal-hold': 'Kept for legal reasons',
  reviewed: 'Looked at by the victim hub',
  'left-unreviewed': 'Taken off the victim hub’s list because its time was over; nobody had looked at it',
  noted: 'Note',
  assigned: 'Assigned',
  settled: 'Given the status that its services left it in',
  'hold-lifted': 'No longer kept for legal reasons',
  erased: 'The person’s details were erased',
};

export const work = {
  disclosures,
  duplicate,
  event,
  triageReason,
  timeLeft: (timeLeft: Duration & { overdue: boolean }): string =>
    timeLeft.overdue ? `Overdue by ${durationText(timeLeft)}` : `${durationText(timeLeft)} left`,
  answerBy: (deadline: string): string => `${dueTexts.answerBy} ${deadline}`,
  makeContactBy: (deadline: string): string => `${dueTexts.makeContactBy} ${deadline}`,
  tooLong: (what: string, max: number): string => `${what} must be ${max.toLocaleString('en-GB')} characters or fewer`,
  hiddenCharacters: (what: string): string =>
    `${what} must only include letters, numbers, spaces and punctuation. Type it again if it was copied`,
  pages: 'Pages of this list',
  previous: 'Previous page',
  next: 'Next page',
  first: 'First page',
  history: 'What has happened so far',
  /** @param person who acted for the party, where that may be said */
  byParty: (party: string, person?: string): string =>
    person === undefined ? `by ${party}` : `by ${person}, ${party}`,
  bySystem: 'by this system',
  /** @param id the same in the history of each referral of the act */
  partOfAct: (id: string): string => `as one act with others of the same person (${id})`,
  attemptSafety: { unknown: 'Nobody knew whether this was safe', no: 'This was not a safe way' },
  firstContact,
  inbox,
  handOff,
  triage,
  route,
  sent,
  ...handOffNotices,
  review,
  contactNotes,
  note,
  find: {
    title: 'Find a referral',
    label: 'Reference',
    hint: 'For example, GM-7K3M-9QTX',
    button: 'Find',
  },
  retention,
  person,
};
