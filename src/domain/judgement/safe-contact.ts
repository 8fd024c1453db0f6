/**
 * Whether a person can be contacted safely (SafeLives and MARAC forms). Where somebody may be watching the person, a
 * channel must be known to be safe; otherwise one not known to be unsafe is enough. Either needs the contact detail to
 * use it, and none is safe that a suspect reads or answers.
 */
import type { Rules } from '../area.ts';
import type { Channel } from '../vocabulary.ts';
import type { DerivedFacts } from './derived-facts.ts';
import type { PartialSubmission } from './partial-submission.ts';
import { isPostalAddress, isPostalAddressElsewhere } from './postal-address.ts';
import { isHomePostUnsafe, isReadBySuspect, trustedAlternative, trustedGuardian } from './suspects.ts';

/**
 * The number a service would call: the person's, else a child's guardian's, else the alternative contact's. A guardian
 * who is a suspect is nobody to call.
 */
export function contactPhone(submission: PartialSubmission, derived: DerivedFacts): string | undefined {
  const isGuardianCalled = derived.isChild || derived.ageNow === undefined;
  const guardianPhone = isGuardianCalled ? trustedGuardian(submission)?.phone : undefined;
  return submission.contact?.phone ?? guardianPhone ?? trustedAlternative(submission)?.phone;
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
      return isPostalAddressElsewhere(submission.contact) || isPostalAddress(submission.victim);
  }
}

/** Channels that are safe for first contact, in the order of the area's rules. */
export function findSafeChannels(submission: PartialSubmission, derived: DerivedFacts, rules: Rules): Channel[] {
  return rules.contactChannels.filter(
    (channel) => isDeclaredSafe(channel, submission, derived) && hasContactDetail(channel, submission, derived),
  );
}

function isDeclaredSafe(channel: Channel, submission: PartialSubmission, derived: DerivedFacts): boolean {
  // An address that is not their home is named because it is safe; what is said of post is about their home.
  if (channel === 'post' && isPostalAddressElsewhere(submission.contact)) return true;
  if (isUnsafeBySuspect(channel, submission)) return false;
  const safe = submission.contact?.safe;
  // Left out is unknown.
  const answer = safe?.[channel];
  if (answer === 'no' || (derived.needsKnownSafeChannel && answer !== 'yes')) return false;
  // Leaving a voicemail means calling.
  return channel !== 'voicemail' || safe?.call !== 'no';
}

/** Whether a suspect reads or answers this channel, whatever is said of its safety. */
export function isUnsafeBySuspect(channel: Channel, submission: PartialSubmission): boolean {
  switch (channel) {
    case 'call':
    case 'voicemail':
    case 'text':
      // The phone that a suspect has access to is the person's own.
      return submission.contact?.phone !== undefined && isReadBySuspect(submission, 'phone');
    case 'email':
      return isReadBySuspect(submission, 'email');
    case 'post':
      return isHomePostUnsafe(submission);
  }
}
