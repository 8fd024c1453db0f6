/**
 * Computes which services take which cases over the whole space. A case is reduced to the set of its takers, one bit
 * each. Going dimension by dimension and keeping each set once turns many millions of cases into a few thousand sets.
 */
import type { Area, Criteria } from '../area.ts';
import { compileCriteria } from '../routing/criteria.ts';
import type { RoutingFacts } from '../routing/route.ts';
import type { Space } from './space.ts';
import { dimensions } from './space.ts';

/** A set of takers: bit i stands for the i-th criteria. */
export type Takers = bigint;

export interface Cover {
  /** Every set of takers that occurs, with its number of cases and one example. */
  sets: ReadonlyMap<Takers, { cases: number; example: Point }>;
  /** For each dimension and value, the takers whose criteria on that dimension accept it. */
  takers: readonly (readonly Takers[])[];
}

/** A case: the position of its value in each dimension, in the order of `dimensions`. */
export type Point = readonly number[];

const noFacts: RoutingFacts = {
  on: '',
  homeDistrict: undefined,
  offenceDistrict: undefined,
  offence: 'other',
  flags: {
    domesticAbuse: 'no',
    knifeEnabled: 'no',
    firearm: 'no',
    honourBased: 'no',
    modernSlavery: 'no',
    childExploitation: 'no',
    hateCrime: 'no',
  },
  role: 'direct',
  ageAtOffence: undefined,
  ageNow: undefined,
  sex: undefined,
  risk: undefined,
  needs: [],
  language: undefined,
  interpreterNeeded: undefined,
};

export function factsAt(space: Space, point: Point, on: string): RoutingFacts {
  const parts = dimensions.map((dimension, index) => space[dimension][point[index] ?? 0]?.facts);
  return Object.assign({}, noFacts, ...parts, { on });
}

/** `takers` comes from takersByValue; `active` is the set of takers to consider. */
export function coverOf(takers: Cover['takers'], from: Takers): Cover {
  let sets = new Map<Takers, { cases: number; example: Point }>([[from, { cases: 1, example: [] }]]);
  for (const values of takers) {
    const alike = new Map<Takers, { cases: number; value: number }>();
    values.forEach((set, value) => {
      const same = alike.get(set);
      if (same) same.cases++;
      else alike.set(set, { cases: 1, value });
    });
    const next: typeof sets = new Map();
    for (const [before, { cases, example }] of sets) {
      for (const [set, { cases: times, value }] of alike) {
        const both = before & set;
        const known = next.get(both);
        if (known) known.cases += cases * times;
        else next.set(both, { cases: cases * times, example: [...example, value] });
      }
    }
    sets = next;
  }
  return { sets, takers };
}

/** For each dimension and value, which criteria of `all` accept it on that dimension. */
export function takersByValue(area: Area, space: Space, all: readonly Criteria[]): Takers[][] {
  const districts = new Set(area.districts.map((district) => district.code));
  const checks = all.map((criteria) => compileCriteria(criteria, districts));
  return dimensions.map((dimension) => {
    const asked = checks.map((list) => list.filter((check) => check.dimension === dimension));
    return space[dimension].map((value) => {
      const facts = { ...noFacts, ...value.facts };
      let set = 0n;
      asked.forEach((list, index) => {
        if (list.every((check) => check.ask(facts).passes)) set |= 1n << BigInt(index);
      });
      return set;
    });
  });
}
