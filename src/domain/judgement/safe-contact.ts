/**
 * Whether a person can be contacted safely (SafeLives and MARAC forms). Where somebody may be watching the person, a
 * channel must be known to be safe; otherwise one not known to be unsafe is enough. Either needs the contact detail to
 * use it, and none is safe that a suspect reads or answers.
 */
import type { Rules } from '../area.ts';
import { canonicalJson } from '../canonical.ts';
import { type Channel, type PhoneOwner, phoneOwners, type TriState } from '../vocabulary.ts';
import type { DerivedFacts } from './derived-facts.ts';
import type { PartialSubmission } from './partial-submission.ts';
import { isPostalAddress, isPostalAddressElsewhere } from './postal-address.ts';
import {
  isHomePostUnsafe,
  isPhoneOfSuspect,
  isReadBySuspect,
  trustedAlternative,
  trustedGuardian,
} from './suspects.ts';

/**
 * The number a service would call, and whose it is: the person's, else a child's guardian's, else the alternative
 * contact's. A guardian who is a suspect is nobody to call.
 */
export function phoneContact(
  submission: PartialSubmission,
  derived: DerivedFacts,
): { phone: string; phoneOf: PhoneOwner } | undefined {
  const isGuardianCalled = derived.isChild || derived.ageNow === undefined;
  const phones: Record<PhoneOwner, string | undefined> = {
    person: submission.contact?.phone,
    guardian: isGuardianCalled ? trustedGuardian(submission)?.phone : undefined,
    alternative: trustedAlternative(submission)?.phone,
  };
  for (const phoneOf of phoneOwners) {
    const phone = phones[phoneOf];
    if (phone !== undefined) return { phone, phoneOf };
  }
  return undefined;
}

/** The number a service would call. */
export const contactPhone = (submission: PartialSubmission, derived: DerivedFacts): string | undefined =>
  phoneContact(submission, derived)?.phone;

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
      return isPostalAddressElsewhere(submission) || isPostalAddress(submission.victim);
  }
}

/** Channels that are safe for first contact, in the order of the area's rules. */
export function findSafeChannels(submission: PartialSubmission, derived: DerivedFacts, rules: Rules): Channel[] {
  return rules.contactChannels.filter(
    (channel) => isDeclaredSafe(channel, submission, derived) && hasContactDetail(channel, submission, derived),
  );
}

/**
 * Each safe channel together with the detail it uses, as text to compare: the same channel with another number is another
 * way to reach the person.
 */
export const findSafeWays = (submission: PartialSubmission, derived: DerivedFacts, rules: Rules): string[] =>
  findSafeChannels(submission, derived, rules).map((channel) => contactWay(channel, submission, derived));

export const contactWay = (channel: Channel, submission: PartialSubmission, derived: DerivedFacts): string =>
  canonicalJson([channel, contactDetail(channel, submission, derived)]);

function contactDetail(channel: Channel, submission: PartialSubmission, derived: DerivedFacts): unknown {
  switch (channel) {
    case 'call':
    case 'voicemail':
    case 'text':
      return contactPhone(submission, derived);
    case 'email':
      return submission.contact?.email?.toLowerCase();
    case 'post':
      return isPostalAddressElsewhere(submission) ? submission.contact?.postTo : submission.victim?.address;
  }
}

function isDeclaredSafe(channel: Channel, submission: PartialSubmission, derived: DerivedFacts): boolean {
  // An address that is not their home is named because it is safe; what is said of post is about their home.
  if (channel === 'post' && isPostalAddressElsewhere(submission)) return true;
  const safety = channelSafety(channel, submission);
  return safety === 'yes' || (safety === 'unknown' && !derived.needsKnownSafeChannel);
}

/** Whether a channel is safe, whatever is ticked: a suspect only ever makes it unsafe. Post is to the home. */
export function channelSafety(channel: Channel, submission: PartialSubmission): TriState {
  if (isUnsafeBySuspect(channel, submission)) return 'no';
  // Leaving a voicemail means calling.
  if (channel === 'voicemail' && channelSafety('call', submission) === 'no') return 'no';
  // Left out is unknown.
  return submission.contact?.safe?.[channel] ?? 'unknown';
}

/** Whether a suspect reads or answers this channel, whatever is said of its safety. */
export function isUnsafeBySuspect(channel: Channel, submission: PartialSubmission): boolean {
  switch (channel) {
    case 'call':
    case 'voicemail':
    case 'text':
      // The phone that a suspect has access to is the person's own.
      return (
        submission.contact?.phone !== undefined &&
        (isReadBySuspect(submission, 'phone') || isPhoneOfSuspect(submission.contact.phone, submission))
      );
    case 'email':
      return isReadBySuspect(submission, 'email');
    case 'post':
      return isHomePostUnsafe(submission);
  }
}
