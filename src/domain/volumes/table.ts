/**
 * The tables behind an answer. Each is read, tallied and, if it is to be published, made safe in the same way:
 * src/usecases/volumes/query-volumes.ts.
 */
import type { Area } from '../area.ts';
import type { Measure } from '../counting/model.ts';
import { completeMonths } from '../months.ts';
import { cellName } from './cell-name.ts';
import { type Comparison, monthsToCompare } from './compare.ts';
import { type Period, periodsIn } from './periods.ts';
import { buildPlan, type Plan } from './plan.ts';
import { type PublishedPeriod, periodsOfRange, publishedPeriods } from './published-periods.ts';
import type { VolumesQuery } from './query.ts';

/** London dates, both inclusive. */
export interface DateRange {
  from: string;
  to: string;
}

/** A period to print, and the periods whose figures add up to it: for exact figures itself. */
export interface TablePeriod {
  label: string;
  sumOf: readonly CountedPeriod[];
}

export interface CountedPeriod extends DateRange {
  /** Absent for exact figures, which may be of any days. */
  level?: PublishedPeriod['level'];
  label: string;
}

/** What makes figures safe to publish. */
export interface Publication {
  /** Counts from 1 to k-1 are not published. */
  k: number;
  /** @param line its position in the plan; the total is after the last */
  cellName(period: CountedPeriod, line: number): string;
}

export interface Table {
  range: DateRange;
  measure: Measure;
  plan: Plan;
  periods: readonly TablePeriod[];
  /** All periods in one. */
  overall: TablePeriod;
  /** Absent when exact figures are asked for. */
  publication?: Publication;
}

/** The same of each table behind an answer. */
export interface OfTables<Each> {
  /** Undefined if figures are to be published and the range has no whole month that is over. */
  requested: Each | undefined;
  /** Of the months to compare, if any: those asked for and those before them. */
  current: Each | undefined;
  baseline: Each | undefined;
}

export const mapTables = <From, To>(
  { requested, current, baseline }: OfTables<From>,
  step: (of: From) => To,
): OfTables<To> => ({
  requested: requested && step(requested),
  current: current && step(current),
  baseline: baseline && step(baseline),
});

export interface TablePlan extends OfTables<Table> {
  comparison: Comparison | undefined;
}

/** @param today London date */
export function planTables(query: VolumesQuery, area: Area, today: string): TablePlan {
  const requested = planTable(query, area, today);
  const none = { requested, comparison: undefined, current: undefined, baseline: undefined };
  if (query.compare === undefined) return none;
  const months = monthsToCompare(query.from, query.to, query.compare, today);
  const planRange = (range: DateRange): Table | undefined =>
    planTable({ ...query, from: range.from, to: range.to, by: [], interval: 'month' }, area, today);
  return {
    requested,
    comparison: { baselineMonths: query.compare, months },
    current: months && planRange(months.current),
    baseline: months && planRange(months.baseline),
  };
}

function planTable(query: VolumesQuery, area: Area, today: string): Table | undefined {
  const { measure, from, to, interval, publish } = query;
  const plan = buildPlan(query, area);
  if (publish) {
    const months = completeMonths(from, to, today);
    return months && { ...planPublished(query, months), measure, plan, publication: publicationOf(query, plan, area) };
  }
  const range = { from, to };
  return {
    range,
    measure,
    plan,
    periods: periodsIn(interval, from, to).map((period) => ({ label: period.label, sumOf: [daysOf(period)] })),
    overall: { label: 'all', sumOf: [{ label: 'all', ...range }] },
  };
}

const daysOf = ({ label, from, to }: Period): CountedPeriod => ({ label, from, to });

function planPublished({ interval }: VolumesQuery, months: DateRange): Pick<Table, 'range' | 'periods' | 'overall'> {
  const overall: TablePeriod = { label: 'all', sumOf: periodsOfRange(months) };
  const periods = publishedPeriods(interval, months).map((period) => ({ label: period.label, sumOf: [period] }));
  return { range: months, periods: interval === 'all' ? [overall] : periods, overall };
}

function publicationOf({ measure, by, where }: VolumesQuery, plan: Plan, area: Area): Publication {
  const narrowed = where ? [[where.dimension, where.value] as const] : [];
  const cells = [...plan.lines, plan.total].map(
    ({ values }) => new Map([...narrowed, ...values.map((value, index) => [by[index] ?? 'service', value] as const)]),
  );
  return {
    k: area.rules.suppressUnder,
    cellName: ({ level = 'month', label }, line) => cellName(measure, { level, label }, cells[line] ?? new Map(), area),
  };
}
