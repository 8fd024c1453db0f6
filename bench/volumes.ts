/**
 * What a question about volumes costs with 10 thousand, 100 thousand and 1 million referrals behind
 * the counters, spread over two years; and how long two years by day by service take. The counter
 * rows are made directly. Prints figures as ratios to the smallest.
 *
 *   node bench/volumes.ts
 */

import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { loadArea } from '#areas/load.ts';
import { type ClosedDimension, cellOf, totalCell, valueCodes, valuesOf } from '#src/domain/counting/codes.ts';
import { addDays } from '#src/domain/london.ts';
import { dimensionValues, type VolumesQuery } from '#src/domain/volumes/query.ts';
import { counterReader } from '#src/store/counters.ts';
import { askVolumes } from '#src/usecases/ask-volumes.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';

const from = '2024-10-01';
const days = 730;
const to = addDays(from, days - 1);
const rounds = 15;
/** The worked example: its services, parties and districts are what stands in real rows. */
const area = loadArea('greater-manchester');
const now = () => new Date('2026-10-01T12:00:00Z');
const closed = Object.keys(valueCodes) as ClosedDimension[];

/** The cells of one day's row for everyone: its referrals spread over the values of each dimension. */
function cells(referrals: number): Record<string, number> {
  const row: Record<string, number> = { [totalCell]: referrals };
  // Some values are common and most are rare, as in life: the second half as common as the first, the third a third.
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

const month: VolumesQuery = { measure: 'referrals', from, to, interval: 'month', by: ['offence'], format: 'json' };
const byDay: VolumesQuery = { ...month, interval: 'day', by: ['service'] };

async function timed(ask: () => Promise<{ readUnits: number; total: number | null }>) {
  const started = performance.now();
  const { readUnits, total } = await ask();
  return { ms: performance.now() - started, readUnits, total };
}

const emulator = await startEmulator();
try {
  const sizes = [10_000, 100_000, 1_000_000];
  const behind = [];
  for (const referrals of sizes) {
    const table = (await emulator.makeTables(`bench${referrals}`)).counters;
    await fill(emulator, table, referrals);
    behind.push({
      referrals,
      counters: counterReader(emulator.client, table),
      runs: [] as Awaited<ReturnType<typeof timed>>[],
    });
  }
  const days = [];
  // Taken in turns, so that a noisy machine is noisy for all.
  for (let round = 0; round < rounds; round++) {
    for (const { counters, runs } of behind) runs.push(await timed(() => askVolumes({ counters, area, now }, month)));
    const [least] = behind;
    if (least) days.push(await timed(() => askVolumes({ counters: least.counters, area, now }, byDay)));
  }
  const quickest = (runs: { ms: number }[]): number => Math.min(...runs.map(({ ms }) => ms));
  const figures = behind.map(({ referrals, runs }) => ({
    referrals,
    ms: quickest(runs),
    readUnits: runs[0]?.readUnits ?? 0,
    total: runs[0]?.total ?? 0,
  }));
  const [first] = figures;
  process.stdout.write('two years by month by offence\n');
  for (const { referrals, ms, readUnits, total } of figures) {
    if (total !== referrals) throw new Error(`${total} counted of ${referrals}`);
    const ratios = `time x ${(ms / (first?.ms ?? ms)).toFixed(2)}, read units x ${(readUnits / (first?.readUnits ?? readUnits)).toFixed(2)}`;
    process.stdout.write(`  ${referrals} referrals: ${ms.toFixed(1)} ms, ${readUnits} read units (${ratios})\n`);
  }
  process.stdout.write(`two years by day by service: ${quickest(days).toFixed(1)} ms, of 100 at most\n`);
} finally {
  await emulator.stop();
}
