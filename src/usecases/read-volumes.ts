/** Reads the counter rows that an answer needs. */
import { linkKeyRange } from '#src/domain/counting/distinct-people.ts';
import { counterKeysOf, linkKeysOf, type Plan } from '#src/domain/volumes/plan.ts';
import type { DateRange, OfTables, Table } from '#src/domain/volumes/table.ts';
import type { ReadRows, TableRows } from '#src/domain/volumes/tally-table.ts';
import type { CounterReader } from './counter-ports.ts';

type Billed<Rows> = Rows & { readUnits: number };

/** The rows of each table and, to compare months, the London day of the first referral ever counted. */
export async function readTables(
  counters: CounterReader,
  { requested, monthly }: OfTables<Table>,
): Promise<{ rows: OfTables<TableRows>; firstDay: string | undefined; readUnits: number }> {
  const [requestedRows, monthlyRows, firstDay] = await Promise.all([
    requested && readTable(counters, requested),
    monthly && readTable(counters, monthly),
    monthly && counters.firstDay(),
  ]);
  const readUnits = (requestedRows?.readUnits ?? 0) + (monthlyRows?.readUnits ?? 0);
  return { rows: { requested: requestedRows, monthly: monthlyRows }, firstDay, readUnits };
}

async function readTable(counters: CounterReader, table: Table): Promise<Billed<TableRows>> {
  const [counts, ...parents] = await Promise.all([
    readPlan(counters, table.counts.plan, table.range),
    ...(table.publication?.parents ?? []).map(({ plan }) => readPlan(counters, plan, table.range)),
  ]);
  const readUnits = [counts, ...parents].reduce((sum, one) => sum + one.readUnits, 0);
  return { table, counts, parents, readUnits };
}

async function readPlan(counters: CounterReader, plan: Plan, { from, to }: DateRange): Promise<Billed<ReadRows>> {
  const linkKeys = [...linkKeysOf(plan).keys()];
  const [rows, links] = await Promise.all([
    counters.read({ keys: [...counterKeysOf(plan).keys()], from, to, cells: plan.cells }),
    linkKeys.length > 0 ? counters.read({ keys: linkKeys, ...linkKeyRange(from, to) }) : { rows: [], readUnits: 0 },
  ]);
  return { rows: rows.rows, links: links.rows, readUnits: rows.readUnits + links.readUnits };
}
