/** Reads counters over a range, from monthly roll-ups where they exist: docs/adr/0009-monthly-roll-ups.md. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CounterRow } from '#src/domain/counting/model.ts';
import { readRollUp } from '#src/domain/counting/monthly-roll-up.ts';
import { addDays } from '#src/domain/london.ts';
import { firstDayOf, lastDayOf } from '#src/domain/months.ts';
import type { RolledUpMonth } from '#src/usecases/ports/counters.ts';
import { type DailyRowsQuery, mergeReads, type ReadResult, readDays, readKeyRange } from './counter-rows.ts';
import type { KeyRange } from './query.ts';
import { rollUpKey } from './roll-up-writer.ts';
import { rollUpMarkers } from './table-model.ts';

type Item = Record<string, unknown>;

const markerRow = z.object({ d: z.string(), t: z.string().optional(), at: z.int().optional() });
const rollUpRow = z.object({ d: z.string(), t: z.string(), c: z.string(), b: z.instanceof(Uint8Array) });
const monthOfKey = (d: string): string => d.slice(1);

/** A complete roll-up of a month: the token of its rows, and when it was written (milliseconds since 1970). */
interface RollUpMarker {
  t: string;
  at: number;
}
type RollUpMarkers = ReadonlyMap<string, RollUpMarker>;

const completeMarkers = (items: readonly Item[]): RollUpMarkers =>
  new Map(
    items
      .map((item) => markerRow.parse(item))
      .flatMap(({ d, t, at }) => (t === undefined || at === undefined ? [] : [[monthOfKey(d), { t, at }] as const])),
  );

/** @param months consecutive, in order */
export async function readRollUpMarkers(
  client: DynamoDBDocumentClient,
  table: string,
  months: readonly string[],
  { isConsistent = false } = {},
): Promise<{ byMonth: RollUpMarkers; readUnits: number }> {
  const { rows, readUnits } = await readKeyRange(
    client,
    { TableName: table, ConsistentRead: isConsistent },
    rollUpMarkers,
    keyRangeOf(months, rollUpKey),
  );
  return { byMonth: completeMarkers(rows), readUnits };
}

const keyRangeOf = (months: readonly string[], first: (month: string) => string, last = first): KeyRange => ({
  from: first(months[0] ?? ''),
  to: last(months.at(-1) ?? ''),
});

/** How long an eventually consistent read may miss a new row: usually under a second, so this is generous. */
const replicationMs = 3_600_000;

/** Roll-ups read by one query. Queries run concurrently, so that one is decoded while the next is in flight. */
const monthsPerQuery = 6;

/**
 * One counter's daily rows of a range, in order.
 *
 * @param months the past months that lie entirely in the range, in order; at least one
 * @param markers the pending read of these months' markers
 * @param now milliseconds since 1970
 */
export async function readWithRollUps(
  client: DynamoDBDocumentClient,
  table: string,
  k: string,
  {
    from,
    to,
    cells,
    months,
    markers,
    now,
  }: DailyRowsQuery & {
    months: readonly string[];
    markers: Promise<{ byMonth: RollUpMarkers }>;
    now: number;
  },
): Promise<ReadResult<CounterRow>> {
  const readDayRows = (range: KeyRange) =>
    range.from <= range.to ? readDays(client, table, k, { ...range, cells }) : noRows;
  const monthRange = keyRangeOf(months, firstDayOf, lastDayOf);
  // The days outside the whole months are read concurrently; months without a roll-up follow afterwards.
  const [{ byMonth }, found, before, after] = await Promise.all([
    markers,
    readRollUpRows(client, table, k, months),
    readDayRows({ from, to: addDays(monthRange.from, -1) }),
    readDayRows({ from: addDays(monthRange.to, 1), to }),
  ]);
  const items = new Map(found.rows.map((item) => [monthOfKey(String(item['d'])), item]));
  const rolledUpRows: CounterRow[] = [];
  const missingMonths: string[] = [];
  for (const month of months) {
    const rows = rollUpToRows(k, month, items.get(month), byMonth.get(month), { now, cells });
    if (rows) rolledUpRows.push(...rows);
    else missingMonths.push(month);
  }
  const rest = await Promise.all(
    groupConsecutive(missingMonths).map((run) => readDayRows(keyRangeOf(run, firstDayOf, lastDayOf))),
  );
  const all = mergeReads([before, { rows: rolledUpRows, readUnits: found.readUnits }, ...rest, after]);
  if (rest.length > 0) all.rows.sort((a, b) => (a.d < b.d ? -1 : 1));
  return all;
}

const noRows: ReadResult<CounterRow> = { rows: [], readUnits: 0 };

async function readRollUpRows(
  client: DynamoDBDocumentClient,
  table: string,
  k: string,
  months: readonly string[],
): Promise<ReadResult<Item>> {
  const input = { TableName: table, ProjectionExpression: 'd,t,c,b' };
  const starts = months.flatMap((_, index) => (index % monthsPerQuery === 0 ? [index] : []));
  return mergeReads(
    await Promise.all(
      starts.map((start) =>
        readKeyRange(client, input, k, keyRangeOf(months.slice(start, start + monthsPerQuery), rollUpKey)),
      ),
    ),
  );
}

/** The month's daily rows from its roll-up; undefined when they must be read day by day. */
function rollUpToRows(
  k: string,
  month: string,
  item: Item | undefined,
  marker: RollUpMarker | undefined,
  { now, cells }: { now: number } & Pick<DailyRowsQuery, 'cells'>,
): CounterRow[] | undefined {
  if (!marker) return undefined;
  // No roll-up row means that the counter counted nothing that month, unless the row is too new to be visible.
  if (!item) return now - marker.at > replicationMs ? [] : undefined;
  const { t, c: names, b: amounts } = rollUpRow.parse(item);
  if (t !== marker.t) return undefined;
  return readRollUp(month, { names, amounts }, cells).map((row) => ({ k, ...row }));
}

/** Groups months into runs without gaps. */
function groupConsecutive(months: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const month of months) {
    const run = runs.at(-1);
    const isConsecutive = run && addDays(lastDayOf(run.at(-1) ?? ''), 1) === firstDayOf(month);
    if (isConsecutive) run.push(month);
    else runs.push([month]);
  }
  return runs;
}

/** @param items all marker and roll-up rows */
export function completeRollUps(items: readonly Item[]): RolledUpMonth[] {
  const found = completeMarkers(items.filter(({ k }) => k === rollUpMarkers));
  const rows = items
    .filter(({ k }) => k !== rollUpMarkers)
    .map((item) => ({ k: String(item['k']), ...rollUpRow.parse(item) }));
  return [...found].map(([month, { t }]) => {
    const monthRows = rows.filter(({ d }) => monthOfKey(d) === month);
    return {
      month,
      rows: monthRows
        .filter((row) => row.t === t)
        .flatMap(({ k, c: names, b: amounts }) => readRollUp(month, { names, amounts }).map((row) => ({ k, ...row }))),
      byDays: monthRows.filter((row) => row.t !== t).map(({ k }) => k),
    };
  });
}
