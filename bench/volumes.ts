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
import { type ClosedDimension, cellOf, totalCell, valueCodes, valuesOf } from '#src/domain/counting/codes.ts';
import type { CounterRow } from '#src/domain/counting/model.ts';
import { addDays, londonDate, monthOf } from '#src/domain/london.ts';
import { wholeMonths } from '#src/domain/months.ts';
import { dimensionValues, type VolumesQuery } from '#src/domain/volumes/query.ts';
import { storedCounters } from '#src/store/counted-history.ts';
import { counterReader } from '#src/store/counters.ts';
import { rollUpWriter } from '#src/store/roll-up-writer.ts';
import type { CounterReader } from '#src/usecases/ports/counters.ts';
import { queryVolumes } from '#src/usecases/volumes/query-volumes.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { noteRatio } from './support/ratios.ts';

const from = '2024-10-16';
const days = 730;
const to = addDays(from, days - 1);
const rounds = 15;
/** The worked example: real rows hold its services, parties and districts. */
const area = loadArea('greater-manchester');
const now = () => new Date('2026-10-15T12:00:00Z');
const closedDimensions = Object.keys(valueCodes) as ClosedDimension[];

/** One day's counter cells, with the day's referrals spread over the values of every dimension. */
function cellsOfDay(referrals: number): Record<string, number> {
  const row: Record<string, number> = { [totalCell]: referrals };
  // A few values are common and most are rare: the second is half as common as the first, the third a third.
  const spread = (names: readonly string[]): void => {
    const weightSum = names.reduce((sum, _, index) => sum + 1 / (index + 1), 0);
    let remaining = referrals;
    names.forEach((name, index) => {
      const count = Math.min(remaining, Math.round(referrals / (index + 1) / weightSum));
      row[name] = count;
      remaining -= count;
    });
    const [first = totalCell] = names;
    row[first] = (row[first] ?? 0) + remaining;
  };
  for (const dimension of closedDimensions) spread(valuesOf(dimension).map((value) => cellOf(dimension, value)));
  for (const dimension of ['service', 'source', 'district'] as const)
    spread(dimensionValues(dimension, area).map((value) => cellOf(dimension, value)));
  return row;
}

async function fillCounters({ client }: Emulator, table: string, referrals: number): Promise<void> {
  const rows = Array.from({ length: days }, (_, day) => {
    const count = Math.floor(((day + 1) * referrals) / days) - Math.floor((day * referrals) / days);
    return { k: 'r|all', d: addDays(from, day), ...cellsOfDay(count) };
  });
  for (let at = 0; at < rows.length; at += 25) {
    const puts = rows.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
  }
}

/** Does what the monthly recount does for a month that agrees. The recount itself cannot run: these rows have no history. */
async function rollUpMonths({ client }: Emulator, table: string): Promise<number> {
  const rollUps = rollUpWriter(client, table, () => new Date(now().getTime() - 86_400_000));
  const months = wholeMonths(from, to).filter((month) => month < monthOf(londonDate(now())));
  const starts = await Promise.all(months.map((month) => rollUps.begin(month)));
  const counterRows: CounterRow[] = [];
  for await (const row of storedCounters(client, table).rows(from, to)) if ('k' in row) counterRows.push(row);
  for (const [index, month] of months.entries()) {
    const rows = counterRows.filter(({ d }) => monthOf(d) === month);
    if (!(await rollUps.complete(month, starts[index] ?? '', rows))) throw new Error(`${month} was not bound`);
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
async function measureQuestion(title: string, sizes: readonly Size[], query: VolumesQuery): Promise<void> {
  const runs = sizes.map(() => ({ ms: Number.POSITIVE_INFINITY, readUnits: 0 }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, { counters, referrals }] of sizes.entries()) {
      const started = performance.now();
      const { readUnits, total } = await queryVolumes({ counters, area, now }, query);
      const ms = performance.now() - started;
      if (total !== referrals) throw new Error(`${total} counted of ${referrals}`);
      runs[index] = { ms: Math.min(ms, runs[index]?.ms ?? ms), readUnits };
    }
  }
  process.stdout.write(`${title}\n`);
  const [first] = runs;
  const last = runs.at(-1);
  if (first && last)
    noteRatio(`read units, ${title}: a million referrals to ten thousand`, last.readUnits / first.readUnits, 'lower');
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
    await fillCounters(emulator, table, referrals);
    sizes.push({ referrals, table, counters: counterReader(emulator.client, table, now) });
  }
  for (const [title, query] of Object.entries(questions))
    await measureQuestion(`${title}, all days unbound`, sizes, query);
  for (const { table } of sizes) {
    const started = performance.now();
    const months = await rollUpMonths(emulator, table);
    process.stdout.write(`${months} months bound in ${(performance.now() - started).toFixed(0)} ms\n`);
  }
  for (const [title, query] of Object.entries(questions)) await measureQuestion(title, sizes, query);
} finally {
  await emulator.stop();
}
