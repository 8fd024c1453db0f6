/**
 * Computes which services take which cases over the whole space. A case is reduced to the set of its takers, one bit
 * each. Going dimension by dimension and keeping each set once turns many millions of cases into a few thousand sets.
 */
import type { Area, Criteria } from '../area.ts';
import { compileCriteria } from '../routing/criteria.ts';
import type { RoutingFacts } from '../routing/route.ts';
import type { CaseSpace } from './case-space.ts';
import { spaceDimensions } from './case-space.ts';

/** A set of takers: bit i stands for the i-th criteria. */
export type TakerSet = bigint;

export interface Coverage {
  /** Every set of takers that occurs, with its number of cases and one example. */
  sets: ReadonlyMap<TakerSet, { cases: number; example: CasePoint }>;
  /** For each dimension and value, the takers whose criteria on that dimension accept it. */
  takers: readonly (readonly TakerSet[])[];
}

/** A case: the position of its value in each dimension, in the order of `dimensions`. */
export type CasePoint = readonly number[];

const baseFacts: RoutingFacts = {
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

export function factsAt(space: CaseSpace, point: CasePoint, on: string): RoutingFacts {
  const parts = spaceDimensions.map((dimension, index) => space[dimension][point[index] ?? 0]?.facts);
  return Object.assign({}, baseFacts, ...parts, { on });
}

/** `takers` comes from takersByValue; `active` is the set of takers to consider. */
export function computeCoverage(takers: Coverage['takers'], active: TakerSet): Coverage {
  let sets = new Map<TakerSet, { cases: number; example: CasePoint }>([[active, { cases: 1, example: [] }]]);
  for (const values of takers) {
    const valuesBySet = new Map<TakerSet, { cases: number; value: number }>();
    values.forEach((set, value) => {
      const same = valuesBySet.get(set);
      if (same) same.cases++;
      else valuesBySet.set(set, { cases: 1, value });
    });
    const next: typeof sets = new Map();
    for (const [before, { cases, example }] of sets) {
      for (const [set, { cases: times, value }] of valuesBySet) {
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
export function takersByValue(area: Area, space: CaseSpace, all: readonly Criteria[]): TakerSet[][] {
  const districts = new Set(area.districts.map((district) => district.code));
  const checks = all.map((criteria) => compileCriteria(criteria, districts));
  return spaceDimensions.map((dimension) => {
    const checksByTaker = checks.map((list) => list.filter((check) => check.dimension === dimension));
    return space[dimension].map((value) => {
      const facts = { ...baseFacts, ...value.facts };
      let set = 0n;
      checksByTaker.forEach((list, index) => {
        if (list.every((check) => check.evaluate(facts).passes)) set |= 1n << BigInt(index);
      });
      return set;
    });
  });
}
