/**
 * Enhanced rights under the Victims' Code: those derived from the referral and those the referrer assessed.
 * No fact removes one.
 */
import type { Rules } from '../area.ts';
import { normaliseCode } from '../offence-codes.ts';
import { type EnhancedRight, enhancedRights, type OffenceCategory } from '../vocabulary.ts';
import type { DerivedFacts } from './derived-facts.ts';
import type { PartialSubmission } from './partial-submission.ts';

/** Sexual offences, and homicide, whose referred victims are bereaved relatives and witnesses. */
const mostSeriousOffences: readonly OffenceCategory[] = ['rape', 'other-sexual', 'homicide'];

const codeSetCache = new WeakMap<readonly string[], ReadonlySet<string>>();

function isMostSeriousCode(code: string, rules: Rules): boolean {
  let codes = codeSetCache.get(rules.mostSeriousCodes);
  if (!codes) {
    codes = new Set(rules.mostSeriousCodes.map(normaliseCode));
    codeSetCache.set(rules.mostSeriousCodes, codes);
  }
  return codes.has(normaliseCode(code));
}

function isMostSerious({ offence }: PartialSubmission, derived: DerivedFacts, rules: Rules): boolean {
  return (
    derived.domesticAbuse ||
    derived.bereaved ||
    (offence?.hateStrands?.length ?? 0) > 0 ||
    offence?.modernSlavery === 'yes' ||
    derived.offences.some((category) => mostSeriousOffences.includes(category)) ||
    (offence?.homeOfficeCode !== undefined && isMostSeriousCode(offence.homeOfficeCode, rules))
  );
}

/** The rights that apply, in vocabulary order. */
export function enhancedRightsOf(submission: PartialSubmission, derived: DerivedFacts, rules: Rules): EnhancedRight[] {
  const conditions: Record<EnhancedRight, boolean> = {
    'most-serious-crime': isMostSerious(submission, derived, rules),
    'persistently-targeted':
      submission.victim?.persistentlyTargeted === true || derived.offences.includes('stalking-harassment'),
    'vulnerable-or-intimidated': submission.victim?.vulnerableOrIntimidated === true || derived.under18AtOffence,
  };
  return enhancedRights.filter((right) => conditions[right]);
}
