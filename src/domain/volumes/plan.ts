/** Where the numbers of a query are stored: which counter rows to read, and which cell gives which line. */
import type { Area } from '../area.ts';
import { cartesianProduct } from '../cartesian-product.ts';
import { counterKey, familiesOf, type Scope, scopeKey } from '../counting/cells.ts';
import { characteristicsKey, isRestOfReferrals } from '../counting/characteristics.ts';
import { cellOf, totalCell } from '../counting/codes.ts';
import { linkKey } from '../counting/distinct-people.ts';
import type { CrossDimension, Dimension, Measure } from '../counting/model.ts';
import { dimensionValues, isCrossDimension, type VolumesQuery } from './query.ts';

/** One line of a table: its value of each dimension in `by`, and the cell that counts it. */
export interface Line {
  values: readonly string[];
  scope: Scope;
  cell: string;
  /** A cell whose count is added; of the referrals that nothing is known of, all. */
  plus?: string;
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
  /** Whether the rows of characteristics are read too. */
  readsCharacteristics: boolean;
}

/** The dimension whose values are the scopes to read; undefined if one scope contains every line. */
function scopeDimensionOf({ by, where }: Pick<VolumesQuery, 'by' | 'where'>): CrossDimension | undefined {
  if (where && by.includes(where.dimension)) return where.dimension;
  return by.length === 2 ? [...by].reverse().find(isCrossDimension) : undefined;
}

export function buildPlan(query: Pick<VolumesQuery, 'measure' | 'by' | 'where'>, area: Area): Plan {
  const { by, where, measure } = query;
  const scopeDimension = scopeDimensionOf(query);
  const baseScope: Scope = where ?? 'all';
  const choices = by.map((dimension) =>
    where?.dimension === dimension ? [where.value] : dimensionValues(dimension, area),
  );
  const lines = cartesianProduct(choices).map((values): Line => {
    const scope: Scope = scopeDimension
      ? { dimension: scopeDimension, value: values[by.indexOf(scopeDimension)] ?? '' }
      : baseScope;
    const cellIndex = by.findIndex((dimension) => dimension !== scopeDimension);
    const line: Line = { values, scope, cell: cellFor(by[cellIndex], values[cellIndex]) };
    const isRest = measure === 'referrals' && isRestOfReferrals(by[cellIndex], values[cellIndex]);
    return isRest ? { ...line, plus: totalCell } : line;
  });
  return planLines(measure, lines, { values: [], scope: baseScope, cell: totalCell });
}

/** The cells whose counts add up to a line. */
export const cellsOfLine = ({ cell, plus }: Line): string[] => (plus === undefined ? [cell] : [cell, plus]);

function planLines(measure: Measure, lines: Line[], total: Line): Plan {
  const scopes = new Map([...lines, total].map(({ scope }) => [scopeKey(scope), scope]));
  const cells = [...new Set([...lines, total].flatMap(cellsOfLine))];
  const readsCharacteristics = measure === 'referrals' && lines.some(({ plus }) => plus !== undefined);
  return { measure, lines, total, scopes: [...scopes.values()], cells, readsCharacteristics };
}

const cellFor = (dimension: Dimension | undefined, value: string | undefined): string =>
  dimension === undefined || value === undefined ? totalCell : cellOf(dimension, value);

/** The counter keys to read, each with its sign in the measure and its scope. */
export function counterKeysOf(plan: Plan): Map<string, { sign: number; scope: string }> {
  const keys = new Map<string, { sign: number; scope: string }>();
  for (const scope of plan.scopes) {
    for (const [family, sign] of familiesOf(plan.measure))
      keys.set(counterKey(family, scope), { sign, scope: scopeKey(scope) });
    if (plan.readsCharacteristics) keys.set(characteristicsKey(scope), { sign: 1, scope: scopeKey(scope) });
  }
  return keys;
}

/** Keys of the rows that link a person's referrals, with their scopes; empty for measures other than victims. */
export function linkKeysOf(plan: Plan): Map<string, string> {
  if (plan.measure !== 'victims') return new Map();
  return new Map(plan.scopes.map((scope) => [linkKey(scope), scopeKey(scope)]));
}
