/** Counts the positions of a table from the counter rows read for it. */
import type { CounterRow } from '../counting/model.ts';
import { type Interval, periodsIn } from './periods.ts';
import { publishedLevels } from './published-periods.ts';
import { intervalsOf, type Table, type TableCounts } from './table.ts';
import { type LineCounts, tally } from './tally.ts';

/** The counter rows of one plan and, for counts of people, the links between their referrals. */
export interface ReadRows {
  rows: readonly CounterRow[];
  links: readonly CounterRow[];
}

/** The rows read for a table's counts, and for each of their parents. */
export interface TableRows {
  table: Table;
  counts: ReadRows;
  parents: readonly ReadRows[];
}

/** By interval and the period's label, the count of every position. */
export type PeriodCounts = ReadonlyMap<Interval, ReadonlyMap<string, readonly number[]>>;

export interface TableTally {
  table: Table;
  counts: PeriodCounts;
  parents: readonly PeriodCounts[];
}

export const tallyTable = ({ table, counts, parents }: TableRows): TableTally => ({
  table,
  counts: tallyCounts(table, table.counts, intervalsOf(table), counts),
  parents: (table.publication?.parents ?? []).map((parent, index) =>
    tallyCounts(table, parent, publishedLevels, parents[index] ?? { rows: [], links: [] }),
  ),
});

function tallyCounts(
  { range }: Table,
  { plan, linesPerPosition }: TableCounts,
  intervals: readonly Interval[],
  { rows, links }: ReadRows,
): PeriodCounts {
  const counts = new Map<Interval, ReadonlyMap<string, readonly number[]>>();
  for (const interval of intervals) {
    const periods = periodsIn(interval, range.from, range.to);
    const { lines, total } = tally(plan, periods, rows, links);
    const positions = splitLines([...lines, total], linesPerPosition);
    const countsAt = (count: (line: LineCounts) => number): number[] =>
      positions.map((ofPosition) => ofPosition.reduce((sum, line) => sum + count(line), 0));
    counts.set('all', new Map([['all', countsAt(({ overall }) => overall)]]));
    counts.set(
      interval,
      new Map(periods.map(({ label }, index) => [label, countsAt((line) => line.periods[index] ?? 0)])),
    );
  }
  return counts;
}

function splitLines(lines: readonly LineCounts[], lengths: readonly number[]): LineCounts[][] {
  let next = 0;
  return lengths.map((length) => {
    const start = next;
    next += length;
    return lines.slice(start, next);
  });
}
