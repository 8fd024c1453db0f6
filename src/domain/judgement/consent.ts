/** Lawful basis: when a person may be referred without consent (UK GDPR, article 6; Victim Support; MARAC guidance). */
import type { Rules } from '../area.ts';
import type { Fault } from '../decision.ts';
import type { Submission } from '../submission.ts';
import type { SenderKind } from '../vocabulary.ts';
import type { DerivedFacts } from './derived-facts.ts';
import { fault } from './fault.ts';
import type { PartialSubmission } from './partial-submission.ts';
import { isGuardianSuspected } from './suspects.ts';

const basisPointer = '/consent/basis';

/** RFC 3339: when the person agreed to be referred; undefined where nobody says that they did, or when. */
export const consentGivenAt = ({ consent }: Pick<Submission, 'consent'>): string | undefined =>
  consent.basis === 'explicit-consent' ? consent.obtainedAt : undefined;

/** Whether they agreed after they had said no. @param refusedAt RFC 3339 */
export const isConsentAfter = (givenAt: string | undefined, refusedAt: string): boolean =>
  givenAt !== undefined && Date.parse(givenAt) > Date.parse(refusedAt);

/** Why the case needs explicit consent, as a clause for the fault's text; undefined when it does not. */
function explicitConsentReason(derived: DerivedFacts, sender: SenderKind, rules: Rules): string | undefined {
  const { consent } = rules;
  if (derived.offences.some((category) => consent.explicitForOffences.includes(category)))
    return 'this kind of offence';
  if (consent.explicitForDomesticAbuse && derived.domesticAbuse) return 'domestic abuse';
  if (consent.explicitForBereaved && derived.bereaved) return 'a bereaved relative';
  return consent.alwaysFor.includes(sender) ? 'every referral from your kind of organisation' : undefined;
}

/** The safeguarding override is only for high-risk domestic abuse and for those who are certainly children. */
const isOverrideAllowed = (derived: DerivedFacts): boolean =>
  (derived.domesticAbuse && derived.riskLevel === 'high') || derived.isSurelyChild;

/** Whether the safeguarding override is used, allowed, and has a recorded reason. */
export const hasValidOverride = (submission: PartialSubmission, derived: DerivedFacts): boolean =>
  submission.consent?.basis === 'safeguarding-override' && isOverrideAllowed(derived) && hasOverrideReason(submission);

const hasOverrideReason = (submission: PartialSubmission): boolean =>
  (submission.consent?.overrideReason ?? '').trim() !== '';

export function findConsentFaults(
  submission: PartialSubmission,
  derived: DerivedFacts,
  sender: SenderKind,
  rules: Rules,
): Fault[] {
  const basis = submission.consent?.basis;
  if (basis === undefined) return [];
  if (basis === 'explicit-consent') return findConsentGiverFaults(submission);
  const reason = explicitConsentReason(derived, sender, rules);
  if (basis === 'safeguarding-override') {
    if (reason !== undefined && !isOverrideAllowed(derived)) {
      return [
        fault(
          basisPointer,
          'explicit-consent-required',
          'The safeguarding override is for high-risk domestic abuse and for children at risk. Otherwise ask the person first, and send explicit-consent.',
        ),
      ];
    }
    if (hasOverrideReason(submission)) return [];
    return [
      fault(
        '/consent/overrideReason',
        'override-reason-required',
        'Record why this goes without the person’s consent.',
      ),
    ];
  }
  if (reason !== undefined) {
    return [
      fault(
        basisPointer,
        'explicit-consent-required',
        `The person must agree before ${reason} is passed on. Ask them first, then send explicit-consent.`,
      ),
    ];
  }
  if (basis === 'public-task' && !rules.consent.publicTaskFor.includes(sender)) {
    return [
      fault(
        basisPointer,
        'explicit-consent-required',
        'Public task is not a basis for your kind of organisation. Ask the person first, then send explicit-consent.',
      ),
    ];
  }
  return [];
}

/** A guardian who is a suspect agrees to nothing for the child. */
function findConsentGiverFaults(submission: PartialSubmission): Fault[] {
  if (submission.consent?.givenBy !== 'parent-guardian' || !isGuardianSuspected(submission)) return [];
  return [
    fault(
      '/consent/givenBy',
      'explicit-consent-required',
      'The parent or guardian is a suspect and cannot agree for the child. Ask another adult who may, or record a safeguarding override with its reason.',
    ),
  ];
}
