/** Why an accepted referral cannot go to a service yet. */
import { mayBeUnder } from '../ages.ts';
import type { Rules } from '../area.ts';
import type { HeldReason } from '../vocabulary.ts';
import { hasValidOverride } from './consent.ts';
import { type DerivedFacts, impliesChild } from './derived-facts.ts';
import type { PartialSubmission } from './partial-submission.ts';
import { findSafeChannels } from './safe-contact.ts';
import { isGuardianSuspected, trustedAlternative, trustedGuardian } from './suspects.ts';

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

export function findHeldReasons(
  submission: PartialSubmission,
  derived: DerivedFacts,
  rules: Rules,
  isRoutable: boolean,
): HeldReason[] {
  const isOutOfScope = rules.outOfScopeOffences.some((one) => one === submission.offence?.category);
  const reasons: HeldReason[] = [];
  if (findSafeChannels(submission, derived, rules).length === 0) reasons.push('no-safe-contact');
  if (isOutOfScope) reasons.push('out-of-scope');
  else if (!isRoutable) reasons.push('no-eligible-service');
  if (isGuardianNeeded(submission, derived, rules)) reasons.push('guardian-needed');
  return reasons;
}

/** A young child, or a child of unknown age, needs a named guardian and a phone number to reach them. */
function isGuardianNeeded(submission: PartialSubmission, derived: DerivedFacts, rules: Rules): boolean {
  if (hasValidOverride(submission, derived)) return false;
  const isPossiblyYoung =
    derived.ageNow === undefined ? impliesChild(submission) : mayBeUnder(rules.guardianUnderAge, derived.ageNow);
  if (!isPossiblyYoung) return false;
  const guardian = trustedGuardian(submission);
  // Where the guardian is a suspect, the alternative contact takes their place.
  if (guardian === undefined && !isGuardianSuspected(submission)) return true;
  return (guardian?.phone ?? trustedAlternative(submission)?.phone) === undefined;
}
