/** What identifies a referral and a person. The caller hashes these parts with a key, so no id contains them. */
import type { Submission, Victim } from './submission.ts';

/** The parts of a submission that identify the referral. */
export type ReferralReferences = Pick<Submission, 'crimeReference' | 'incidentReference' | 'victimReference'>;

/** Two submissions with the same sender, crime or incident reference, and victim reference are one referral. */
export function referralIdentity(sender: string, references: ReferralReferences): string[] {
  const { crimeReference, incidentReference, victimReference } = references;
  const [kind, reference] = crimeReference ? ['crime', crimeReference] : ['incident', incidentReference ?? ''];
  return [sender, kind, reference, victimReference];
}

/**
 * Normalised name and date of birth, to link referrals of one person. Undefined when the given name or date of
 * birth is missing, because a family name alone would link strangers.
 */
export function personIdentity(victim: Victim): string[] | undefined {
  if (!victim.givenName || !victim.dateOfBirth) return undefined;
  const names = [victim.givenName, victim.familyName].map(normaliseName);
  return names.every((name) => name.length > 0) ? [...names, victim.dateOfBirth] : undefined;
}

/** Ignores differences in case, accents, spaces and punctuation; keeps letters of any script. */
const normaliseName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
