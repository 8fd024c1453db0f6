/** Routes a referral: which services it goes to, which come next, and why each other service is not chosen. */
import type { Area, Service } from '../area.ts';
import type { Considered, ReasonCode } from '../decision.ts';
import type { CompiledService } from './compile.ts';
import { catalogueOf, needBits } from './compile.ts';
import type { Outcome } from './criteria.ts';
import type { RoutingFacts, RoutingInput } from './facts.ts';
import { routingFacts } from './facts.ts';
import type { RoutingReason } from './reasons.ts';

export type { RoutingFacts, RoutingInput } from './facts.ts';

export interface ChosenService {
  service: Service;
  because: ReasonCode[];
  part: 'lead' | 'alongside';
}

export interface Routing {
  /** The chosen services, the lead first; empty if no eligible service can lead. */
  eligible: ChosenService[];
  /** Ids of eligible services that could lead but were not chosen, in the order in which they will be tried. */
  reserve: string[];
  /** Every service not chosen, in catalogue order. */
  considered: Considered[];
}

interface Assessment {
  eligible: boolean;
  because: RoutingReason[];
}

/** Gives every reason against a service, or if there is none, every reason for it. */
function assess({ service, asks, closed }: CompiledService, on: string, outcomes: readonly Outcome[]): Assessment {
  const against: RoutingReason[] = [];
  if (closed) against.push(closed);
  const { from, to } = service.contract;
  if (on < from) against.push('contract-not-started');
  else if (to !== undefined && on > to) against.push('contract-ended');
  collect(against, asks, outcomes, false);
  if (against.length > 0) return { eligible: false, because: against };
  const speaksFor: RoutingReason[] = [];
  collect(speaksFor, asks, outcomes, true);
  return { eligible: true, because: speaksFor.length > 0 ? speaksFor : ['open-to-everyone'] };
}

function collect(into: RoutingReason[], asks: readonly number[], outcomes: readonly Outcome[], passes: boolean): void {
  for (const position of asks) {
    const outcome = outcomes[position];
    if (outcome?.passes === passes && !into.includes(outcome.code)) into.push(outcome.code);
  }
}

/**
 * The most specialised eligible service leads. Services are added alongside only for needs that the referral names
 * and that neither the lead nor a service already added meets.
 */
export function routeFacts(facts: RoutingFacts, area: Area): Routing {
  const { checks, services, rank } = catalogueOf(area);
  const outcomes = checks.map((check) => check.ask(facts));
  const assessed = services.map((service) => assess(service, facts.on, outcomes));
  const inRank = rank.filter((position) => assessed[position]?.eligible);
  const lead = inRank.find((position) => services[position]?.mayLead);
  const parts = lead === undefined ? new Map<number, ChosenService['part']>() : choose(services, inRank, lead, facts);

  const eligible: ChosenService[] = [];
  for (const [position, part] of parts) {
    const chosen = services[position]?.service;
    const why = assessed[position]?.because;
    if (chosen && why) eligible.push({ service: chosen, because: [...why, whyChosen(chosen, part)], part });
  }
  const reserve: string[] = [];
  for (const position of inRank) {
    const next = services[position];
    if (next?.mayLead && !parts.has(position)) reserve.push(next.service.id);
  }
  const considered: Considered[] = [];
  services.forEach(({ service, mayLead }, position) => {
    const assessment = assessed[position];
    if (!assessment || parts.has(position)) return;
    const because = assessment.eligible ? [whyNotChosen(mayLead, lead !== undefined)] : assessment.because;
    considered.push({ service: service.id, eligible: assessment.eligible, because });
  });
  return { eligible, reserve, considered };
}

function choose(
  services: readonly CompiledService[],
  inRank: readonly number[],
  lead: number,
  facts: RoutingFacts,
): Map<number, ChosenService['part']> {
  const parts = new Map<number, ChosenService['part']>([[lead, 'lead']]);
  let unmet = needBits(facts.needs) & ~(services[lead]?.meets ?? 0);
  for (const position of inRank) {
    const alongside = services[position]?.alongside ?? 0;
    if (position === lead || (alongside & unmet) === 0) continue;
    parts.set(position, 'alongside');
    unmet &= ~alongside;
  }
  return parts;
}

function whyChosen(service: Service, part: ChosenService['part']): RoutingReason {
  if (part === 'alongside') return 'meets-further-need';
  return service.general ? 'no-specialist-eligible' : 'most-specialised';
}

function whyNotChosen(mayLead: boolean, ledByAnother: boolean): RoutingReason {
  if (mayLead) return 'another-service-leads';
  return ledByAnother ? 'further-need-not-asked' : 'no-service-leads';
}

export function route(input: RoutingInput): Routing {
  return routeFacts(routingFacts(input), input.area);
}
