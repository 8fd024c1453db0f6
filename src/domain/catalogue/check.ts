/**
 * Checks a catalogue over every case its criteria can tell apart: which cases no service takes, where services
 * overlap and what decides between them, and which services no case reaches.
 */
import type { Area } from '../area.ts';
import { addDays } from '../london.ts';
import { compiledCatalogueOf } from '../routing/compile.ts';
import { withoutTests } from '../test-party.ts';
import { buildSpace } from './case-space.ts';
import type { Coverage, TakerSet } from './coverage.ts';
import { computeCoverage, takersByValue } from './coverage.ts';
import type { Gap } from './gaps.ts';
import { findGaps } from './gaps.ts';
import type { Overlap, Unreachable } from './overlaps.ts';
import { findOverlaps } from './overlaps.ts';

export interface CatalogueReport {
  /** London ISO date on which contracts were checked. */
  on: string;
  /** Number of cases the criteria can tell apart; all were checked. */
  cases: number;
  /** Cases without a service that no known gap explains. */
  gaps: Gap[];
  /** False if there are more gaps than listed: fixing one often fixes others. */
  gapsAreAll: boolean;
  /** Number of cases without a service that each known gap explains; 0 means that the gap no longer exists. */
  knownGaps: { id: string; reason: string; cases: number }[];
  overlaps: Overlap[];
  unreachable: { service: string; why: Unreachable }[];
}

/** `on` is the London ISO date of the contracts. Pure; takes about a second for 40 services. */
export function checkCatalogue(wholeArea: Area, on: string): CatalogueReport {
  const area = withoutTests(wholeArea);
  const { services } = area;
  const known = area.knownGaps ?? [];
  const all = [...services.map((service) => service.criteria), ...known.map((gap) => gap.when)];
  const space = buildSpace(area, all);
  const open = services.map((_service, index) => isServiceOpen(area, index, on));
  const activeBits = bitsOf([...open, ...known.map(() => true)]);
  const coverage = computeCoverage(takersByValue(area, space, all), activeBits);
  const leaderBits = activeBits & bitsOf(services.map((service) => service.meets.length > 0));
  const knownGapBits = bitsOf([...services.map(() => false), ...known.map(() => true)]);

  let cases = 0;
  for (const set of coverage.sets.values()) cases += set.cases;
  const gaps = findGaps({ area, space, takers: coverage.takers, required: leaderBits | knownGapBits, on });
  return {
    on,
    cases,
    ...gaps,
    knownGaps: known.map(({ id, reason }, index) => {
      const bit = 1n << BigInt(services.length + index);
      return { id, reason, cases: countCases(coverage, (set) => (set & leaderBits) === 0n && (set & bit) !== 0n) };
    }),
    ...findOverlaps(services, coverage, open),
  };
}

/** `from`, and each day up to `to` on which a contract starts or has ended: checking these checks every day between. */
export function contractChangeDays(area: Area, from: string, to: string): string[] {
  const days = new Set([from]);
  for (const { contract } of area.services) {
    days.add(contract.from);
    if (contract.to !== undefined) days.add(addDays(contract.to, 1));
  }
  return [...days].filter((day) => day >= from && day <= to).sort();
}

function bitsOf(flags: readonly boolean[]): TakerSet {
  return flags.reduce((set, flag, index) => (flag ? set | (1n << BigInt(index)) : set), 0n);
}

function countCases(coverage: Coverage, which: (set: TakerSet) => boolean): number {
  let cases = 0;
  for (const [set, matching] of coverage.sets) if (which(set)) cases += matching.cases;
  return cases;
}

function isServiceOpen(area: Area, index: number, on: string): boolean {
  const compiled = compiledCatalogueOf(area).services[index];
  if (!compiled || compiled.closedReason) return false;
  const { from, to } = compiled.service.contract;
  return on >= from && (to === undefined || on <= to);
}
