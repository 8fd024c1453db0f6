/** Routes a referral: which services it goes to, which come next, and why each other service is not chosen. */

import type { Area, Service } from '../area.ts';
import type { ConsideredService, ReasonCode } from '../decision.ts';
import type { ServiceId } from '../ids.ts';
import { areaFor } from '../test-party.ts';
import type { CompiledService } from './compile.ts';
import { compiledCatalogueOf, needBits } from './compile.ts';
import type { CheckResult } from './criteria.ts';
import type { RoutingReason } from './reasons.ts';
import type { RoutingFacts, RoutingInput } from './routing-facts.ts';
import { routingFactsOf } from './routing-facts.ts';

export type { RoutingFacts, RoutingInput } from './routing-facts.ts';

export interface RoutedService {
  service: Service;
  because: ReasonCode[];
  part: 'lead' | 'alongside';
}

export interface Routing {
  /** The chosen services, the lead first; empty if no eligible service can lead. */
  eligible: RoutedService[];
  /** Ids of eligible services that could lead but were not chosen, in the order in which they will be tried. */
  reserve: ServiceId[];
  /** Every service not chosen, in catalogue order. */
  considered: ConsideredService[];
}

interface Assessment {
  eligible: boolean;
  because: RoutingReason[];
}

/** Gives every reason against a service, or if there is none, every reason for it. */
function assessService(
  { service, checkPositions: asks, closedReason: closed }: CompiledService,
  on: string,
  outcomes: readonly CheckResult[],
): Assessment {
  const against: RoutingReason[] = [];
  if (closed) against.push(closed);
  const { from, to } = service.contract;
  if (on < from) against.push('contract-not-started');
  else if (to !== undefined && on > to) against.push('contract-ended');
  collectCodes(against, asks, outcomes, false);
  if (against.length > 0) return { eligible: false, because: against };
  const inFavour: RoutingReason[] = [];
  collectCodes(inFavour, asks, outcomes, true);
  return { eligible: true, because: inFavour.length > 0 ? inFavour : ['open-to-everyone'] };
}

function collectCodes(
  target: RoutingReason[],
  positions: readonly number[],
  outcomes: readonly CheckResult[],
  passes: boolean,
): void {
  for (const position of positions) {
    const outcome = outcomes[position];
    if (outcome?.passes === passes && !target.includes(outcome.code)) target.push(outcome.code);
  }
}

/**
 * The most specialised eligible service leads. Services are added alongside only for needs that the referral names
 * and that neither the lead nor a service already added meets.
 */
export function routeByFacts(facts: RoutingFacts, area: Area): Routing {
  const { checks, services, rank } = compiledCatalogueOf(areaFor(facts, area));
  const outcomes = checks.map((check) => check.evaluate(facts));
  const assessed = services.map((service) => assessService(service, facts.on, outcomes));
  const ranked = rank.filter((position) => assessed[position]?.eligible);
  const lead = ranked.find((position) => services[position]?.canLead);
  const parts =
    lead === undefined ? new Map<number, RoutedService['part']>() : chooseServices(services, ranked, lead, facts);

  const eligible: RoutedService[] = [];
  for (const [position, part] of parts) {
    const chosen = services[position]?.service;
    const why = assessed[position]?.because;
    if (chosen && why) eligible.push({ service: chosen, because: [...why, chosenReason(chosen, part)], part });
  }
  const reserve: ServiceId[] = [];
  for (const position of ranked) {
    const next = services[position];
    if (next?.canLead && !parts.has(position)) reserve.push(next.service.id);
  }
  const considered: ConsideredService[] = [];
  services.forEach(({ service, canLead: mayLead }, position) => {
    const assessment = assessed[position];
    if (!assessment || parts.has(position)) return;
    const because = assessment.eligible ? [notChosenReason(mayLead, lead !== undefined)] : assessment.because;
    considered.push({ service: service.id, eligible: assessment.eligible, because });
  });
  return { eligible, reserve, considered };
}

function chooseServices(
  services: readonly CompiledService[],
  ranked: readonly number[],
  lead: number,
  facts: RoutingFacts,
): Map<number, RoutedService['part']> {
  const parts = new Map<number, RoutedService['part']>([[lead, 'lead']]);
  let unmet = needBits(facts.needs) & ~(services[lead]?.meets ?? 0);
  for (const position of ranked) {
    const alongside = services[position]?.alongside ?? 0;
    if (position === lead || (alongside & unmet) === 0) continue;
    parts.set(position, 'alongside');
    unmet &= ~alongside;
  }
  return parts;
}

function chosenReason(service: Service, part: RoutedService['part']): RoutingReason {
  if (part === 'alongside') return 'meets-further-need';
  return service.general ? 'no-specialist-eligible' : 'most-specialised';
}

function notChosenReason(mayLead: boolean, ledByAnother: boolean): RoutingReason {
  if (mayLead) return 'another-service-leads';
  return ledByAnother ? 'further-need-not-asked' : 'no-service-leads';
}

export function routeReferral(input: RoutingInput): Routing {
  return routeByFacts(routingFactsOf(input), input.area);
}

/** The chosen services too, in catalogue order. */
export function considerAll({ eligible, considered }: Routing, area: Area): ConsideredService[] {
  if (eligible.length === 0) return considered;
  const byService = new Map(considered.map((one) => [one.service, one]));
  for (const { service, because } of eligible)
    byService.set(service.id, { service: service.id, eligible: true, because });
  return area.services.flatMap(({ id }) => byService.get(id) ?? []);
}
