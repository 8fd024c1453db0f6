/** Reading a range of which some months are bound: docs/adr/0009-bound-months.md. */
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

/** That a month is bound: the token of its rows, and since when (milliseconds since 1970). */
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

/** Which of these months, without gaps and in order, are bound. */
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

/** How long after it is written a row may be missing from what is read, with much to spare: usually under a second. */
const everywhereAfterMs = 3_600_000;

/** Bound months of one query: several queries at a time, so that one is decoded while the next is on its way. */
const monthsAtOnce = 6;

/**
 * One counter's rows of a range in order.
 *
 * @param months those that lie in it whole and are over, in order; at least one
 * @param bindings of these months, on their way
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
  // What is surely not bound is read at the same time; of the rest, only what turns out not to be.
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

/** The month's rows as they are bound; undefined where they must be read by days. */
function rowsOf(
  k: string,
  month: string,
  item: Item | undefined,
  binding: Binding | undefined,
  { now, cells }: { now: number } & Pick<Asked, 'cells'>,
): CounterRow[] | undefined {
  if (!binding) return undefined;
  // A counter that has no row in a bound month counted nothing in it. A row just written may not be seen yet.
  if (!item) return now - binding.at > everywhereAfterMs ? [] : undefined;
  const { t, c: names, b: amounts } = boundRow.parse(item);
  if (t !== binding.t) return undefined;
  return readMonth(month, { names, amounts }, cells).map((row) => ({ k, ...row }));
}

/** Months in runs without gaps. */
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

/** The months that are bound, whole, of all rows that have to do with binding. */
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
