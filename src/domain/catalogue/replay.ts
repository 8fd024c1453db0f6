/** Which past referrals a changed catalogue would have sent elsewhere. */
import type { Area } from '../area.ts';
import type { ReasonCode } from '../decision.ts';
import type { Routing, RoutingFacts } from '../routing/route.ts';
import { routeFacts } from '../routing/route.ts';

/** A referral as the ledger keeps it, without the person: what routing read, and where it went. */
export interface PastReferral {
  /** Its reference or id. */
  referral: string;
  facts: RoutingFacts;
  /** Services chosen then, the lead first; empty when none was. */
  chosen: readonly string[];
}

export interface Moved {
  referral: string;
  from: readonly string[];
  to: readonly string[];
  /** For each service that would no longer be chosen: why not; `removed` when it is no longer in the catalogue. */
  lost: { service: string; because: ReasonCode[] }[];
  /** For each service that would be chosen now and was not: why. */
  gained: { service: string; because: ReasonCode[] }[];
}

export interface ReplayReport {
  referrals: number;
  /** Those that would have gone elsewhere, in the order given. */
  moved: Moved[];
  /** Those that had a service and would have none. */
  leftWithout: string[];
  /** Change in the number of referrals, by service; services without a change are left out. */
  change: Record<string, number>;
}

/**
 * `on`, a London ISO date, looks at the contracts of that day instead of each referral's own:
 * for a contract that has yet to start.
 */
export function replay(past: readonly PastReferral[], next: Area, on?: string): ReplayReport {
  const moved: Moved[] = [];
  const change = new Map<string, number>();
  const add = (service: string, by: number) => change.set(service, (change.get(service) ?? 0) + by);
  for (const { referral, facts, chosen } of past) {
    const routing = routeFacts(on === undefined ? facts : { ...facts, on }, next);
    const to = routing.eligible.map(({ service }) => service.id);
    if (chosen.length === to.length && chosen.every((service, index) => service === to[index])) continue;
    const lost = chosen.filter((service) => !to.includes(service));
    const gained = routing.eligible.filter(({ service }) => !chosen.includes(service.id));
    for (const service of lost) add(service, -1);
    for (const { service } of gained) add(service.id, 1);
    moved.push({
      referral,
      from: [...chosen],
      to,
      lost: lost.map((service) => ({ service, because: whyLost(routing, service) })),
      gained: gained.map(({ service, because }) => ({ service: service.id, because })),
    });
  }
  return {
    referrals: past.length,
    moved,
    leftWithout: moved.filter(({ from, to }) => from.length > 0 && to.length === 0).map(({ referral }) => referral),
    change: Object.fromEntries(
      [...change].filter(([, by]) => by !== 0).sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
  };
}

/** The past referrals as the catalogue before the change would have sent them, where that was not stored. */
export function asRouted(
  referrals: readonly { referral: string; facts: RoutingFacts }[],
  previous: Area,
): PastReferral[] {
  return referrals.map(({ referral, facts }) => ({
    referral,
    facts,
    chosen: routeFacts(facts, previous).eligible.map(({ service }) => service.id),
  }));
}

const whyLost = (routing: Routing, service: string): ReasonCode[] =>
  routing.considered.find((considered) => considered.service === service)?.because ?? ['removed'];
