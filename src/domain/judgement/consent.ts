/** Lawful basis: when a person may be referred without consent (UK GDPR, article 6; Victim Support; MARAC guidance). */
import type { Rules } from '../area.ts';
import type { Fault } from '../decision.ts';
import type { SenderKind } from '../vocabulary.ts';
import { fault } from './fault.ts';
import type { Given } from './given.ts';
import type { Reading } from './reading.ts';

const at = '/consent/basis';

/** Why the case needs explicit consent, as a clause for the fault's text; undefined when it does not. */
function whyExplicit(reading: Reading, sender: SenderKind, rules: Rules): string | undefined {
  const { consent } = rules;
  if (reading.offences.some((category) => consent.explicitForOffences.includes(category)))
    return 'this kind of offence';
  if (consent.explicitForDomesticAbuse && reading.domesticAbuse) return 'domestic abuse';
  if (consent.explicitForBereaved && reading.bereaved) return 'a bereaved relative';
  return consent.alwaysFor.includes(sender) ? 'every referral from your kind of organisation' : undefined;
}

/** The safeguarding override is only for high-risk domestic abuse and for children. */
const overrideStands = (reading: Reading): boolean =>
  (reading.domesticAbuse && reading.riskLevel === 'high') || reading.isChild;

/** Whether the safeguarding override is used, allowed, and has a recorded reason. */
export const isOverridden = (given: Given, reading: Reading): boolean =>
  given.consent?.basis === 'safeguarding-override' && overrideStands(reading) && hasReason(given);

const hasReason = (given: Given): boolean => (given.consent?.overrideReason ?? '').trim() !== '';

export function consentFaults(given: Given, reading: Reading, sender: SenderKind, rules: Rules): Fault[] {
  const basis = given.consent?.basis;
  if (basis === undefined || basis === 'explicit-consent') return [];
  const needs = whyExplicit(reading, sender, rules);
  if (basis === 'safeguarding-override') {
    if (needs !== undefined && !overrideStands(reading)) {
      return [
        fault(
          at,
          'explicit-consent-required',
          'The safeguarding override is for high-risk domestic abuse and for children at risk. Otherwise ask the person first, and send explicit-consent.',
        ),
      ];
    }
    if (hasReason(given)) return [];
    return [
      fault(
        '/consent/overrideReason',
        'override-reason-required',
        'Record why this goes without the person’s consent.',
      ),
    ];
  }
  if (needs !== undefined) {
    return [
      fault(
        at,
        'explicit-consent-required',
        `The person must agree before ${needs} is passed on. Ask them first, then send explicit-consent.`,
      ),
    ];
  }
  if (basis === 'public-task' && !rules.consent.publicTaskFor.includes(sender)) {
    return [
      fault(
        at,
        'explicit-consent-required',
        'Public task is not a basis for your kind of organisation. Ask the person first, then send explicit-consent.',
      ),
    ];
  }
  return [];
}
