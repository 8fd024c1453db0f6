import type { EnhancedRight, Priority, RiskLevel } from '../vocabulary.ts';

/** High risk comes before enhanced rights, and enhanced rights before everyone else. */
export function priorityOf(riskLevel: RiskLevel | undefined, rights: readonly EnhancedRight[]): Priority {
  if (riskLevel === 'high') return 'high';
  return rights.length > 0 ? 'enhanced' : 'standard';
}
