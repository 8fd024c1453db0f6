import type { EnhancedRight, Priority, RiskLevel } from '../vocabulary.ts';

/** How soon a service should act: high risk before enhanced rights before the rest. */
export function priorityOf(riskLevel: RiskLevel | undefined, rights: readonly EnhancedRight[]): Priority {
  if (riskLevel === 'high') return 'high';
  return rights.length > 0 ? 'enhanced' : 'standard';
}
