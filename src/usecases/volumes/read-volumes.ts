/** Reads the counter rows that an answer needs. */
import { linkKeyRange } from '#src/domain/counting/distinct-people.ts';
import { counterKeysOf, linkKeysOf } from '#src/domain/volumes/plan.ts';
import type { OfTables, Table } from '#src/domain/volumes/table.ts';
import type { TableRows } from '#src/domain/volumes/tally-table.ts';
import type { CounterReader } from '#src/usecases/ports/counters.ts';

type Billed<Rows> = Rows & { readUnits: number };

/** The rows of each table. */
export async function readTables(
  counters: CounterReader,
  { requested, current, baseline }: OfTables<Table>,
): Promise<{ rows: OfTables<TableRows>; readUnits: number }> {
  const [requestedRows, currentRows, baselineRows] = await Promise.all([
    requested && readTable(counters, requested),
    current && readTable(counters, current),
    baseline && readTable(counters, baseline),
  ]);
  const rows = { requested: requestedRows, current: currentRows, baseline: baselineRows };
  return { rows, readUnits: Object.values(rows).reduce((sum, one) => sum + (one?.readUnits ?? 0), 0) };
}

async function readTable(counters: CounterReader, table: Table): Promise<Billed<TableRows>> {
  const { plan, range } = table;
  const { from, to } = range;
  const linkKeys = [...linkKeysOf(plan).keys()];
  const [counts, links] = await Promise.all([
    counters.read({ keys: [...counterKeysOf(plan).keys()], from, to, cells: plan.cells }),
    linkKeys.length > 0 ? counters.read({ keys: linkKeys, ...linkKeyRange(from, to) }) : { rows: [], readUnits: 0 },
  ]);
  return { table, rows: counts.rows, links: links.rows, readUnits: counts.readUnits + links.readUnits };
}
