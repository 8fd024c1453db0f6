/** Every table of one period, read at once: for the files that are made of them. */
import type { ValueName } from '#src/contracts/volumes-response.ts';
import { type Dimension, dimensions, type Measure, measures } from '#src/domain/counting/model.ts';
import { recordingMeasures } from '#src/domain/counting/registry.ts';
import { countDays } from '#src/domain/volumes/periods.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { queryVolumes, type VolumesDeps } from '#src/usecases/volumes/query-volumes.ts';
import { sharedReader } from './shared-reader.ts';

/** The period, the part of the area, and whether the figures are made safe to publish. */
export type PeriodQuestion = Pick<VolumesQuery, 'from' | 'to' | 'where' | 'publish'>;

/** A table of the values of one dimension, with a column for each measure. */
export interface BreakdownQuestion {
  by: Dimension;
  measures: readonly Measure[];
}

/** Counts are null where suppressed. */
export interface PeriodTables {
  question: PeriodQuestion;
  /** RFC 3339, UTC. */
  asOf: string;
  notes: string[];
  /** Months of the period that are not counted whole; not told of published figures. */
  partialMonths: readonly string[];
  /** Months of which no day was counted. */
  uncountedMonths: readonly string[];
  measures: { measure: Measure; total: number | null; months: { month: string; count: number | null }[] }[];
  breakdowns: (BreakdownQuestion & {
    rows: { value: string; name: string; counts: (number | null)[] }[];
  })[];
}

/** Whether every table can be read in one request: each day of the period is in each of them. */
export const canReadAllTables = ({ from, to }: PeriodQuestion): boolean => countDays(from, to) <= 732;

/** Every dimension, by the measures that record it. */
export const allBreakdowns: readonly BreakdownQuestion[] = dimensions.map((by) => ({
  by,
  measures: recordingMeasures[by] ?? measures,
}));

/** @param question of figures to publish: one calendar period that is over */
export async function readPeriodTables(
  volumesDeps: VolumesDeps,
  question: PeriodQuestion,
  breakdowns: readonly BreakdownQuestion[],
  nameOf: ValueName,
): Promise<PeriodTables> {
  const deps = { ...volumesDeps, counters: sharedReader(volumesDeps.counters) };
  const ask = (measure: Measure, interval: 'all' | 'month', by: readonly Dimension[] = []) =>
    queryVolumes(deps, { ...question, measure, interval, by, format: 'json' });
  const [totals, months, tables] = await Promise.all([
    Promise.all(measures.map((measure) => ask(measure, 'all'))),
    Promise.all(measures.map((measure) => ask(measure, 'month'))),
    Promise.all(breakdowns.map((one) => Promise.all(one.measures.map((measure) => ask(measure, 'all', [one.by]))))),
  ]);
  return {
    question,
    asOf: volumesDeps.now().toISOString(),
    notes: [...new Set(months.flatMap(({ notes }) => notes))],
    partialMonths: months[0]?.partialPeriods ?? [],
    uncountedMonths: months[0]?.uncountedPeriods ?? [],
    measures: measures.map((measure, index) => ({
      measure,
      total: totals[index]?.total ?? null,
      months: (months[index]?.rows ?? []).map(({ period, count }) => ({ month: period, count })),
    })),
    breakdowns: breakdowns.map((one, index) => ({
      ...one,
      rows: (tables[index]?.[0]?.rows ?? []).map(({ values: [value = ''] }, row) => ({
        value,
        name: nameOf(one.by, value),
        counts: (tables[index] ?? []).map(({ rows }) => rows[row]?.count ?? null),
      })),
    })),
  };
}
