/** Legal gates: a referral that fails one may not be made, so it is refused and nothing is stored. */
import { mayBeUnder } from '../ages.ts';
import type { Rules } from '../area.ts';
import type { Fault } from '../decision.ts';
import type { SenderKind } from '../vocabulary.ts';
import { findConsentFaults, hasValidOverride } from './consent.ts';
import type { DerivedFacts } from './derived-facts.ts';
import { fault } from './fault.ts';
import { isOrganisation } from './organisation.ts';
import type { PartialSubmission } from './partial-submission.ts';
import { isGuardianSuspected, trustedAlternative, trustedGuardian } from './suspects.ts';

/** A fault for every failed gate, the one that matters most to the sender first. */
export function findGateFaults(
  submission: PartialSubmission,
  derived: DerivedFacts,
  sender: SenderKind,
  rules: Rules,
): Fault[] {
  return [
    ...findVictimFaults(submission),
    ...findConsentFaults(submission, derived, sender, rules),
    ...findGuardianFaults(submission, derived, rules),
  ];
}

function findVictimFaults({ victim }: PartialSubmission): Fault[] {
  const faults: Fault[] = [];
  if (victim?.familyName !== undefined && isOrganisation(victim.familyName, victim.givenName)) {
    faults.push(
      fault(
        '/victim/familyName',
        'not-a-victim',
        'This reads as the name of an organisation. Only a person can be referred: name the person who was harmed.',
      ),
    );
  }
  if (victim?.optedOut === true) {
    faults.push(
      fault(
        '/victim/optedOut',
        'victim-opted-out',
        'The person asked not to be referred, so nothing of this was kept. If they were referred before, withdraw that referral.',
      ),
    );
  }
  if (victim?.deceased === true && victim.role === 'direct') {
    faults.push(
      fault(
        '/victim/deceased',
        'deceased',
        'The person has died. Refer the bereaved relative, with the role bereaved-relative.',
      ),
    );
  }
  return faults;
}

const suspectedGuardianFault = fault(
  '/victim/guardian',
  'guardian-required',
  'The parent or guardian is a suspect and is not contacted. Name another adult as the alternative contact, or record a safeguarding override with its reason.',
);

/** A child who may be under the area's age limit needs a guardian to contact, unless a valid override is recorded. */
function findGuardianFaults(submission: PartialSubmission, derived: DerivedFacts, rules: Rules): Fault[] {
  if (!mayBeUnder(rules.guardianUnderAge, derived.ageNow)) return [];
  if (trustedGuardian(submission) !== undefined || hasValidOverride(submission, derived)) return [];
  if (isGuardianSuspected(submission)) return trustedAlternative(submission) ? [] : [suspectedGuardianFault];
  return [
    fault(
      '/victim/guardian',
      'guardian-required',
      `A child who is, or may be, under ${rules.guardianUnderAge} needs a parent or guardian to contact. Name one, or record a safeguarding override with its reason.`,
    ),
  ];
}
