/** Reads counters over a range, from monthly roll-ups where they exist: docs/adr/0009-bound-months.md. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { lastOf, readMonth } from '#src/domain/counting/bound.ts';
import { addDays } from '#src/domain/london.ts';
import type { BoundMonth, CounterRow } from '#src/usecases/counter-ports.ts';
import { boundKey } from './bound-months.ts';
import { type Asked, type Read, readDays, readSpan, type Span, together } from './counter-rows.ts';
import { boundMonths } from './table-model.ts';

type Item = Record<string, unknown>;

const monthRow = z.object({ d: z.string(), t: z.string().optional(), at: z.int().optional() });
const boundRow = z.object({ d: z.string(), t: z.string(), c: z.string(), b: z.instanceof(Uint8Array) });
const monthIn = (d: string): string => d.slice(1);

/** A complete roll-up of a month: the token of its rows, and when it was written (milliseconds since 1970). */
interface Binding {
  t: string;
  at: number;
}
type Bindings = ReadonlyMap<string, Binding>;

const bindingsIn = (items: readonly Item[]): Bindings =>
  new Map(
    items
      .map((item) => monthRow.parse(item))
      .flatMap(({ d, t, at }) => (t === undefined || at === undefined ? [] : [[monthIn(d), { t, at }] as const])),
  );

/** @param months consecutive, in order */
export async function readBindings(
  client: DynamoDBDocumentClient,
  table: string,
  months: readonly string[],
): Promise<{ bound: Bindings; readUnits: number }> {
  const { rows, readUnits } = await readSpan(client, { TableName: table }, boundMonths, spanOf(months, boundKey));
  return { bound: bindingsIn(rows), readUnits };
}

const spanOf = (months: readonly string[], first: (month: string) => string, last = first): Span => ({
  from: first(months[0] ?? ''),
  to: last(months.at(-1) ?? ''),
});

/** How long an eventually consistent read may miss a new row: usually under a second, so this is generous. */
const everywhereAfterMs = 3_600_000;

/** Roll-ups read by one query. Queries run concurrently, so that one is decoded while the next is in flight. */
const monthsAtOnce = 6;

/**
 * One counter's daily rows of a range, in order.
 *
 * @param months the past months that lie entirely in the range, in order; at least one
 * @param markers the pending read of these months' markers
 * @param now milliseconds since 1970
 */
export async function readPartlyBound(
  client: DynamoDBDocumentClient,
  table: string,
  k: string,
  {
    from,
    to,
    cells,
    months,
    bindings,
    now,
  }: Asked & {
    months: readonly string[];
    bindings: Promise<{ bound: Bindings }>;
    now: number;
  },
): Promise<Read<CounterRow>> {
  const days = (span: Span) => (span.from <= span.to ? readDays(client, table, k, { ...span, cells }) : none);
  const whole = spanOf(months, firstOf, lastOf);
  // The days outside the whole months are read concurrently; months without a roll-up follow afterwards.
  const [{ bound }, found, before, after] = await Promise.all([
    bindings,
    readMonths(client, table, k, months),
    days({ from, to: addDays(whole.from, -1) }),
    days({ from: addDays(whole.to, 1), to }),
  ]);
  const items = new Map(found.rows.map((item) => [monthIn(String(item['d'])), item]));
  const inside: CounterRow[] = [];
  const unbound: string[] = [];
  for (const month of months) {
    const rows = rowsOf(k, month, items.get(month), bound.get(month), { now, cells });
    if (rows) inside.push(...rows);
    else unbound.push(month);
  }
  const rest = await Promise.all(runsOf(unbound).map((run) => days(spanOf(run, firstOf, lastOf))));
  const all = together([before, { rows: inside, readUnits: found.readUnits }, ...rest, after]);
  if (rest.length > 0) all.rows.sort((a, b) => (a.d < b.d ? -1 : 1));
  return all;
}

const none: Read<CounterRow> = { rows: [], readUnits: 0 };
const firstOf = (month: string): string => `${month}-01`;

async function readMonths(
  client: DynamoDBDocumentClient,
  table: string,
  k: string,
  months: readonly string[],
): Promise<Read<Item>> {
  const input = { TableName: table, ProjectionExpression: 'd,t,c,b' };
  const starts = months.flatMap((_, index) => (index % monthsAtOnce === 0 ? [index] : []));
  return together(
    await Promise.all(
      starts.map((start) => readSpan(client, input, k, spanOf(months.slice(start, start + monthsAtOnce), boundKey))),
    ),
  );
}

/** The month's daily rows from its roll-up; undefined when they must be read day by day. */
function rowsOf(
  k: string,
  month: string,
  item: Item | undefined,
  binding: Binding | undefined,
  { now, cells }: { now: number } & Pick<Asked, 'cells'>,
): CounterRow[] | undefined {
  if (!binding) return undefined;
  // No roll-up row means that the counter counted nothing that month, unless the row is too new to be visible.
  if (!item) return now - binding.at > everywhereAfterMs ? [] : undefined;
  const { t, c: names, b: amounts } = boundRow.parse(item);
  if (t !== binding.t) return undefined;
  return readMonth(month, { names, amounts }, cells).map((row) => ({ k, ...row }));
}

/** Groups months into runs without gaps. */
function runsOf(months: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const month of months) {
    const run = runs.at(-1);
    const follows = run && addDays(lastOf(run.at(-1) ?? ''), 1) === firstOf(month);
    if (follows) run.push(month);
    else runs.push([month]);
  }
  return runs;
}

/** @param items all marker and roll-up rows */
export function wholeBoundMonths(items: readonly Item[]): BoundMonth[] {
  const found = bindingsIn(items.filter(({ k }) => k === boundMonths));
  const rows = items
    .filter(({ k }) => k !== boundMonths)
    .map((item) => ({ k: String(item['k']), ...boundRow.parse(item) }));
  return [...found].map(([month, { t }]) => {
    const own = rows.filter(({ d }) => monthIn(d) === month);
    return {
      month,
      rows: own
        .filter((row) => row.t === t)
        .flatMap(({ k, c: names, b: amounts }) => readMonth(month, { names, amounts }).map((row) => ({ k, ...row }))),
      byDays: own.filter((row) => row.t !== t).map(({ k }) => k),
    };
  });
}
