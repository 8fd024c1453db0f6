/** What makes a referral that referral, and a person that person. The parts are hashed with a key; they never stand in an id. */
import type { Submission, Victim } from './submission.ts';

/** A duplicate is the same sender, crime or incident reference, and victim reference. */
export function referralIdentity(sender: string, submission: Submission): string[] {
  const { crimeReference, incidentReference, victimReference } = submission;
  const [kind, reference] = crimeReference ? ['crime', crimeReference] : ['incident', incidentReference ?? ''];
  return [sender, kind, reference, victimReference];
}

/**
 * Normalised name and date of birth, to link one person's referrals. Undefined when the given name or the
 * date of birth is missing: a family name alone would join strangers.
 */
export function personIdentity(victim: Victim): string[] | undefined {
  if (!victim.givenName || !victim.dateOfBirth) return undefined;
  const names = [victim.givenName, victim.familyName].map(plainLetters);
  return names.every((name) => name.length > 0) ? [...names, victim.dateOfBirth] : undefined;
}

/** Case, accents, spaces and punctuation differ between two people typing one name; letters of any script stay. */
const plainLetters = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
