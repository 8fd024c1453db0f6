/** Why an accepted referral cannot go to a service yet. */
import type { Rules } from '../area.ts';
import type { HeldReason } from '../vocabulary.ts';
import { isOverridden } from './consent.ts';
import type { Given } from './given.ts';
import { type Reading, saysChild } from './reading.ts';
import { safeChannels } from './safe-contact.ts';

/** What would release the referral, for its sender and for triage. */
export const heldAdvice: Readonly<Record<HeldReason, string>> = {
  'no-safe-contact':
    'Find out a safe way to reach the person, and correct the referral with that channel marked yes and its phone, email or address.',
  'no-eligible-service':
    'No service takes this case as it stands. Add what is missing, such as district, age or needs, or the victim hub will find a place.',
  'out-of-scope':
    'Services here are not commissioned for this kind of offence. Correct the offence if it is wrong, or withdraw the referral.',
  'guardian-needed':
    'Add a parent or guardian with a phone number, or the date of birth if the person is not a young child.',
};

export function heldReasons(given: Given, reading: Reading, rules: Rules, routable: boolean): HeldReason[] {
  const category = given.offence?.category;
  const outOfScope = category !== undefined && rules.outOfScopeOffences.includes(category);
  const reasons: HeldReason[] = [];
  if (safeChannels(given, reading, rules).length === 0) reasons.push('no-safe-contact');
  if (outOfScope) reasons.push('out-of-scope');
  else if (!routable) reasons.push('no-eligible-service');
  if (isGuardianNeeded(given, reading, rules)) reasons.push('guardian-needed');
  return reasons;
}

/** A young child, or a child of unknown age, needs a named guardian and a phone number to reach them. */
function isGuardianNeeded(given: Given, reading: Reading, rules: Rules): boolean {
  if (isOverridden(given, reading)) return false;
  const mayBeYoung = reading.ageNow === undefined ? saysChild(given) : reading.ageNow < rules.guardianUnderAge;
  const reachable = given.victim?.guardian?.phone ?? given.contact?.alternative?.phone;
  return mayBeYoung && (given.victim?.guardian === undefined || reachable === undefined);
}
