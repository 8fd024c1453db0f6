/**
 * The cost of a volumes query with 10 thousand, 100 thousand and 1 million referrals behind the counters, spread
 * over two years, and the time that two years by day by service take. Figures are ratios to the smallest size.
 *
 * Counter rows are written directly, then complete months are rolled up as the monthly recount does. The clock
 * stands mid-month, as it usually does, so 23 of the 24 months are rolled up and the remaining days are read one by
 * one. Each query also runs against the same rows before the roll-up.
 *
 *   node bench/volumes.ts
 */

import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { loadArea } from '#areas/load.ts';
import { wholeMonths } from '#src/domain/counting/bound.ts';
import { type ClosedDimension, cellOf, totalCell, valueCodes, valuesOf } from '#src/domain/counting/codes.ts';
import { addDays, londonDate, monthOf } from '#src/domain/london.ts';
import { dimensionValues, type VolumesQuery } from '#src/domain/volumes/query.ts';
import { monthBinder } from '#src/store/bound-months.ts';
import { standingCounters } from '#src/store/counted-history.ts';
import { counterReader } from '#src/store/counters.ts';
import { askVolumes } from '#src/usecases/ask-volumes.ts';
import type { CounterReader, CounterRow } from '#src/usecases/counter-ports.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';

const from = '2024-10-16';
const days = 730;
const to = addDays(from, days - 1);
const rounds = 15;
/** The worked example: real rows hold its services, parties and districts. */
const area = loadArea('greater-manchester');
const now = () => new Date('2026-10-15T12:00:00Z');
const closed = Object.keys(valueCodes) as ClosedDimension[];

/** One day's counter cells, with the day's referrals spread over the values of every dimension. */
function cells(referrals: number): Record<string, number> {
  const row: Record<string, number> = { [totalCell]: referrals };
  // A few values are common and most are rare: the second is half as common as the first, the third a third.
  const spread = (names: readonly string[]): void => {
    const whole = names.reduce((sum, _, index) => sum + 1 / (index + 1), 0);
    let left = referrals;
    names.forEach((name, index) => {
      const count = Math.min(left, Math.round(referrals / (index + 1) / whole));
      row[name] = count;
      left -= count;
    });
    const [first = totalCell] = names;
    row[first] = (row[first] ?? 0) + left;
  };
  for (const dimension of closed) spread(valuesOf(dimension).map((value) => cellOf(dimension, value)));
  for (const dimension of ['service', 'source', 'district'] as const)
    spread(dimensionValues(dimension, area).map((value) => cellOf(dimension, value)));
  return row;
}

async function fill({ client }: Emulator, table: string, referrals: number): Promise<void> {
  const rows = Array.from({ length: days }, (_, day) => {
    const count = Math.floor(((day + 1) * referrals) / days) - Math.floor((day * referrals) / days);
    return { k: 'r|all', d: addDays(from, day), ...cells(count) };
  });
  for (let at = 0; at < rows.length; at += 25) {
    const puts = rows.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
  }
}

/** Does what the monthly recount does for a month that agrees. The recount itself cannot run: these rows have no history. */
async function bindAll({ client }: Emulator, table: string): Promise<number> {
  const binder = monthBinder(client, table, () => new Date(now().getTime() - 86_400_000));
  const months = wholeMonths(from, to).filter((month) => month < monthOf(londonDate(now())));
  const begun = await Promise.all(months.map((month) => binder.begin(month)));
  const standing: CounterRow[] = [];
  for await (const row of standingCounters(client, table).rows(from, to)) if ('k' in row) standing.push(row);
  for (const [index, month] of months.entries()) {
    const rows = standing.filter(({ d }) => monthOf(d) === month);
    if (!(await binder.bind(month, begun[index] ?? '', rows))) throw new Error(`${month} was not bound`);
  }
  return months.length;
}

const byMonth: VolumesQuery = { measure: 'referrals', from, to, interval: 'month', by: ['offence'], format: 'json' };
const byDay: VolumesQuery = { ...byMonth, interval: 'day', by: ['service'] };
const questions = { 'two years by month by offence': byMonth, 'two years by day by service': byDay };

interface Size {
  referrals: number;
  table: string;
  counters: CounterReader;
}

/** Alternates between sizes, so that a noisy machine affects all of them, and prints the fastest run of each. */
async function tell(title: string, sizes: readonly Size[], query: VolumesQuery): Promise<void> {
  const runs = sizes.map(() => ({ ms: Number.POSITIVE_INFINITY, readUnits: 0 }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, { counters, referrals }] of sizes.entries()) {
      const started = performance.now();
      const { readUnits, total } = await askVolumes({ counters, area, now }, query);
      const ms = performance.now() - started;
      if (total !== referrals) throw new Error(`${total} counted of ${referrals}`);
      runs[index] = { ms: Math.min(ms, runs[index]?.ms ?? ms), readUnits };
    }
  }
  process.stdout.write(`${title}\n`);
  const [first] = runs;
  for (const [index, { ms, readUnits }] of runs.entries()) {
    const ratios = `time x ${(ms / (first?.ms ?? ms)).toFixed(2)}, read units x ${(readUnits / (first?.readUnits ?? readUnits)).toFixed(3)}`;
    process.stdout.write(
      `  ${sizes[index]?.referrals} referrals: ${ms.toFixed(1)} ms, ${readUnits} read units (${ratios})\n`,
    );
  }
}

const emulator = await startEmulator();
try {
  const sizes: Size[] = [];
  for (const referrals of [10_000, 100_000, 1_000_000]) {
    const table = (await emulator.makeTables(`bench${referrals}`)).counters;
    await fill(emulator, table, referrals);
    sizes.push({ referrals, table, counters: counterReader(emulator.client, table, now) });
  }
  for (const [title, query] of Object.entries(questions)) await tell(`${title}, all days unbound`, sizes, query);
  for (const { table } of sizes) {
    const began = performance.now();
    const months = await bindAll(emulator, table);
    process.stdout.write(`${months} months bound in ${(performance.now() - began).toFixed(0)} ms\n`);
  }
  for (const [title, query] of Object.entries(questions)) await tell(title, sizes, query);
} finally {
  await emulator.stop();
}
