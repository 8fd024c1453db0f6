/** What identifies a referral and a person. The caller hashes these parts with a key, so no id contains them. */
import { foldSpelling, withoutTitles } from './names.ts';
import type { Submission, Victim } from './submission.ts';

/** The parts of a submission that identify the referral. */
export type ReferralReferences = Pick<Submission, 'crimeReference' | 'incidentReference' | 'victimReference'>;

/** Two submissions with the same sender, crime or incident reference, and victim reference are one referral. */
export function referralIdentity(sender: string, references: ReferralReferences): string[] {
  const { crimeReference, incidentReference, victimReference } = references;
  const [kind, reference] = crimeReference ? ['crime', crimeReference] : ['incident', incidentReference ?? ''];
  return [sender, kind, reference, victimReference];
}

/** Which of its references make a submission another referral than the one that stands. */
export function findOtherReferences(
  standing: ReferralReferences,
  sent: ReferralReferences,
): (keyof ReferralReferences)[] {
  const isOfCrime = Boolean(standing.crimeReference || sent.crimeReference);
  const reference = isOfCrime ? 'crimeReference' : 'incidentReference';
  return ([reference, 'victimReference'] as const).filter((name) => standing[name] !== sent[name]);
}

/** People of one event, as their sender says. Two senders who use the same reference have two groups. */
export const groupIdentity = (sender: string, { groupReference }: Submission): string[] | undefined =>
  groupReference === undefined ? undefined : [sender, groupReference];

export type PersonNames = Pick<Victim, 'givenName' | 'familyName' | 'dateOfBirth'>;

/**
 * What links the referrals of one person: both names, in either order, and the date of birth. Undefined without a
 * given name or a date of birth, because a family name alone would link strangers; a title is no name.
 */
export function personIdentity({ givenName, familyName, dateOfBirth }: PersonNames): string[] | undefined {
  if (!givenName || !dateOfBirth) return undefined;
  const names = [givenName, familyName].map((name) => foldSpelling(withoutTitles(name)));
  // The word in front keeps these parts distinct from those of the old form.
  return names.every((name) => name.length > 0) ? ['either-order', ...names.sort(), dateOfBirth] : undefined;
}

/** The identity as it was before other spellings were recognised: rows of then have its hash (ADR 17). */
export function oldPersonIdentity({ givenName, familyName, dateOfBirth }: PersonNames): string[] | undefined {
  if (!givenName || !dateOfBirth) return undefined;
  const names = [givenName, familyName].map((name) =>
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  );
  return names.every((name) => name.length > 0) ? [...names, dateOfBirth] : undefined;
}
