/** Finds past referrals that a changed catalogue would have routed differently. */

import type { Area } from '../area.ts';
import type { ReasonCode } from '../decision.ts';
import type { ServiceId } from '../ids.ts';
import type { Routing, RoutingFacts } from '../routing/route.ts';
import { routeByFacts } from '../routing/route.ts';

/** A past referral without personal data: the facts routing used, and the services chosen. */
export interface PastReferral {
  /** Its reference or id. */
  referral: string;
  facts: RoutingFacts;
  /** Services chosen at the time, the lead first; empty if none. */
  chosen: readonly ServiceId[];
}

export interface MovedReferral {
  referral: string;
  from: readonly string[];
  to: readonly string[];
  /** Services that would no longer be chosen, and why; `removed` if no longer in the catalogue. */
  lost: { service: string; because: ReasonCode[] }[];
  /** Services that would newly be chosen, and why. */
  gained: { service: string; because: ReasonCode[] }[];
}

export interface ReplayReport {
  referrals: number;
  /** Referrals that would have been routed differently, in input order. */
  moved: MovedReferral[];
  /** Referrals that had a service and would have none. */
  leftWithout: string[];
  /** Change in the number of referrals by service; unchanged services are left out. */
  change: Record<string, number>;
}

/**
 * Routes past referrals by a changed catalogue. `on`, a London ISO date, replaces each referral's own date when
 * contracts are checked, so that a contract that has not started yet can be tried.
 */
export function replay(past: readonly PastReferral[], nextArea: Area, on?: string): ReplayReport {
  const moved: MovedReferral[] = [];
  const change = new Map<string, number>();
  const add = (service: string, by: number) => change.set(service, (change.get(service) ?? 0) + by);
  for (const { referral, facts, chosen } of past) {
    const routing = routeByFacts(on === undefined ? facts : { ...facts, on }, nextArea);
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
      lost: lost.map((service) => ({ service, because: lostReasons(routing, service) })),
      gained: gained.map(({ service, because }) => ({ service: service.id, because })),
    });
  }
  return {
    referrals: past.length,
    moved,
    leftWithout: moved.filter(({ to }) => to.length === 0).map(({ referral }) => referral),
    change: Object.fromEntries(
      [...change].filter(([, by]) => by !== 0).sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
  };
}

const lostReasons = (routing: Routing, service: string): ReasonCode[] =>
  routing.considered.find((considered) => considered.service === service)?.because ?? ['removed'];
