/** Compiles an area's catalogue for routing, once per area: criteria to checks, needs to bits, services to a rank. */
import type { Area, Service } from '../area.ts';
import type { Need } from '../vocabulary.ts';
import { needs } from '../vocabulary.ts';
import type { Check } from './criteria.ts';
import { compileCriteria } from './criteria.ts';
import type { ReasonAgainst } from './reasons.ts';

export interface CompiledService {
  readonly service: Service;
  /** Positions in the catalogue's `checks`. */
  readonly checkPositions: readonly number[];
  /** Why it takes no referrals at all; undefined if it is open. */
  readonly closedReason: ReasonAgainst | undefined;
  /** Needs it meets as lead, and needs it works alongside a lead for; one bit per need. */
  readonly meets: number;
  readonly alongside: number;
  /** False for a service that meets no needs itself and only works alongside a lead. */
  readonly canLead: boolean;
}

export interface CompiledCatalogue {
  /** The distinct checks of all services: many are shared, and each is evaluated once per referral. */
  readonly checks: readonly Check[];
  /** In catalogue order. */
  readonly services: readonly CompiledService[];
  /** Positions in `services`, in order of precedence for the lead. */
  readonly rank: readonly number[];
}

const bits = new Map<string, number>(needs.map((need, position) => [need, 1 << position]));

export function needBits(list: readonly Need[]): number {
  let set = 0;
  for (const need of list) set |= bits.get(need) ?? 0;
  return set;
}

/** Orders by specialism, then priority, then id, so that the order of the file never decides. */
export function compareRank(one: Service, other: Service): number {
  if (one.specialism !== other.specialism) return other.specialism - one.specialism;
  if (one.priority !== other.priority) return one.priority - other.priority;
  return one.id < other.id ? -1 : 1;
}

function closedReason(service: Service, inactive: ReadonlySet<string>): ReasonAgainst | undefined {
  if (inactive.has(service.id)) return 'not-active';
  return service.availability === 'open' ? undefined : service.availability;
}

function compileCatalogue(area: Area): CompiledCatalogue {
  const districts = new Set(area.districts.map((district) => district.code));
  const inactive = new Set(area.parties.filter((party) => !party.active).map((party) => party.id));
  const checks = new Map<string, { check: Check; position: number }>();
  const positionOf = (check: Check): number => {
    const entry = checks.get(check.key) ?? { check, position: checks.size };
    checks.set(check.key, entry);
    return entry.position;
  };
  const services = area.services.map((service) => ({
    service,
    checkPositions: compileCriteria(service.criteria, districts).map(positionOf),
    closedReason: closedReason(service, inactive),
    meets: needBits(service.meets),
    alongside: needBits(service.alongside?.needs ?? []),
    canLead: service.meets.length > 0,
  }));
  const order = [...area.services].sort(compareRank);
  return {
    checks: [...checks.values()].map(({ check }) => check),
    services,
    rank: order.map((service) => area.services.indexOf(service)),
  };
}

const cache = new WeakMap<Area, CompiledCatalogue>();

/** Cached per Area object, so an area must not be mutated: a changed catalogue needs a new Area. */
export function compiledCatalogueOf(area: Area): CompiledCatalogue {
  let catalogue = cache.get(area);
  if (!catalogue) {
    catalogue = compileCatalogue(area);
    cache.set(area, catalogue);
  }
  return catalogue;
}
