/** Finds cases that no service takes, grouped into blocks. */
import type { Area } from '../area.ts';
import type { RoutingFacts } from '../routing/route.ts';
import { routeFacts } from '../routing/route.ts';
import type { Cover, Point, Takers } from './cover.ts';
import { coverOf, factsAt } from './cover.ts';
import type { Space, Value } from './space.ts';
import { dimensions } from './space.ts';

export interface Gap {
  /** What the cases of the gap have in common, by fact; irrelevant facts are left out. */
  where: Record<string, string[]>;
  /** One case in the gap. */
  example: RoutingFacts;
  /** Why each general service does not take that case. */
  because: { service: string; because: string[] }[];
}

/** Limits the list, because fixing one gap often fixes others. */
const listedGaps = 20;

export interface GapSearch {
  area: Area;
  space: Space;
  takers: Cover['takers'];
  /** Open services that can lead, and known gaps: together they should take every case. */
  whole: Takers;
  on: string;
}

/** A block of cases: the values it includes in each dimension. */
type Box = ReadonlySet<number>[];

/**
 * Grows each case without a taker into a maximal block without takers, so that a gap reads as "16 and 17 year olds in
 * Bolton" and not as a thousand lines. Then searches for the next case outside the blocks already found.
 */
export function findGaps({ area, space, takers, whole, on }: GapSearch): { gaps: Gap[]; gapsAreAll: boolean } {
  const general = new Set(area.services.filter((service) => service.general).map((service) => service.id));
  const gaps: Gap[] = [];
  let covered = takers;
  let all = whole;
  for (;;) {
    const point = coverOf(covered, all).sets.get(0n)?.example;
    if (!point) return { gaps, gapsAreAll: true };
    if (gaps.length === listedGaps) return { gaps, gapsAreAll: false };
    const box = grow(point, takers, whole);
    const example = factsAt(space, point, on);
    const because = routeFacts(example, area).considered.filter(({ service }) => general.has(service));
    gaps.push({
      where: describe(box, space),
      example,
      because: because.map(({ service, because }) => ({ service, because })),
    });
    const bit = 1n << BigInt(area.services.length + (area.knownGaps?.length ?? 0) + gaps.length);
    all |= bit;
    covered = covered.map((values, index) => values.map((set, value) => (box[index]?.has(value) ? set | bit : set)));
  }
}

/** A block has no taker if every taker accepts none of its values in at least one dimension. */
function grow(point: Point, takers: Cover['takers'], whole: Takers): Box {
  const box = point.map((value) => new Set([value]));
  const reach = point.map((value, dimension) => takers[dimension]?.[value] ?? 0n);
  takers.forEach((values, dimension) => {
    const others = reach.reduce((set, part, index) => (index === dimension ? set : set & part), whole);
    values.forEach((set, value) => {
      if ((others & set) !== 0n) return;
      box[dimension]?.add(value);
      reach[dimension] = (reach[dimension] ?? 0n) | set;
    });
  });
  return box;
}

function describe(box: Box, space: Space): Gap['where'] {
  const where: Gap['where'] = {};
  dimensions.forEach((dimension, index) => {
    const inside = box[index] ?? new Set<number>();
    if (inside.size < space[dimension].length)
      Object.assign(where, describeValues(dimension, space[dimension], inside));
  });
  return where;
}

/** Describes values by their parts if that is exact; otherwise lists them, or lists the exceptions if fewer. */
function describeValues(dimension: string, all: readonly Value[], inside: ReadonlySet<number>): Gap['where'] {
  const values = all.filter((_value, index) => inside.has(index));
  const byPart = new Map<string, Set<string>>();
  for (const value of values) {
    for (const [part, text] of Object.entries(value.parts)) byPart.set(part, (byPart.get(part) ?? new Set()).add(text));
  }
  const alike = all.filter((value) => Object.entries(value.parts).every(([part, text]) => byPart.get(part)?.has(text)));
  if (alike.length === values.length) {
    const telling = [...byPart].filter(([part, texts]) => all.some((value) => !texts.has(value.parts[part] ?? '')));
    return Object.fromEntries(telling.map(([part, texts]) => [part, [...texts]]));
  }
  const outside = all.filter((_value, index) => !inside.has(index));
  if (outside.length < values.length) return { [`${dimension}, all but`]: outside.map(text) };
  return { [dimension]: values.map(text) };
}

const text = ({ parts }: Value): string =>
  Object.entries(parts)
    .map(([part, value]) => `${part} ${value}`)
    .join('; ');
