/** Counts the lines of a table from the counter rows read for it. */
import type { CounterRow } from '../counting/model.ts';
import type { CountedPeriod, Table } from './table.ts';
import { tally } from './tally.ts';

/** The counter rows of a table and, for counts of people, the links between their referrals. */
export interface TableRows {
  table: Table;
  rows: readonly CounterRow[];
  links: readonly CounterRow[];
}

export interface TableTally {
  table: Table;
  /** The count of each line in a period of the table, the total last. */
  countsIn(period: CountedPeriod): readonly number[];
}

/** Periods that follow one another are counted together; those of the whole range are counted by themselves. */
export function tallyTable({ table, rows, links }: TableRows): TableTally {
  const { plan, periods, overall } = table;
  const counts = new Map<string, readonly number[]>();
  for (const each of [periods.flatMap(({ sumOf }) => sumOf), overall.sumOf]) {
    const missing = each.filter((period) => !counts.has(nameOf(period)));
    if (missing.length === 0) continue;
    const lines = tally(plan, missing, rows, links);
    missing.forEach((period, index) => {
      counts.set(
        nameOf(period),
        lines.map((line) => line[index] ?? 0),
      );
    });
  }
  return { table, countsIn: (period) => counts.get(nameOf(period)) ?? [] };
}

const nameOf = ({ from, to }: CountedPeriod): string => `${from} ${to}`;
