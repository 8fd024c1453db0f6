/**
 * Whether a person can be contacted safely (SafeLives and MARAC forms). Domestic abuse needs a channel known to be
 * safe; other cases need one not known to be unsafe. Either needs the contact detail to use it.
 */
import type { Rules } from '../area.ts';
import type { Channel } from '../vocabulary.ts';
import type { DerivedFacts } from './derived-facts.ts';
import type { PartialSubmission } from './partial-submission.ts';
import { isPostalAddress } from './postal-address.ts';

/** The number a service would call: the person's, else a child's guardian's, else the alternative contact's. */
export function contactPhone({ victim, contact }: PartialSubmission, derived: DerivedFacts): string | undefined {
  const guardianPhone = derived.isChild || derived.ageNow === undefined ? victim?.guardian?.phone : undefined;
  return contact?.phone ?? guardianPhone ?? contact?.alternative?.phone;
}

/** Whether the referral has the contact detail this channel needs. */
export function hasContactDetail(channel: Channel, submission: PartialSubmission, derived: DerivedFacts): boolean {
  switch (channel) {
    case 'call':
    case 'voicemail':
    case 'text':
      return contactPhone(submission, derived) !== undefined;
    case 'email':
      return submission.contact?.email !== undefined;
    case 'post':
      return isPostalAddress(submission.victim);
  }
}

/** Channels that are safe for first contact, in the order of the area's rules. */
export function findSafeChannels(submission: PartialSubmission, derived: DerivedFacts, rules: Rules): Channel[] {
  const safe = submission.contact?.safe;
  return rules.contactChannels.filter((channel) => {
    // Left out is unknown.
    const answer = safe?.[channel];
    if (answer === 'no' || (derived.domesticAbuse && answer !== 'yes')) return false;
    // Leaving a voicemail means calling.
    if (channel === 'voicemail' && safe?.call === 'no') return false;
    return hasContactDetail(channel, submission, derived);
  });
}
