/** An attack on published figures: every table at every interval, as one system of equations. */
import * as fc from 'fast-check';
import type { Area } from '#src/domain/area.ts';
import type { CaseFacts, Count, Dimension } from '#src/domain/counting/model.ts';
import { addDays, addMonths } from '#src/domain/london.ts';
import { type Interval, periodOf } from '#src/domain/volumes/periods.ts';
import { dimensionValues, type VolumesQuery } from '#src/domain/volumes/query.ts';
import { queryVolumes } from '#src/usecases/query-volumes.ts';
import { anyFacts, rowsInMemory } from '#test/support/generated-counts.ts';

/** A plain dimension, two that are crossed in every way, and one that follows from another: the kind of source. */
const attacked = ['sex', 'source', 'district'] as const satisfies readonly Dimension[];
const attackedNames: readonly Dimension[] = attacked;
const tables: Dimension[][] = [
  [],
  ...attacked.map((name): Dimension[] => [name]),
  ['sex', 'district'],
  ['sex', 'source'],
  ['source', 'district'],
  ['source-kind'],
  ['source-kind', 'district'],
  ['source-kind', 'source'],
];

const kindOf = ({ parties }: Area, source: string | undefined): string =>
  parties.find(({ id }) => id === source)?.kind ?? '';

export interface Ground {
  area: Area;
  /** The first of a month. */
  from: string;
  months: number;
  intervals: readonly Exclude<Interval, 'day' | 'week'>[];
}

export interface Figure {
  count: number | null;
  truth: number;
  /** The smallest possible cells that this figure is the sum of. */
  of: number[];
}

export interface Attack {
  figures: Figure[];
  /** How many unknowns there are. */
  size: number;
  k: number;
}

/** Every value of every attacked dimension in every month: the unknowns of the equations. */
export function unknownsOf({ area, months }: Ground): { month: number; values: string[] }[] {
  const lists = attacked.map((name) => dimensionValues(name, area));
  const combos = lists.reduce<string[][]>(
    (all, list) => all.flatMap((left) => list.map((value) => [...left, value])),
    [[]],
  );
  return Array.from({ length: months }, (_, month) => combos.map((values) => ({ month, values }))).flat();
}

/** The count of each unknown. @param none per cent that are 0 @param few per cent that are small */
export const anyCounts = (ground: Ground, none: number, few: number): fc.Arbitrary<number[]> =>
  fc.array(
    fc.oneof(
      { weight: 100 - none - few, arbitrary: fc.integer({ min: 5, max: 9 }) },
      { weight: none, arbitrary: fc.constant(0) },
      { weight: few, arbitrary: fc.integer({ min: 1, max: 4 }) },
    ),
    { minLength: unknownsOf(ground).length, maxLength: unknownsOf(ground).length },
  );

const [plain] = fc.sample(anyFacts, { numRuns: 1, seed: 2 });

export async function attackFigures(ground: Ground, counts: readonly number[]): Promise<Attack> {
  const { area, from, months, intervals } = ground;
  const unknowns = unknownsOf(ground);
  const dayOf = (month: number): string => addMonths(from, month);
  const rows = rowsInMemory([
    unknowns.flatMap(({ month, values: [sex, source, district] }, index) => {
      const facts = { ...plain, sex, source, district, sourceKind: kindOf(area, source) } as CaseFacts;
      const one: Count = { measure: 'referrals', day: dayOf(month), facts, services: [] };
      return Array.from({ length: counts[index] ?? 0 }, () => one);
    }),
  ]);
  const to = addDays(addMonths(from, months), -1);
  const deps = { counters: rows.reader, area, now: () => new Date(`${addDays(to, 5)}T12:00:00Z`) };
  const base: VolumesQuery = {
    measure: 'referrals',
    from,
    to,
    interval: 'month',
    by: [],
    format: 'json',
    publish: 'suppressed',
  };
  const figures: Figure[] = [];
  for (const by of tables) {
    const valueIn = (held: readonly string[], name: Dimension): string | undefined =>
      name === 'source-kind' ? kindOf(area, held[1]) : held[attackedNames.indexOf(name)];
    for (const interval of intervals) {
      for (const { period, values, count } of (await queryVolumes(deps, { ...base, by, interval })).rows) {
        const of = unknowns.flatMap(({ month, values: held }, index) => {
          const fits = interval === 'all' || periodOf(interval, dayOf(month)).label === period;
          return fits && by.every((name, at) => valueIn(held, name) === values[at]) ? [index] : [];
        });
        figures.push({ count, of, truth: of.reduce((sum, index) => sum + (counts[index] ?? 0), 0) });
      }
    }
  }
  return { figures, size: unknowns.length, k: area.rules.suppressUnder };
}

/** Products of two residues are exact in a double. */
const prime = 67_108_859;

/**
 * What all sums and differences of the published figures can reach: their rows reduced to echelon
 * form, modulo a prime.
 */
function reach(figures: readonly Figure[], size: number): (figure: Figure) => boolean {
  const basis: (Float64Array | undefined)[] = Array.from({ length: size });
  const reduce = (of: readonly number[]): { row: Float64Array; pivot: number } => {
    const row = new Float64Array(size);
    for (const index of of) row[index] = 1;
    for (let at = 0; at < size; at++) {
      const held = basis[at];
      if (row[at] === 0) continue;
      if (!held) return { row, pivot: at };
      takeOff(row, held, at);
    }
    return { row, pivot: -1 };
  };
  for (const figure of figures) {
    if (figure.count === null) continue;
    const { row, pivot } = reduce(figure.of);
    if (pivot < 0) continue;
    const scale = inverse(row[pivot] ?? 1);
    basis[pivot] = row.map((value) => (value * scale) % prime);
  }
  return (figure) => reduce(figure.of).pivot < 0;
}

/** Subtracts a multiple of a basis row, so that its pivot becomes 0. */
function takeOff(row: Float64Array, held: Float64Array, pivot: number): void {
  const factor = prime - (row[pivot] ?? 0);
  for (let index = pivot; index < row.length; index++) {
    const value = held[index] ?? 0;
    if (value !== 0) row[index] = ((row[index] ?? 0) + factor * value) % prime;
  }
}

function inverse(of: number): number {
  let [result, power] = [1, of];
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * power) % prime;
    power = (power * power) % prime;
  }
  return result;
}

/** Every fault of a set of published figures. */
export function faultsIn({ figures, size, k }: Attack): string[] {
  const reachable = reach(figures, size);
  const isSmall = ({ truth }: Figure): boolean => truth > 0 && truth < k;
  return figures.flatMap((figure) => {
    if (figure.count !== null && figure.count !== figure.truth) return ['a published figure is not true'];
    if (isSmall(figure) && figure.count !== null) return ['a small count is published'];
    return isSmall(figure) && reachable(figure) ? ['a small count can be worked out'] : [];
  });
}
