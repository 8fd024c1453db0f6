/** The detail of a hand-off: what a service is shown of a referral. The one place where anything is withheld. */
import type { Rules } from '../area.ts';
import { deriveFacts } from '../judgement/derived-facts.ts';
import { isNoteOnSuspects } from '../judgement/notes.ts';
import type { PartialSubmission } from '../judgement/partial-submission.ts';
import { pickSharedFields, showsSuspects } from '../submission/sharing.ts';
import type { Submission } from '../submission.ts';
import { describeFirstContact, type FirstContact } from './first-contact.ts';
import { prepareForServices } from './for-services.ts';

export interface ServiceDetail {
  firstContact: FirstContact;
  /** The fields of the sharing list. */
  shared: PartialSubmission;
  notes: string[];
}

/**
 * What the victim hub is shown, in the terms of a sharing list: what it must know to decide and to speak with the
 * referrer, and nothing that says who the person is or reaches them.
 */
export const triageSharing: readonly string[] = [
  'contact.safe',
  'contact.withholdNumber',
  'contact.times',
  'contact.instructions',
  'contact.mayAnswer',
  'contact.mustNotKnow',
  'consent.personAware',
  'consent.overrideReason',
  'suspects',
  'referrer',
];

/** What the hub is shown on each line of its list: whom to ring. */
export const triageListSharing: readonly string[] = ['referrer.name', 'referrer.phone'];

/** What the hub is shown of two referrals that may be of one incident, beside what it is shown of each. */
export const duplicateSharing: readonly string[] = [
  'crimeReference',
  'incidentReference',
  'offence.occurredOn',
  'offence.occurredAt',
  'offence.district',
  'referrer',
];

/**
 * @param notes those of the decision
 * @param sharing the service's sharing list
 */
export function composeDetail(
  { submission, notes }: { submission: Submission; notes: readonly string[] },
  sharing: readonly string[],
  { rules, now }: { rules: Rules; now: Date },
): ServiceDetail {
  const derived = deriveFacts(submission, rules, now);
  const shared = pickSharedFields(prepareForServices(submission, derived), sharing);
  const seesSuspects = showsSuspects(sharing);
  return {
    firstContact: describeFirstContact({ submission, shared, seesSuspects, derived }),
    shared,
    notes: notes.filter((note) => seesSuspects || !isNoteOnSuspects(note)),
  };
}
