/**
 * What triage needs to know before it routes a case by hand, judged anew: since the case was judged, contracts may have
 * ended, the catalogue may have changed, and people have grown older.
 */
import type { Area, Service } from '#src/domain/area.ts';
import type { RuleContext } from '#src/domain/case/model.ts';
import type { CaseFacts } from '#src/domain/counting/model.ts';
import type { ConsideredService } from '#src/domain/decision.ts';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { findSafeChannels } from '#src/domain/judgement/safe-contact.ts';
import { compareRank } from '#src/domain/routing/compile.ts';
import { considerAll, routeReferral } from '#src/domain/routing/route.ts';
import type { Submission } from '#src/domain/submission.ts';
import { areaFor, testMarkOf } from '#src/domain/test-party.ts';
import type { Channel } from '#src/domain/vocabulary.ts';

/** Which kind of services may have it. */
type KindFacts = Pick<CaseFacts, 'source' | 'test'>;

export interface RouteOptions {
  /** Without any, no service may have the case. */
  safeChannels: readonly Channel[];
  /** Every service of the catalogue, in its order, and whether the case meets its criteria. */
  services: readonly ConsideredService[];
}

/**
 * @param submission the case's current version
 * @param facts of the case: a test is handed to test services alone, the canary's to its own, and no other case to one
 */
export function findRouteOptions(submission: Submission, facts: KindFacts, { area, now }: RuleContext): RouteOptions {
  const derived = deriveFacts(submission, area.rules, now);
  const routing = routeReferral({ ...derived, submission, area, on: derived.today, ...testMarkOf(facts, area) });
  return {
    safeChannels: findSafeChannels(submission, derived, area.rules),
    services: considerAll(routing, area),
  };
}

export interface RankedService {
  service: Service;
  considered: ConsideredService;
}

/**
 * Those that can take the case first, and of them those that can lead; then those with the fewest reasons against it.
 * Among equals the more specialised is first, as where the rules choose.
 */
export const rankByEligibility = (
  considered: readonly ConsideredService[],
  area: Pick<Area, 'services'>,
): RankedService[] =>
  area.services
    .flatMap((service) => {
      const found = considered.find((one) => one.service === service.id);
      return found ? [{ service, considered: found }] : [];
    })
    .toSorted((one, other) => distanceOf(one) - distanceOf(other) || compareRank(one.service, other.service));

function distanceOf({ service: { meets }, considered: { eligible, because } }: RankedService): number {
  if (eligible) return meets.length > 0 ? 0 : 1;
  return 1 + because.length;
}

/** Services that take cases of its kind now, whatever their criteria: nobody would read a hand-off to the others. */
export const openServices = (facts: KindFacts, area: Area): Service[] => {
  const { services, parties } = areaFor(testMarkOf(facts, area), area);
  return services.filter(
    ({ id, availability }) => availability === 'open' && parties.some((party) => party.id === id && party.active),
  );
};
