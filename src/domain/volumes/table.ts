/**
 * The tables behind an answer. Each is read, tallied and, if it is to be published, suppressed in the same way:
 * src/usecases/query-volumes.ts.
 */
import type { Area } from '../area.ts';
import { completeMonths } from '../months.ts';
import { type Comparison, monthsToCompare } from './compare.ts';
import { buildGrid, parentCountsOf, positionsOf, totalPosition } from './grid.ts';
import { type Interval, periodsIn } from './periods.ts';
import { buildPlan, type Line, type Plan, planLines } from './plan.ts';
import { type PublishedPeriod, publishedLevels, publishedPeriods } from './published-periods.ts';
import type { VolumesQuery } from './query.ts';
import type { Shape } from './suppress.ts';

/** London dates, both inclusive. */
export interface DateRange {
  from: string;
  to: string;
}

/** The counts of a table's positions, each the sum of one or more lines of the plan. */
export interface TableCounts {
  plan: Plan;
  /** How many lines, in the plan's order, add up to each position. */
  linesPerPosition: readonly number[];
}

/** A period to print. Published figures are suppressed by its parts. */
export type TablePeriod = Pick<PublishedPeriod, 'label' | 'parts'>;

/** What makes figures safe to publish. */
export interface Publication {
  mode: NonNullable<VolumesQuery['publish']>;
  /** Counts from 1 to k-1 are not published. */
  k: number;
  shape: Shape;
  /** Counts that the table's counts are part of. */
  parents: readonly TableCounts[];
}

export interface Table {
  range: DateRange;
  interval: Interval;
  periods: readonly TablePeriod[];
  /** All periods in one. */
  overall: TablePeriod;
  /** The rows of each period: their values, and the position that counts them; without one the count is 0. */
  lines: readonly { values: readonly string[]; at: number | undefined }[];
  totalAt: number;
  counts: TableCounts;
  /** Absent when exact figures are asked for. */
  publication?: Publication;
}

/** The same of each table behind an answer. */
export interface OfTables<Each> {
  /** Undefined if figures are to be published and the range has no complete month. */
  requested: Each | undefined;
  /** Of the months to compare, if any. */
  monthly: Each | undefined;
}

export const mapTables = <From, To>({ requested, monthly }: OfTables<From>, step: (of: From) => To): OfTables<To> => ({
  requested: requested && step(requested),
  monthly: monthly && step(monthly),
});

export interface TablePlan extends OfTables<Table> {
  comparison: Comparison | undefined;
}

/** @param today London date */
export function planTables(query: VolumesQuery, area: Area, today: string): TablePlan {
  const requested = planTable(query, area, today);
  if (query.compare === undefined) return { requested, comparison: undefined, monthly: undefined };
  const months = monthsToCompare(query.from, query.to, query.compare, today);
  const range = months && { from: months.baseline.from, to: months.current.to };
  return {
    requested,
    comparison: { baselineMonths: query.compare, months },
    monthly: range && planTable({ ...query, ...range, by: [], interval: 'month' }, area, today),
  };
}

function planTable(query: VolumesQuery, area: Area, today: string): Table | undefined {
  const { from, to, publish } = query;
  if (publish === undefined) return planExactTable(query, area);
  const months = completeMonths(from, to, today);
  return months && planPublishedTable(query, publish, months, area);
}

function planExactTable(query: VolumesQuery, area: Area): Table {
  const { from, to, interval } = query;
  const plan = buildPlan(query, area);
  return {
    range: { from, to },
    interval,
    periods: periodsIn(interval, from, to).map(({ label }) => ({ label, parts: [] })),
    overall: { label: 'all', parts: [] },
    lines: plan.lines.map(({ values }, at) => ({ values, at })),
    totalAt: plan.lines.length,
    counts: { plan, linesPerPosition: [...plan.lines, plan.total].map(() => 1) },
  };
}

function planPublishedTable(query: VolumesQuery, mode: Publication['mode'], months: DateRange, area: Area): Table {
  const { measure, interval } = query;
  const grid = buildGrid(query, area);
  const parents = mode === 'suppressed' ? parentCountsOf(measure, grid, area) : [];
  return {
    range: months,
    interval,
    periods: publishedPeriods(interval, months),
    overall: publishedPeriods('all', months)[0] ?? { label: 'all', parts: [] },
    lines: positionsOf(query, grid, area),
    totalAt: totalPosition(query, grid),
    counts: countsOf(
      measure,
      grid.lines.map((line) => [line]),
    ),
    publication: {
      mode,
      k: area.rules.suppressUnder,
      shape: grid.shape,
      parents: parents.map((parent) => countsOf(parent.measure, parent.lines)),
    },
  };
}

const countsOf = (measure: Plan['measure'], positions: readonly Line[][]): TableCounts => ({
  plan: planLines(measure, positions.flat()),
  linesPerPosition: positions.map((lines) => lines.length),
});

/** The intervals to count a table's positions by; all counts over the whole range come with any of them. */
export function intervalsOf({ interval, periods, publication }: Table): Interval[] {
  const own = periods.length > 0 ? [interval] : [];
  const levels = publication?.mode === 'suppressed' ? publishedLevels : [];
  const intervals = [...new Set<Interval>([...own, ...levels])];
  return intervals.length > 0 ? intervals : ['all'];
}
