/** Where the numbers of a query are stored: which counter rows to read, and which cell gives which line. */
import type { Area } from '../area.ts';
import { counterKey, familiesOf, type Scope, scopeKey } from '../counting/cells.ts';
import { cellOf, totalCell } from '../counting/codes.ts';
import type { CrossDimension, Dimension, Measure } from '../counting/model.ts';
import { linkKey } from '../counting/people.ts';
import { dimensionValues, isCross, type VolumesQuery } from './query.ts';

/** One line of a table: its value of each dimension in `by`, and the cell that counts it. */
export interface Line {
  values: readonly string[];
  scope: Scope;
  cell: string;
}

export interface Plan {
  measure: Measure;
  lines: Line[];
  /** The total of the query, counting each referral once. */
  total: Line;
  /** Scopes that contain a line or the total. */
  scopes: Scope[];
  /** Cells to read from them. */
  cells: string[];
}

/** The dimension whose values are the scopes to read; undefined if one scope contains every line. */
function acrossOf({ by, where }: Pick<VolumesQuery, 'by' | 'where'>): CrossDimension | undefined {
  if (where && by.includes(where.dimension)) return where.dimension;
  return by.length === 2 ? [...by].reverse().find(isCross) : undefined;
}

export function planOf(query: Pick<VolumesQuery, 'measure' | 'by' | 'where'>, area: Area): Plan {
  const { by, where, measure } = query;
  const across = acrossOf(query);
  const whole: Scope = where ?? 'all';
  const choices = by.map((dimension) =>
    where?.dimension === dimension ? [where.value] : dimensionValues(dimension, area),
  );
  const lines = crossed(choices).map((values): Line => {
    const scope: Scope = across ? { dimension: across, value: values[by.indexOf(across)] ?? '' } : whole;
    const inRow = by.findIndex((dimension) => dimension !== across);
    return { values, scope, cell: cellFor(by[inRow], values[inRow]) };
  });
  const total: Line = { values: [], scope: whole, cell: totalCell };
  const scopes = new Map([...lines, total].map(({ scope }) => [scopeKey(scope), scope]));
  const cells = [...new Set([...lines, total].map((line) => line.cell))];
  return { measure, lines, total, scopes: [...scopes.values()], cells };
}

const cellFor = (dimension: Dimension | undefined, value: string | undefined): string =>
  dimension === undefined || value === undefined ? totalCell : cellOf(dimension, value);

/** All combinations, the first list varying slowest; one empty combination for no lists. */
function crossed(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (sofar, list) => sofar.flatMap((left) => list.map((value) => [...left, value])),
    [[]],
  );
}

/** The counter keys to read, each with its sign in the measure and its scope. */
export function keysOf(plan: Plan): Map<string, { sign: number; scope: string }> {
  const keys = new Map<string, { sign: number; scope: string }>();
  for (const scope of plan.scopes)
    for (const [family, sign] of familiesOf(plan.measure))
      keys.set(counterKey(family, scope), { sign, scope: scopeKey(scope) });
  return keys;
}

/** Keys of the rows that link a person's referrals, with their scopes; empty for measures other than victims. */
export function linkKeysOf(plan: Plan): Map<string, string> {
  if (plan.measure !== 'victims') return new Map();
  return new Map(plan.scopes.map((scope) => [linkKey(scope), scopeKey(scope)]));
}
