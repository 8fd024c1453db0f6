/** Answers a question with figures that are safe to publish: whole periods that are over, small counts left out or all rounded. */
import { type CrossDimension, type Dimension, dimensions, type Measure } from '#src/domain/counting/model.ts';
import { londonDate } from '#src/domain/london.ts';
import type { Volumes, VolumesRow } from '#src/domain/volumes/answer.ts';
import { periodsIn } from '#src/domain/volumes/periods.ts';
import { type Line, type Plan, planOf } from '#src/domain/volumes/plan.ts';
import {
  type Published,
  type PublishedLevel,
  publishedLevels,
  publishedPeriods,
  wholeMonths,
} from '#src/domain/volumes/published-periods.ts';
import { dimensionValues, isCross, type VolumesQuery } from '#src/domain/volumes/query.ts';
import { type PeriodNode, rounded, type Shape, suppressor } from '#src/domain/volumes/suppress.ts';
import { tally } from '#src/domain/volumes/tally.ts';
import { readPlan, type VolumesDeps } from './read-volumes.ts';

/** A measure that is a part of another: the rest of the other must not be small either. */
const partOf: Partial<Record<Measure, Measure>> = {
  victims: 'referrals',
  'within-code': 'referrals',
  'within-target': 'contacted',
};

/** The whole table that a question is part of, the same for every question about it. */
interface Grid {
  dims: Dimension[];
  values: string[][];
  shape: Shape;
  /** Row by row, margins first. */
  lines: Line[];
}

function gridOf(query: VolumesQuery, deps: VolumesDeps): Grid {
  const { area } = deps;
  const asked = [...new Set([...query.by, ...(query.where ? [query.where.dimension] : [])])];
  // One order whoever asks; the dimension that is crossed with last.
  const inOrder = asked.sort(
    (a, b) => Number(isCross(a)) - Number(isCross(b)) || dimensions.indexOf(a) - dimensions.indexOf(b),
  );
  const values = inOrder.map((name) => dimensionValues(name, area));
  const linesBy = (by: Dimension[]) => {
    const plan = planOf({ measure: query.measure, by }, area);
    return by.length === 0 ? [plan.total] : plan.lines;
  };
  const [rowDim, columnDim] = inOrder;
  const shape = { rows: values[0]?.length ?? 0, columns: values[1]?.length ?? 0 };
  const columnMargin = columnDim ? linesBy([columnDim]) : [];
  const rowMargin = rowDim ? linesBy([rowDim]) : [];
  const inner = rowDim && columnDim ? linesBy([rowDim, columnDim]) : [];
  const rows = rowMargin.flatMap((margin, row) => [
    margin,
    ...inner.slice(row * shape.columns, (row + 1) * shape.columns),
  ]);
  return { dims: inOrder, values, shape, lines: [...linesBy([]), ...columnMargin, ...rows] };
}

const planFor = (measure: Measure, { lines }: Grid): Plan => {
  const [total] = lines;
  if (!total) throw new Error('a grid has a total');
  const scopes = [...new Map(lines.map(({ scope }) => [JSON.stringify(scope), scope])).values()];
  return { measure, lines, total, scopes, cells: [...new Set(lines.map((line) => line.cell))] };
};

/** Counts of every position, for each period of each kind asked for, by its label. */
type Counts = Map<string, readonly number[]>;

async function countsOf(deps: VolumesDeps, plan: Plan, months: { from: string; to: string }) {
  const read = await readPlan(deps.counters, plan, months.from, months.to);
  const by = (interval: PublishedLevel | 'year' | 'all'): Counts => {
    const periods = periodsIn(interval, months.from, months.to);
    const { lines } = tally(plan, periods, read.rows, read.links);
    return new Map(periods.map(({ label }, index) => [label, lines.map((line) => line.periods[index] ?? 0)]));
  };
  return { by, readUnits: read.readUnits };
}

export async function publishVolumes(deps: VolumesDeps, query: VolumesQuery): Promise<Volumes> {
  const now = deps.now();
  const months = wholeMonths(query.from, query.to, londonDate(now));
  const answer = { query, asOf: now.toISOString(), notes: notesOn(query, months) };
  if (!months) return { ...answer, rows: [], total: null, readUnits: 0 };

  const grid = gridOf(query, deps);
  const counts = await countsOf(deps, planFor(query.measure, grid), months);
  const whole = partOf[query.measure];
  const wholes =
    whole && query.publish === 'suppressed' ? await countsOf(deps, planFor(whole, grid), months) : undefined;
  const figure = figuresOf(deps, query, grid, months, counts.by, wholes?.by);

  const positions = positionsOf(query, grid);
  const rows = publishedPeriods(query.interval, months).flatMap((period) =>
    positions.map(
      ({ values, at }): VolumesRow => ({ period: period.label, values, count: figure(query.interval, period, at) }),
    ),
  );
  const [overall] = publishedPeriods('all', months);
  const total = overall ? figure('all', overall, totalPosition(query, grid)) : null;
  return { ...answer, months, rows, total, readUnits: counts.readUnits + (wholes?.readUnits ?? 0) };
}

function notesOn({ from, to }: VolumesQuery, months: { from: string; to: string } | undefined): string[] {
  const always = 'Only whole periods that are over are published.';
  if (!months) return [always, 'The range holds no whole month that is over, so there is nothing to publish.'];
  if (months.from === from && months.to === to) return [always];
  return [always, `The total is of the whole months that are over: ${months.from} to ${months.to}.`];
}

type CountsBy = (interval: PublishedLevel | 'year' | 'all') => Counts;

/** The figure of a period and position as it may be published. */
function figuresOf(
  { area }: VolumesDeps,
  query: VolumesQuery,
  grid: Grid,
  months: { from: string; to: string },
  countsBy: CountsBy,
  wholesBy: CountsBy | undefined,
): (interval: VolumesQuery['interval'], period: Published, at: number) => number | null {
  const k = area.rules.suppressUnder;
  const shown = new Map<string, Counts>();
  const shownBy = (interval: PublishedLevel | 'year' | 'all'): Counts => {
    const counts = shown.get(interval) ?? countsBy(interval);
    shown.set(interval, counts);
    return counts;
  };
  const countAt = (interval: VolumesQuery['interval'], label: string, at: number): number =>
    interval === 'day' || interval === 'week' ? 0 : (shownBy(interval).get(label)?.[at] ?? 0);
  if (query.publish === 'rounded') return (interval, { label }, at) => rounded(countAt(interval, label, at), k);

  const hide = suppressor(grid.shape, k);
  const nodes = nodesOf(months, shownBy, wholesBy);
  const hidden = ({ level, label }: Published['parts'][number], at: number): boolean => {
    const node = nodes.get(`${level} ${label}`);
    return !node || hide(node)[at] !== false;
  };
  return (interval, { label, parts }, at) =>
    parts.some((part) => hidden(part, at)) ? null : countAt(interval, label, at);
}

/** Months, quarters and financial years that lie whole within the months, each with its parts. */
function nodesOf(
  months: { from: string; to: string },
  countsBy: CountsBy,
  wholesBy?: CountsBy,
): Map<string, PeriodNode> {
  const nodes = new Map<string, PeriodNode>();
  publishedLevels.forEach((level, depth) => {
    const counts = countsBy(level);
    const wholes = wholesBy?.(level);
    const below = publishedLevels[depth - 1];
    for (const { label, from, to, whole } of periodsIn(level, months.from, months.to)) {
      if (!whole) continue;
      const children = below ? periodsIn(below, from, to).map((child) => nodes.get(`${below} ${child.label}`)) : [];
      const partOf = wholes?.get(label);
      nodes.set(`${level} ${label}`, {
        counts: counts.get(label) ?? [],
        ...(partOf ? { partOf } : {}),
        children: children.filter((child) => child !== undefined),
      });
    }
  });
  return nodes;
}

/** The lines asked for, each with its position in the grid. */
function positionsOf(query: VolumesQuery, grid: Grid): { values: string[]; at: number }[] {
  const { where, by } = query;
  const choices = by.map((name) =>
    where?.dimension === name ? [where.value] : (grid.values[grid.dims.indexOf(name)] ?? []),
  );
  const all = choices.reduce<string[][]>(
    (sofar, list) => sofar.flatMap((left) => list.map((value) => [...left, value])),
    [[]],
  );
  return all.map((values) => ({ values, at: positionOf(grid, [...by], values, where) }));
}

const totalPosition = (query: VolumesQuery, grid: Grid): number => positionOf(grid, [], [], query.where);

function positionOf(
  { dims, values, shape }: Grid,
  by: Dimension[],
  given: string[],
  where: { dimension: CrossDimension; value: string } | undefined,
): number {
  const indexIn = (depth: number): number => {
    const name = dims[depth];
    if (name === undefined) return 0;
    const value = by.includes(name) ? given[by.indexOf(name)] : where?.dimension === name ? where.value : undefined;
    return value === undefined ? 0 : (values[depth]?.indexOf(value) ?? -1) + 1;
  };
  return indexIn(0) * (shape.columns + 1) + indexIn(1);
}
