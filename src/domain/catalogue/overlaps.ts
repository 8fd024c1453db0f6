/** Where two services may both lead and what settles it, and which service nothing reaches. */
import type { Service } from '../area.ts';
import { byRank } from '../routing/compile.ts';
import type { Cover, Takers } from './cover.ts';

/** Two services that may both lead: which one does, in how many cases, and what settles it. */
export interface Overlap {
  leads: string;
  other: string;
  cases: number;
  settledBy: 'specialism' | 'priority' | 'id';
}

export type Unreachable = 'not-open' | 'no-case-meets-its-criteria' | 'always-behind-another' | 'never-called-in';

/** `leaders` are those in play that may lead; `open` says of each service whether it may be chosen at all. */
export function findOverlaps(
  services: readonly Service[],
  cover: Cover,
  leaders: Takers,
  open: readonly boolean[],
): { overlaps: Overlap[]; unreachable: { service: string; why: Unreachable }[] } {
  const rank = services.map((_service, index) => index).sort((one, other) => byRank(at(one), at(other)));
  function at(index: number): Service {
    return services[index] as Service;
  }
  const has = (set: Takers, index: number) => ((set >> BigInt(index)) & 1n) === 1n;
  const pairs = new Map<string, Overlap>();
  const eligible = new Set<number>();
  const leading = new Set<number>();
  const calledIn = new Set<number>();
  for (const [set, { cases }] of cover.sets) {
    const takers = rank.filter((index) => has(set, index));
    const lead = takers.find((index) => has(leaders, index));
    for (const index of takers) eligible.add(index);
    if (lead === undefined) continue;
    leading.add(lead);
    for (const index of takers) {
      if (index === lead) continue;
      if (at(index).alongside?.needs.some((need) => !at(lead).meets.includes(need))) calledIn.add(index);
      if (!has(leaders, index)) continue;
      const key = `${lead} ${index}`;
      const overlap = pairs.get(key) ?? { leads: at(lead).id, other: at(index).id, cases: 0, settledBy: settledBy(at(lead), at(index)) };
      overlap.cases += cases;
      pairs.set(key, overlap);
    }
  }
  const unreachable: { service: string; why: Unreachable }[] = [];
  services.forEach((service, index) => {
    const why = ((): Unreachable | undefined => {
      if (!open[index]) return 'not-open';
      if (!eligible.has(index)) return 'no-case-meets-its-criteria';
      if (leading.has(index) || calledIn.has(index)) return undefined;
      return service.meets.length > 0 ? 'always-behind-another' : 'never-called-in';
    })();
    if (why) unreachable.push({ service: service.id, why });
  });
  return { overlaps: [...pairs.values()], unreachable };
}

function settledBy(lead: Service, other: Service): Overlap['settledBy'] {
  if (lead.specialism !== other.specialism) return 'specialism';
  return lead.priority === other.priority ? 'id' : 'priority';
}
