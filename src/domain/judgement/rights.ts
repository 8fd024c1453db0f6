/**
 * Enhanced rights under the Victims' Code: those derived from the referral and those the referrer assessed.
 * No fact removes one.
 */
import type { Rules } from '../area.ts';
import { normalCode } from '../offence-codes.ts';
import { type EnhancedRight, enhancedRights, type OffenceCategory } from '../vocabulary.ts';
import type { Given } from './given.ts';
import type { Reading } from './reading.ts';

/** Sexual offences, and homicide, whose referred victims are bereaved relatives and witnesses. */
const mostSerious: readonly OffenceCategory[] = ['rape', 'other-sexual', 'homicide'];

const codeSets = new WeakMap<readonly string[], ReadonlySet<string>>();

function isMostSeriousCode(code: string, rules: Rules): boolean {
  let codes = codeSets.get(rules.mostSeriousCodes);
  if (!codes) {
    codes = new Set(rules.mostSeriousCodes.map(normalCode));
    codeSets.set(rules.mostSeriousCodes, codes);
  }
  return codes.has(normalCode(code));
}

function isMostSerious({ offence }: Given, reading: Reading, rules: Rules): boolean {
  return (
    reading.domesticAbuse ||
    reading.bereaved ||
    (offence?.hateStrands?.length ?? 0) > 0 ||
    offence?.modernSlavery === 'yes' ||
    reading.offences.some((category) => mostSerious.includes(category)) ||
    (offence?.homeOfficeCode !== undefined && isMostSeriousCode(offence.homeOfficeCode, rules))
  );
}

/** The rights that apply, in vocabulary order. */
export function rightsOf(given: Given, reading: Reading, rules: Rules): EnhancedRight[] {
  const holds: Record<EnhancedRight, boolean> = {
    'most-serious-crime': isMostSerious(given, reading, rules),
    'persistently-targeted':
      given.victim?.persistentlyTargeted === true || reading.offences.includes('stalking-harassment'),
    'vulnerable-or-intimidated': given.victim?.vulnerableOrIntimidated === true || reading.under18AtOffence,
  };
  return enhancedRights.filter((right) => holds[right]);
}
