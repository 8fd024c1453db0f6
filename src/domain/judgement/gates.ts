/** Legal gates: a referral that fails one may not be made, so it is refused and nothing is stored. */
import type { Rules } from '../area.ts';
import type { Fault } from '../decision.ts';
import type { SenderKind } from '../vocabulary.ts';
import { consentFaults, isOverridden } from './consent.ts';
import { fault } from './fault.ts';
import type { Given } from './given.ts';
import { isOrganisation } from './organisation.ts';
import type { Reading } from './reading.ts';

/** A fault for every failed gate, the one that matters most to the sender first. */
export function gateFaults(given: Given, reading: Reading, sender: SenderKind, rules: Rules): Fault[] {
  return [
    ...victimFaults(given),
    ...consentFaults(given, reading, sender, rules),
    ...guardianFaults(given, reading, rules),
  ];
}

function victimFaults({ victim }: Given): Fault[] {
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
        'The person asked not to be referred, so they are not. Nothing was kept.',
      ),
    );
  }
  return faults;
}

/** A child under the area's age limit needs a guardian to contact, unless a valid override is recorded. */
function guardianFaults(given: Given, reading: Reading, rules: Rules): Fault[] {
  if (reading.ageNow === undefined || reading.ageNow >= rules.guardianUnderAge) return [];
  if (given.victim?.guardian !== undefined || isOverridden(given, reading)) return [];
  return [
    fault(
      '/victim/guardian',
      'guardian-required',
      `A child under ${rules.guardianUnderAge} needs a parent or guardian to contact. Name one, or record a safeguarding override with its reason.`,
    ),
  ];
}
