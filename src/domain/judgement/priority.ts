import type { EnhancedRight, Priority, RiskLevel, TriState } from '../vocabulary.ts';

/**
 * High risk comes before enhanced rights, and enhanced rights before everyone else. A person who does not know of the
 * referral is not kept waiting either: the first call must be prepared.
 */
export function priorityOf(
  riskLevel: RiskLevel | undefined,
  rights: readonly EnhancedRight[],
  personAware?: TriState,
): Priority {
  if (riskLevel === 'high') return 'high';
  return rights.length > 0 || personAware === 'no' ? 'enhanced' : 'standard';
}
