/** Finds where two services can both lead, and services that no case reaches. */
import type { Service } from '../area.ts';
import { compareRank } from '../routing/compile.ts';
import type { Coverage } from './coverage.ts';

/** Two services that can both lead: which one does, in how many cases, and what decides it. */
export interface Overlap {
  leads: string;
  other: string;
  cases: number;
  settledBy: 'specialism' | 'priority' | 'id';
}

export type Unreachable = 'not-open' | 'no-case-meets-its-criteria' | 'always-behind-another' | 'never-called-in';

/** One set of takers: its services in rank order, and the one that leads. */
interface TakerGroup {
  cases: number;
  takers: readonly Service[];
  lead: Service | undefined;
}

/** `open` says for each service, by position, whether it can be chosen on the day. */
export function findOverlaps(
  services: readonly Service[],
  coverage: Coverage,
  open: readonly boolean[],
): { overlaps: Overlap[]; unreachable: { service: string; why: Unreachable }[] } {
  const ranked = services.map((service, index) => ({ service, bit: 1n << BigInt(index) }));
  ranked.sort((one, other) => compareRank(one.service, other.service));
  const groups = [...coverage.sets].map(([set, { cases }]): TakerGroup => {
    const takers = ranked.filter(({ bit }) => (set & bit) !== 0n).map(({ service }) => service);
    return { cases, takers, lead: takers.find(canLead) };
  });
  return { overlaps: findLeadOverlaps(groups), unreachable: findUnreachable(groups, services, open) };
}

const canLead = (service: Service): boolean => service.meets.length > 0;

function findLeadOverlaps(groups: readonly TakerGroup[]): Overlap[] {
  const pairs = new Map<string, Overlap>();
  for (const { cases, takers, lead } of groups) {
    if (!lead) continue;
    for (const other of takers) {
      if (other === lead || !canLead(other)) continue;
      const key = `${lead.id} ${other.id}`;
      const overlap = pairs.get(key) ?? {
        leads: lead.id,
        other: other.id,
        cases: 0,
        settledBy: settledBy(lead, other),
      };
      overlap.cases += cases;
      pairs.set(key, overlap);
    }
  }
  return [...pairs.values()];
}

function settledBy(lead: Service, other: Service): Overlap['settledBy'] {
  if (lead.specialism !== other.specialism) return 'specialism';
  return lead.priority === other.priority ? 'id' : 'priority';
}

function findUnreachable(
  groups: readonly TakerGroup[],
  services: readonly Service[],
  open: readonly boolean[],
): { service: string; why: Unreachable }[] {
  const eligible = new Set(groups.flatMap(({ takers }) => takers));
  const reached = new Set(groups.flatMap(({ takers, lead }) => (lead ? reachedServices(takers, lead) : [])));
  const why = (service: Service, index: number): Unreachable | undefined => {
    if (!open[index]) return 'not-open';
    if (!eligible.has(service)) return 'no-case-meets-its-criteria';
    if (reached.has(service)) return undefined;
    return canLead(service) ? 'always-behind-another' : 'never-called-in';
  };
  return services.flatMap((service, index) => {
    const reason = why(service, index);
    return reason ? [{ service: service.id, why: reason }] : [];
  });
}

/** The lead, and every taker that would work alongside it for a need the lead does not meet. */
const reachedServices = (takers: readonly Service[], lead: Service): Service[] =>
  takers.filter((service) => service === lead || service.alongside?.needs.some((need) => !lead.meets.includes(need)));
