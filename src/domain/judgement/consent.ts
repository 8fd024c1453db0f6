/** The lawful basis: who may refer whom without asking (UK GDPR, article 6; Victim Support, legal bases; MARAC guidance). */
import type { Rules } from '../area.ts';
import type { Fault } from '../decision.ts';
import type { SenderKind } from '../vocabulary.ts';
import { fault } from './fault.ts';
import type { Given } from './given.ts';
import type { Reading } from './reading.ts';

const at = '/consent/basis';

/** Why this case needs the person's agreement first, as a clause; undefined when it does not. */
function whyExplicit(reading: Reading, sender: SenderKind, rules: Rules): string | undefined {
  const { consent } = rules;
  if (reading.offences.some((category) => consent.explicitForOffences.includes(category)))
    return 'this kind of offence';
  if (consent.explicitForDomesticAbuse && reading.domesticAbuse) return 'domestic abuse';
  if (consent.explicitForBereaved && reading.bereaved) return 'a bereaved relative';
  return consent.alwaysFor.includes(sender) ? 'every referral from your kind of organisation' : undefined;
}

/** High-risk domestic abuse and a child at risk may go without consent; nothing else may. */
const overrideStands = (reading: Reading): boolean =>
  (reading.domesticAbuse && reading.riskLevel === 'high') || reading.isChild;

/** Whether the safeguarding override is used, may be, and has its reason recorded. */
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
