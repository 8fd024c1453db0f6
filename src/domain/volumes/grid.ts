/** The full table behind a query for published figures. Every query on the same dimensions uses the same table. */
import type { Area } from '../area.ts';
import { cartesianProduct } from '../cartesian-product.ts';
import { cellOf, totalCell } from '../counting/codes.ts';
import { type Dimension, dimensions, type Measure } from '../counting/model.ts';
import { buildPlan, type Line } from './plan.ts';
import { dimensionValues, isCrossDimension, type VolumesQuery } from './query.ts';
import type { Groups, Shape } from './suppress.ts';

export interface Grid {
  dims: Dimension[];
  values: string[][];
  shape: Shape;
  /** Row by row; margins come first. */
  lines: Line[];
}

type GridQuery = Pick<VolumesQuery, 'measure' | 'by' | 'where'>;

export function buildGrid({ measure, by, where }: GridQuery, area: Area): Grid {
  const dims = dimensionsOf(by, where);
  const values = dims.map((name) => dimensionValues(name, area));
  const linesBy = (names: Dimension[]): Line[] => {
    const plan = buildPlan({ measure, by: names }, area);
    return names.length === 0 ? [plan.total] : plan.lines;
  };
  const [rowDim, columnDim] = dims;
  const kinds = groupSourcesByKind(area);
  const shape: Shape = {
    rows: values[0]?.length ?? 0,
    columns: values[1]?.length ?? 0,
    ...(rowDim === 'source' ? { rowGroups: kinds } : {}),
    ...(columnDim === 'source' ? { columnGroups: kinds } : {}),
  };
  const columnMargin = columnDim ? linesBy([columnDim]) : [];
  const rowMargin = rowDim ? linesBy([rowDim]) : [];
  const inner = rowDim && columnDim ? linesBy([rowDim, columnDim]) : [];
  const rows = rowMargin.flatMap((margin, row) => [
    margin,
    ...inner.slice(row * shape.columns, (row + 1) * shape.columns),
  ]);
  return { dims, values, shape, lines: [...linesBy([]), ...columnMargin, ...rows] };
}

/** Independent of the order of the query: cross dimensions come last, and source-kind takes the place of source. */
function dimensionsOf(by: GridQuery['by'], where: GridQuery['where']): Dimension[] {
  const requested = new Set([...by, ...(where ? [where.dimension] : [])]);
  // A source has exactly one kind, so source-kind adds nothing to source.
  if (requested.has('source')) requested.delete('source-kind');
  const rank = (name: Dimension): number => {
    const place = name === 'source-kind' ? 'source' : name;
    return (isCrossDimension(place) ? dimensions.length : 0) + dimensions.indexOf(place);
  };
  return [...requested].sort((a, b) => rank(a) - rank(b));
}

const partyKindOf = (source: string | undefined, area: Area): string | undefined =>
  area.parties.find(({ id }) => id === source)?.kind;

function groupSourcesByKind(area: Area): Groups {
  const kinds = dimensionValues('source-kind', area);
  return {
    count: kinds.length,
    of: dimensionValues('source', area).map((id) => kinds.indexOf(partyKindOf(id, area) ?? '')),
  };
}

/** The requested lines with their grid positions; undefined if the source is of another kind, so the count is 0. */
export function positionsOf(
  { by, where }: GridQuery,
  grid: Grid,
  area: Area,
): { values: string[]; at: number | undefined }[] {
  const choices = by.map((name) => (where?.dimension === name ? [where.value] : dimensionValues(name, area)));
  return cartesianProduct(choices).map((values) => {
    const selected = new Map<Dimension, string>(by.map((name, index) => [name, values[index] ?? '']));
    if (where) selected.set(where.dimension, where.value);
    const [source, kind] = [selected.get('source'), selected.get('source-kind')];
    const isImpossible = source !== undefined && kind !== undefined && partyKindOf(source, area) !== kind;
    return { values, at: isImpossible ? undefined : positionOf(grid, selected) };
  });
}

export const totalPosition = ({ where }: GridQuery, grid: Grid): number =>
  positionOf(grid, new Map(where ? [[where.dimension, where.value]] : []));

function positionOf({ dims, values, shape }: Grid, selected: ReadonlyMap<Dimension, string>): number {
  const indexIn = (depth: number): number => {
    const value = selected.get(dims[depth] ?? 'service');
    return dims[depth] === undefined || value === undefined ? 0 : (values[depth]?.indexOf(value) ?? -1) + 1;
  };
  return indexIn(0) * (shape.columns + 1) + indexIn(1);
}

/** The measure that a measure is part of; the difference between them must not be small either. */
const parentMeasures: Partial<Record<Measure, Measure>> = {
  victims: 'referrals',
  'within-code': 'referrals',
  'within-target': 'contacted',
};

/** A parent measure, with the lines to add up for each grid position. */
export interface ParentCounts {
  measure: Measure;
  lines: Line[][];
}

/**
 * The counts that a grid's counts are part of. The Code's clock applies to the police only, so within-code is also
 * compared with police referrals alone wherever published tables show them; other senders cannot be late.
 */
export function parentCountsOf(measure: Measure, grid: Grid, area: Area): ParentCounts[] {
  const parent = parentMeasures[measure];
  if (!parent) return [];
  const { lines } = buildGrid({ measure: parent, by: grid.dims }, area);
  if (measure !== 'within-code') return [{ measure: parent, lines: lines.map((line) => [line]) }];
  const valuesByPosition = lines.map((_, at) => valuesAt(grid, at));
  const kinds = valuesByPosition.map((values) =>
    values.map(({ name, value }) => kindOfValue(name, value, area)).find(Boolean),
  );
  const all = lines.map((line, at) => (kinds[at] === undefined || kinds[at] === 'police' ? [line] : []));
  const police = lines.map((_, at) => {
    const [single, second] = valuesByPosition[at] ?? [];
    return kinds[at] || second ? (all[at] ?? []) : policeLines(single, area);
  });
  return [all, police].map((one) => ({ measure: parent, lines: one }));
}

const kindOfValue = (name: Dimension, value: string, area: Area): string | undefined =>
  name === 'source' ? partyKindOf(value, area) : name === 'source-kind' ? value : undefined;

interface DimensionValue {
  name: Dimension;
  value: string;
}

function valuesAt({ dims, values, shape }: Grid, at: number): DimensionValue[] {
  const width = shape.columns + 1;
  const places = [Math.floor(at / width), at % width];
  return dims.flatMap((name, depth) => {
    const value = values[depth]?.[(places[depth] ?? 0) - 1];
    return value === undefined ? [] : [{ name, value }];
  });
}

/** One line per police force: all its referrals, or those with one value. */
function policeLines(single: DimensionValue | undefined, area: Area): Line[] {
  const forces = dimensionValues('source', area).filter((id) => partyKindOf(id, area) === 'police');
  return forces.map((value) => {
    const scope = { dimension: 'source' as const, value };
    return single
      ? { values: [], scope, cell: cellOf(single.name, single.value) }
      : { values: [], scope, cell: totalCell };
  });
}
