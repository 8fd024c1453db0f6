/**
 * Whether a person can be reached without harm (SafeLives and Marac forms). Domestic abuse needs one
 * channel that is known to be safe; anyone else one that is not known to be unsafe; and either needs
 * the detail to use it.
 */
import type { Rules } from '../area.ts';
import type { Channel } from '../vocabulary.ts';
import type { Given } from './given.ts';
import type { Reading } from './reading.ts';

/**
 * The phone that a service would use: their own, else a child's guardian's, else that of the safe
 * alternative contact.
 */
export function phoneToUse({ victim, contact }: Given, reading: Reading): string | undefined {
  const guardians = reading.isChild || reading.ageNow === undefined ? victim?.guardian?.phone : undefined;
  return contact?.phone ?? guardians ?? contact?.alternative?.phone;
}

/** Whether the referral carries what this channel needs. */
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

/** The channels by which first contact may safely be made, in the order of the area's rules. */
export function safeChannels(given: Given, reading: Reading, rules: Rules): Channel[] {
  const safe = given.contact?.safe;
  return rules.contactChannels.filter((channel) => {
    const answer = safe?.[channel] ?? 'unknown';
    if (answer === 'no' || (reading.domesticAbuse && answer !== 'yes')) return false;
    // A message cannot be left without calling.
    if (channel === 'voicemail' && safe?.call === 'no') return false;
    return hasDetailFor(channel, given, reading);
  });
}
