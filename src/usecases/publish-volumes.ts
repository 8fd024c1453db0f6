/** Answers volumes queries with publishable figures: whole past periods, small counts suppressed or all rounded. */
import { scopeKey } from '#src/domain/counting/cells.ts';
import { totalCell } from '#src/domain/counting/codes.ts';
import { londonDate } from '#src/domain/london.ts';
import { completeMonths } from '#src/domain/months.ts';
import type { Volumes, VolumesRow } from '#src/domain/volumes/answer.ts';
import {
  buildGrid,
  type Grid,
  type ParentCounts,
  parentCountsOf,
  positionsOf,
  totalPosition,
} from '#src/domain/volumes/grid.ts';
import { periodsIn } from '#src/domain/volumes/periods.ts';
import type { Line, Plan } from '#src/domain/volumes/plan.ts';
import {
  type PublishedLevel,
  type PublishedPeriod,
  publishedLevels,
  publishedPeriods,
} from '#src/domain/volumes/published-periods.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { createSuppressor, type PeriodNode, roundToMultiple } from '#src/domain/volumes/suppress.ts';
import { tally } from '#src/domain/volumes/tally.ts';
import { readPlan, type VolumesDeps } from './read-volumes.ts';

function planForLines(measure: Plan['measure'], lines: Line[]): Plan {
  const total: Line = { values: [], scope: 'all', cell: totalCell };
  const scopes = [...new Map([...lines, total].map(({ scope }) => [scopeKey(scope), scope])).values()];
  return { measure, lines, total, scopes, cells: [...new Set([...lines, total].map((line) => line.cell))] };
}

/** Counts of every position, by period label. */
type Counts = Map<string, readonly number[]>;

async function countsOf(
  deps: VolumesDeps,
  { measure, lines: positions }: ParentCounts,
  months: { from: string; to: string },
) {
  const plan = planForLines(measure, positions.flat());
  const read = await readPlan(deps.counters, plan, months.from, months.to);
  const by = (interval: PublishedLevel | 'year' | 'all'): Counts => {
    const periods = periodsIn(interval, months.from, months.to);
    const { lines } = tally(plan, periods, read.rows, read.links);
    const counts = periods.map((): number[] => []);
    let next = 0;
    for (const { length } of positions) {
      const own = lines.slice(next, next + length);
      next += length;
      for (const [index, ofPeriod] of counts.entries())
        ofPeriod.push(own.reduce((sum, line) => sum + (line.periods[index] ?? 0), 0));
    }
    return new Map(periods.map(({ label }, index) => [label, counts[index] ?? []]));
  };
  return { by, readUnits: read.readUnits };
}

export async function publishVolumes(deps: VolumesDeps, query: VolumesQuery): Promise<Volumes> {
  const now = deps.now();
  const months = completeMonths(query.from, query.to, londonDate(now));
  const answer = { query, asOf: now.toISOString(), notes: notesOn(query, months) };
  if (!months) return { ...answer, rows: [], total: null, readUnits: 0 };

  const grid = buildGrid(query, deps.area);
  const own = { measure: query.measure, lines: grid.lines.map((line) => [line]) };
  const [counts, ...wholes] = await Promise.all(
    [own, ...(query.publish === 'suppressed' ? parentCountsOf(query.measure, grid, deps.area) : [])].map((one) =>
      countsOf(deps, one, months),
    ),
  );
  if (!counts) throw new Error('a measure has counts');
  const figure = figuresOf(
    deps,
    query,
    grid,
    months,
    counts.by,
    wholes.map(({ by }) => by),
  );

  const positions = positionsOf(query, grid, deps.area);
  const rows = publishedPeriods(query.interval, months).flatMap((period) =>
    positions.map(
      ({ values, at }): VolumesRow => ({
        period: period.label,
        values,
        count: at === undefined ? 0 : figure(query.interval, period, at),
      }),
    ),
  );
  const [overall] = publishedPeriods('all', months);
  const total = overall ? figure('all', overall, totalPosition(query, grid)) : null;
  return {
    ...answer,
    months,
    rows,
    total,
    readUnits: [counts, ...wholes].reduce((sum, one) => sum + one.readUnits, 0),
  };
}

function notesOn({ from, to }: VolumesQuery, months: { from: string; to: string } | undefined): string[] {
  const always = 'Only whole periods that are over are published.';
  if (!months) return [always, 'The range holds no whole month that is over, so there is nothing to publish.'];
  if (months.from === from && months.to === to) return [always];
  return [always, `The total is of the whole months that are over: ${months.from} to ${months.to}.`];
}

type CountsBy = (interval: PublishedLevel | 'year' | 'all') => Counts;

/** Returns the publishable figure of a period and position; null when it is suppressed. */
function figuresOf(
  { area }: VolumesDeps,
  query: VolumesQuery,
  grid: Grid,
  months: { from: string; to: string },
  countsBy: CountsBy,
  wholesBy: readonly CountsBy[],
): (interval: VolumesQuery['interval'], period: PublishedPeriod, at: number) => number | null {
  const k = area.rules.suppressUnder;
  const shown = new Map<string, Counts>();
  const shownBy = (interval: PublishedLevel | 'year' | 'all'): Counts => {
    const counts = shown.get(interval) ?? countsBy(interval);
    shown.set(interval, counts);
    return counts;
  };
  const countAt = (interval: VolumesQuery['interval'], label: string, at: number): number =>
    interval === 'day' || interval === 'week' ? 0 : (shownBy(interval).get(label)?.[at] ?? 0);
  if (query.publish === 'rounded') return (interval, { label }, at) => roundToMultiple(countAt(interval, label, at), k);

  const hide = createSuppressor(grid.shape, k);
  const nodes = nodesOf(months, shownBy, wholesBy);
  const hidden = ({ level, label }: PublishedPeriod['parts'][number], at: number): boolean => {
    const node = nodes.get(`${level} ${label}`);
    return !node || hide(node)[at] !== false;
  };
  return (interval, { label, parts }, at) => {
    if (parts.some((part) => hidden(part, at))) return null;
    const count = countAt(interval, label, at);
    // For people, the sum of the parts minus the whole reveals how many were counted in several parts.
    const overlap = parts.reduce((sum, part) => sum + countAt(part.level, part.label, at), 0) - count;
    return overlap > 0 && overlap < k ? null : count;
  };
}

/** The months, quarters and financial years that lie entirely in the range, each with its parts. */
function nodesOf(
  months: { from: string; to: string },
  countsBy: CountsBy,
  wholesBy: readonly CountsBy[],
): Map<string, PeriodNode> {
  const nodes = new Map<string, PeriodNode>();
  publishedLevels.forEach((level, depth) => {
    const counts = countsBy(level);
    const wholes = wholesBy.map((by) => by(level));
    const lowerLevel = publishedLevels[depth - 1];
    for (const { label, from, to, whole } of periodsIn(level, months.from, months.to)) {
      if (!whole) continue;
      const children = lowerLevel
        ? periodsIn(lowerLevel, from, to).map((child) => nodes.get(`${lowerLevel} ${child.label}`))
        : [];
      nodes.set(`${level} ${label}`, {
        counts: counts.get(label) ?? [],
        partOf: wholes.map((whole) => whole.get(label) ?? []),
        children: children.filter((child) => child !== undefined),
      });
    }
  });
  return nodes;
}
