/** One value of a dimension of the space of cases. */
import type { RoutingFacts } from '../routing/route.ts';

/** The facts that a value represents, and the text of each part of it. */
export interface SpaceValue {
  facts: Partial<RoutingFacts>;
  parts: Readonly<Record<string, string>>;
}
