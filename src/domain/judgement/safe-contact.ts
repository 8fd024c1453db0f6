/**
 * Whether a person can be contacted safely (SafeLives and MARAC forms). Domestic abuse needs a channel known to be
 * safe; other cases need one not known to be unsafe. Either needs the contact detail to use it.
 */
import type { Rules } from '../area.ts';
import type { Channel } from '../vocabulary.ts';
import type { Given } from './given.ts';
import type { Reading } from './reading.ts';

/** The number a service would call: the person's, else a child's guardian's, else the alternative contact's. */
export function phoneToUse({ victim, contact }: Given, reading: Reading): string | undefined {
  const guardians = reading.isChild || reading.ageNow === undefined ? victim?.guardian?.phone : undefined;
  return contact?.phone ?? guardians ?? contact?.alternative?.phone;
}

/** Whether the referral has the contact detail this channel needs. */
export function hasDetailFor(channel: Channel, given: Given, reading: Reading): boolean {
  switch (channel) {
    case 'call':
    case 'voicemail':
    case 'text':
      return phoneToUse(given, reading) !== undefined;
    case 'email':
      return given.contact?.email !== undefined;
    case 'post': {
      const address = given.victim?.address;
      return (address?.lines?.length ?? 0) > 0 && address?.postcode !== undefined;
    }
  }
}

/** Channels that are safe for first contact, in the order of the area's rules. */
export function safeChannels(given: Given, reading: Reading, rules: Rules): Channel[] {
  const safe = given.contact?.safe;
  return rules.contactChannels.filter((channel) => {
    const answer = safe?.[channel] ?? 'unknown';
    if (answer === 'no' || (reading.domesticAbuse && answer !== 'yes')) return false;
    // Leaving a voicemail means calling.
    if (channel === 'voicemail' && safe?.call === 'no') return false;
    return hasDetailFor(channel, given, reading);
  });
}
