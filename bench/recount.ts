/**
 * Recounts a year of 1.4 million referrals month by month, as the deployed job does, over a history that is made directly: five rows
 * with counts for each referral, read from JSON as DynamoDB answers it, one referral in twenty of somebody who was referred a month before. What it
 * costs to make the rows is measured by itself and left out. Tables are not read: docs/measured.md says what their pages take.
 *
 *   node --max-old-space-size=900 bench/recount.ts [referrals a year, 1400000] [months, 1]
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as fc from 'fast-check';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import { addCounts, deltaAccumulator } from '#src/domain/counting/cells.ts';
import { linkDeltas } from '#src/domain/counting/distinct-people.ts';
import type { Count } from '#src/domain/counting/model.ts';
import { addDays, addMonths, monthOf } from '#src/domain/london.ts';
import { lastDayOf } from '#src/domain/months.ts';
import { compress, decompress } from '#src/platform/compression.ts';
import { eventsToRow, rowToEvents } from '#src/store/history-rows.ts';
import type { SeenInMonth } from '#src/usecases/ports/counters.ts';
import { recountMonths } from '#src/usecases/volumes/recount-months.ts';
import { area } from '#test/support/area-fixture.ts';
import { anyFacts, services } from '#test/support/generated-counts.ts';

const [year = 1_400_000, monthCount = 1] = process.argv.slice(2).map(Number);
const perMonth = Math.round(year / 12);
const firstMonth = '2026-01';
const variety = fc.sample(anyFacts, { numRuns: 400, seed: 7 });
/** One in twenty is a person of about a month before; never of one who was a repeat. */
const repeatDistance = Math.round(perMonth * 0.045) * 20 + 1;
const personOf = (n: number): number => (n % 20 === 0 && n >= repeatDistance ? n - repeatDistance : n);

const monthAt = (index: number): string => monthOf(addMonths(`${firstMonth}-01`, index));
const dayOf = (n: number): string => {
  const month = monthAt(Math.floor(n / perMonth));
  const days = Number(lastDayOf(month).slice(8));
  return addDays(`${month}-01`, Math.floor(((n % perMonth) * days) / perMonth));
};

const factsOf = (n: number) => variety[n % variety.length] ?? variety[0];
function countsOf(n: number): Count[][] {
  const facts = factsOf(n);
  if (!facts) throw new Error('no facts');
  const service = services[n % services.length];
  const base = { day: dayOf(n), facts, services: service ? [service] : [] };
  const minutes = n % 5000;
  return [
    [
      { ...base, measure: 'referrals' },
      { ...base, measure: 'victims', person: `person-of-referral-${personOf(n)}` },
      { ...base, measure: 'within-code' },
      { ...base, measure: 'handed-off' },
    ],
    [{ ...base, measure: 'accepted' }],
    [
      { ...base, measure: 'contacted', minutes },
      { ...base, measure: 'within-target', minutes },
    ],
    [{ ...base, measure: 'supporting', minutes }],
    [{ ...base, measure: 'closed', minutes, outcome: 'support-completed' }],
  ];
}

const linksOf = (n: number) => {
  const before = personOf(n);
  if (before === n) return [];
  const seen = (of: number) => {
    const [count] = countsOf(of).flat();
    if (!count) throw new Error('no count');
    return { day: count.day, facts: count.facts, services: count.services ?? [] };
  };
  return linkDeltas([seen(before)], [seen(n)]);
};

let makingMs = 0;
let peakMb = 0;
const watch = () => {
  peakMb = Math.max(peakMb, process.memoryUsage().rss / 2 ** 20);
};
const standing = new Map<string, ReturnType<typeof deltaAccumulator>>();

type Row = Record<string, AttributeValue>;

/** The rows of a referral, while its counters are counted beside. */
function rowsOf(n: number, accumulator: ReturnType<typeof deltaAccumulator>): Row[] {
  for (const { k, d, add } of linksOf(n)) for (const [cell, by] of Object.entries(add)) accumulator.add(k, d, cell, by);
  return countsOf(n).map((counts) => {
    addCounts(accumulator, counts);
    const event: HistoryEvent = { at: `${dayOf(n)}T09:00:00.000Z`, event: 'received', by: 'system', counts };
    const { id, row, facts, evs } = eventsToRow(`referral-${n}`, [event], '0001') ?? {};
    return { id: { S: String(id) }, row: { S: String(row) }, facts: { S: String(facts) }, evs: { S: String(evs) } };
  });
}

/** The month's history in pages as DynamoDB answers them. */
function* pagesOf(month: number): Generator<string> {
  const accumulator = deltaAccumulator();
  standing.set(monthAt(month), accumulator);
  const last = (month + 1) * perMonth - 1;
  let page: Row[] = [];
  let started = process.cpuUsage();
  for (let n = month * perMonth; n <= last; n++) {
    page.push(...rowsOf(n, accumulator));
    if (page.length < 100 && n < last) continue;
    const text = JSON.stringify(page);
    page = [];
    makingMs += cpuMs(started);
    yield text;
    started = process.cpuUsage();
  }
}
const cpuMs = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

const kept = new Map<string, Uint8Array[]>();
let done: string[] = [];
let current = 0;
for (; current < monthCount; current++) {
  makingMs = 0;
  peakMb = 0;
  const started = process.cpuUsage();
  const { months } = await recountMonths({
    area: area(),
    now: () => new Date(`${addDays(`${monthAt(current + 1)}-01`, 2)}T12:00:00Z`),
    history: {
      async *counts() {
        for (const text of pagesOf(current)) {
          const items: Record<string, AttributeValue>[] = JSON.parse(text);
          for (const item of items) for (const { counts } of rowToEvents(unmarshall(item))) yield counts;
          watch();
        }
      },
    },
    counters: {
      firstDay: async () => `${firstMonth}-01`,
      rolledUp: async () => new Set(done),
      rows: async (month) => (standing.get(month)?.deltas() ?? []).map(({ k, d, add }) => ({ k, d, cells: add })),
    },
    people: {
      async write(month, _, seen) {
        const chunks: Uint8Array[] = [];
        for (let at = 0; at < seen.length; at += 2000)
          chunks.push(
            compress(
              seen
                .slice(at, at + 2000)
                .map(({ person, referral }) => `${person} ${referral}`)
                .join('\n'),
            ),
          );
        kept.set(month, chunks);
        watch();
      },
      async *readBefore(month) {
        for (const [of, chunks] of kept) {
          if (of >= month) continue;
          for (const chunk of chunks)
            yield decompress(chunk)
              .split('\n')
              .map((line): SeenInMonth => {
                const space = line.indexOf(' ');
                return { person: line.slice(0, space), referral: line.slice(space + 1) };
              });
        }
        watch();
      },
    },
    rollUpWriter: {
      begin: async () => 'token',
      holds: async () => true,
      complete: async () => true,
      discard: async () => undefined,
    },
  });
  const [one] = months;
  const seconds = (cpuMs(started) - makingMs) / 1000;
  standing.clear();
  done = [...done, monthAt(current)];
  const peopleMb = [...kept.values()].flat().reduce((sum, chunk) => sum + chunk.length, 0) / 2 ** 20;
  process.stdout.write(
    `${one?.month}: ${perMonth} referrals, ${one?.counts} counts, ${one?.rows} rows, ${one?.differences.length} differ; ${seconds.toFixed(1)} s of processor time, ${peakMb.toFixed(0)} MB at most, people so far ${peopleMb.toFixed(1)} MB\n`,
  );
  if (one?.differences.length) process.exitCode = 1;
}
