/**
 * A person who said no to one referral is sent to no service by another referral of the same crime before somebody of the victim hub
 * has decided, unless they were asked since and said yes. Consent is for one referral: what they want after another crime is asked anew
 * (docs/adr/0061-who-said-no-is-asked-first.md).
 */

import { changeOf } from '#src/domain/case/change.ts';
import { lastConsentWithdrawalAt, lastRefusalAt } from '#src/domain/case/correction/reopen.ts';
import type { CaseHead, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { hasTriageReason } from '#src/domain/case/next-service.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import { isConsentAfter } from '#src/domain/judgement/consent.ts';
import { canWithdraw, isOver } from './allowed-actions.ts';
import {
  daysBetween,
  duplicateWindowDays,
  haveSameReference,
  markAsDuplicate,
  type ReportedIncident,
} from './possible-duplicate.ts';

/** The person said no to a referral that is over. */
export interface PersonRefusal {
  of: ReferralId;
  /** Its spoken reference. */
  reference: string;
  sender: PartyId;
  /** RFC 3339, UTC. */
  at: string;
  /** They withdrew their consent; else they said no to a service. */
  isWithdrawn: boolean;
}

/** Another referral of the person, as it stands; without a case until it is recorded. */
export interface RelatedReferral extends ReportedIncident {
  id: ReferralId;
  referralCase?: ReferralCase;
}

/** A referral as far as it says whether a refusal is about it too. */
export interface AskedIncident extends ReportedIncident {
  /** RFC 3339: when the person agreed to it; absent where nobody says that they did. */
  consentGivenAt?: string;
}

/** The last time that the person said no about what may be the same crime, if they have not said yes since. */
export function findRefusal(one: AskedIncident, others: readonly RelatedReferral[]): PersonRefusal | undefined {
  const refusals = others.flatMap((other): PersonRefusal[] => {
    const { referralCase } = other;
    const refusal = referralCase && isOver(referralCase.head) ? refusalOf(referralCase) : undefined;
    return refusal && mayBeAbout(one, other, refusal.at) ? [refusal] : [];
  });
  const last = refusals.sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
  return unlessAgreedSince(last, one.consentGivenAt);
}

/** The refusal, where the person has not agreed to this referral since. */
export const unlessAgreedSince = (
  refusal: PersonRefusal | undefined,
  consentGivenAt: string | undefined,
): PersonRefusal | undefined => (refusal && isConsentAfter(consentGivenAt, refusal.at) ? undefined : refusal);

/** What the person said to this very referral. */
export function refusalOf(referralCase: ReferralCase): PersonRefusal | undefined {
  const { head } = referralCase;
  const { id, reference, sender } = head;
  const at = lastRefusalAt(referralCase);
  const isWithdrawn = at === lastConsentWithdrawalAt(head);
  return at === undefined ? undefined : { of: id, reference, sender, at, isWithdrawn };
}

/**
 * Whether what the person said about the other may be about this one: the reference is the same, or the day. Where neither tells,
 * they came within a month, or this one within a month of the refusal.
 * @param refusedAt RFC 3339
 */
export function mayBeAbout(one: ReportedIncident, other: ReportedIncident, refusedAt: string): boolean {
  if (haveSameReference(one, other)) return true;
  if (one.occurredOn !== undefined && other.occurredOn !== undefined) return one.occurredOn === other.occurredOn;
  if (one.references?.crime !== undefined && other.references?.crime !== undefined) return false;
  return [other.receivedAt, refusedAt].some((at) => daysBetween(one.receivedAt, at) <= duplicateWindowDays);
}

/**
 * The person said no to another referral while a service has this one: the hub is told, and no further service is tried before it
 * has decided.
 */
export function raiseRefusal(referralCase: ReferralCase, of: ReferralId, now: Date): Outcome<never> {
  const { head } = referralCase;
  const isMarked = head.possibleDuplicateOf !== undefined;
  const isKnown = isMarked && (head.status !== 'routed' || hasTriageReason(head, 'possible-duplicate'));
  if (!canWithdraw(head, 'triage') || (isKnown && head.reserve.length === 0)) return { already: true };
  if (isKnown) return { change: changeOf(referralCase, { head: { ...head, reserve: [] } }) };
  return { change: changeOf(referralCase, tellOfRefusal(head, of, now)) };
}

/** An earlier mark stays: the hub has yet to decide about that one too. */
export const tellOfRefusal = (head: CaseHead, of: ReferralId, now: Date) =>
  markAsDuplicate({ ...head, reserve: [] }, head.possibleDuplicateOf ?? of, now);
