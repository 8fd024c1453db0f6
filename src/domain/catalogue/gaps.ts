/** Finds cases that no service takes, grouped into blocks. */
import type { Area } from '../area.ts';
import type { RoutingFacts } from '../routing/route.ts';
import { routeByFacts } from '../routing/route.ts';
import type { CaseSpace } from './case-space.ts';
import { spaceDimensions } from './case-space.ts';
import type { CasePoint, Coverage, TakerSet } from './coverage.ts';
import { computeCoverage, factsAt } from './coverage.ts';
import type { SpaceValue } from './space-value.ts';

export interface Gap {
  /** What the cases of the gap have in common, by fact; irrelevant facts are left out. */
  where: Record<string, string[]>;
  /** One case in the gap. */
  example: RoutingFacts;
  /** Why each general service does not take that case. */
  because: { service: string; because: string[] }[];
}

/** Limits the list, because fixing one gap often fixes others. */
const maxListedGaps = 20;

export interface GapSearch {
  area: Area;
  space: CaseSpace;
  takers: Coverage['takers'];
  /** Open services that can lead, and known gaps: together they should take every case. */
  required: TakerSet;
  on: string;
}

/** A block of cases: the values it includes in each dimension. */
type Box = ReadonlySet<number>[];

/**
 * Grows each case without a taker into a maximal block without takers, so that a gap reads as "16 and 17 year olds in
 * Bolton" and not as a thousand lines. Then searches for the next case outside the blocks already found.
 */
export function findGaps({ area, space, takers, required, on }: GapSearch): { gaps: Gap[]; gapsAreAll: boolean } {
  const general = new Set(area.services.filter((service) => service.general).map((service) => service.id));
  const gaps: Gap[] = [];
  let covered = takers;
  let all = required;
  for (;;) {
    const point = computeCoverage(covered, all).sets.get(0n)?.example;
    if (!point) return { gaps, gapsAreAll: true };
    if (gaps.length === maxListedGaps) return { gaps, gapsAreAll: false };
    const box = growBox(point, takers, required);
    const example = factsAt(space, point, on);
    const because = routeByFacts(example, area).considered.filter(({ service }) => general.has(service));
    gaps.push({
      where: describeBox(box, space),
      example,
      because: because.map(({ service, because }) => ({ service, because })),
    });
    const bit = 1n << BigInt(area.services.length + (area.knownGaps?.length ?? 0) + gaps.length);
    all |= bit;
    covered = covered.map((values, index) => values.map((set, value) => (box[index]?.has(value) ? set | bit : set)));
  }
}

/** A block has no taker if every taker accepts none of its values in at least one dimension. */
function growBox(point: CasePoint, takers: Coverage['takers'], required: TakerSet): Box {
  const box = point.map((value) => new Set([value]));
  const reach = point.map((value, dimension) => takers[dimension]?.[value] ?? 0n);
  takers.forEach((values, dimension) => {
    const others = reach.reduce((set, part, index) => (index === dimension ? set : set & part), required);
    values.forEach((set, value) => {
      if ((others & set) !== 0n) return;
      box[dimension]?.add(value);
      reach[dimension] = (reach[dimension] ?? 0n) | set;
    });
  });
  return box;
}

function describeBox(box: Box, space: CaseSpace): Gap['where'] {
  const where: Gap['where'] = {};
  spaceDimensions.forEach((dimension, index) => {
    Object.assign(where, describeValues(dimension, space[dimension], box[index] ?? new Set()));
  });
  return where;
}

/** By the parts that tell them from others if that is exact; otherwise lists them, or lists the exceptions if fewer. */
function describeValues(dimension: string, all: readonly SpaceValue[], inside: ReadonlySet<number>): Gap['where'] {
  const values = all.filter((_value, index) => inside.has(index));
  const byPart = new Map<string, Set<string>>();
  for (const value of values) {
    for (const [part, valueText] of Object.entries(value.parts))
      byPart.set(part, (byPart.get(part) ?? new Set()).add(valueText));
  }
  const alike = all.filter((value) => Object.entries(value.parts).every(([part, text]) => byPart.get(part)?.has(text)));
  if (alike.length === values.length) {
    const distinguishing = [...byPart].filter(([part, texts]) =>
      all.some((value) => !texts.has(value.parts[part] ?? '')),
    );
    return Object.fromEntries(distinguishing.map(([part, texts]) => [part, [...texts]]));
  }
  const outside = all.filter((_value, index) => !inside.has(index));
  if (outside.length < values.length) return { [`${dimension}, all but`]: outside.map(valueText) };
  return { [dimension]: values.map(valueText) };
}

const valueText = ({ parts }: SpaceValue): string =>
  Object.entries(parts)
    .map(([part, value]) => `${part} ${value}`)
    .join('; ');
