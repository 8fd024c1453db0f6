/**
 * What suspects mean for a safe contact (SafeLives and Marac forms; College of Policing, victim safety and support).
 * A suspect only ever makes a way of contact unsafe, never safe.
 */
import { foldSpelling, mayBeSameName } from '../names.ts';
import type { SuspectAccess, SuspectRelationship } from '../suspect-vocabulary.ts';
import type { PartialSubmission } from './partial-submission.ts';

/** Domestic Abuse Act 2021, section 2: those who are personally connected, as far as a referral says. */
const partnersAndFamily: readonly SuspectRelationship[] = ['partner', 'ex-partner', 'parent', 'child', 'other-family'];

export const isPartnerOrFamilySuspected = ({ suspects = [] }: PartialSubmission): boolean =>
  suspects.some(({ relationship }) => relationship !== undefined && partnersAndFamily.includes(relationship));

/** Whether the parent or guardian named in the referral is a suspect, by what is said of a suspect or by the name. */
export const isGuardianSuspected = ({ suspects = [], victim }: PartialSubmission): boolean =>
  suspects.some(({ isGuardian, name }) => isGuardian === true || mayBeSameName(name, victim?.guardian?.name));

/** Whether a suspect reads or answers this. */
export const isReadBySuspect = ({ suspects = [] }: PartialSubmission, access: SuspectAccess): boolean =>
  suspects.some(({ hasAccessTo }) => hasAccessTo?.includes(access));

/** A suspect who reads the post knows the address, unless the referral says that they do not. */
export const isHomePostUnsafe = ({ suspects = [] }: PartialSubmission): boolean =>
  suspects.some(
    ({ livesWithVictim, knowsAddress, hasAccessTo }) =>
      livesWithVictim === 'yes' || (knowsAddress !== 'no' && hasAccessTo?.includes('post')),
  );

/** Whether a suspect lives where letters to the home arrive. */
export const isSuspectAtHome = ({ suspects = [] }: PartialSubmission): boolean =>
  suspects.some(({ livesWithVictim }) => livesWithVictim === 'yes');

/**
 * Whether this is the number of the guardian who is a suspect, the only suspect whose number a referral holds. Another
 * extension of it rings in the same place.
 */
export const isPhoneOfSuspect = (phone: string, submission: PartialSubmission): boolean =>
  isGuardianSuspected(submission) && withoutExtension(submission.victim?.guardian?.phone) === withoutExtension(phone);

export const withoutExtension = (phone: string | undefined): string | undefined => phone?.split(';', 1)[0];

type Guardian = NonNullable<PartialSubmission['victim']>['guardian'];

/** The parent or guardian, unless they are a suspect: then nobody contacts them, and they agree to nothing. */
export const trustedGuardian = (submission: PartialSubmission): Guardian =>
  isGuardianSuspected(submission) ? undefined : submission.victim?.guardian;

type AlternativeContact = NonNullable<PartialSubmission['contact']>['alternative'];

/**
 * The alternative contact, unless by name they are a suspect, or by name, phone or relationship the guardian who is one:
 * a child has one father.
 */
export function trustedAlternative(submission: PartialSubmission): AlternativeContact {
  const alternative = submission.contact?.alternative;
  if (!alternative) return undefined;
  const { name, relationship, phone } = alternative;
  const guardian = isGuardianSuspected(submission) ? submission.victim?.guardian : undefined;
  const names = [guardian?.name, ...(submission.suspects ?? []).map((suspect) => suspect.name)];
  const isSamePhone = phone !== undefined && isPhoneOfSuspect(phone, submission);
  const isSameRelation =
    relationship !== undefined && foldSpelling(relationship) === foldSpelling(guardian?.relationship ?? '');
  return isSamePhone || isSameRelation || names.some((one) => mayBeSameName(one, name)) ? undefined : alternative;
}
