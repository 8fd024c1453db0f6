/**
 * Loads the whole local run over HTTP: a burst, then a night's backlog in batches, as fast as they are accepted.
 * Nothing may be refused or lost: every accepted referral must be counted in the volumes, and the queue of each
 * chosen service must hold its message at least once. Prints how fast the first and the last thousand of the
 * backlog were accepted and handed off. The API, functions, queues and sender share this machine.
 *
 *   node bench/load.ts [backlog, 10000] [burst, 1500] [seconds of the burst, 60]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type Client, connect } from '#local/demo/client.ts';
import { inParallel } from '#local/demo/parallel.ts';
import { startLocal } from '#local/system.ts';
import { submission } from '#test/support/submissions.ts';

const [backlog = 10_000, burst = 1500, burstSeconds = 60] = process.argv.slice(2).map(Number);
const perBatch = 100;
const batchesAtOnce = 2;
const thousand = 1000;
const police = 'greater-manchester';
/** A Thursday morning that fits the dates in the made-up referrals. */
const morning = '2026-11-19T09:00:00Z';
const leastRate = 0.8;

const taken = z.looseObject({
  referralId: z.string(),
  routing: z.looseObject({ chosen: z.array(z.looseObject({ service: z.string() })) }),
});
const batchAnswer = z.looseObject({ results: z.array(z.looseObject({ status: z.number(), body: z.unknown() })) });
const handOff = z.looseObject({ referralId: z.string(), handOffId: z.string(), queuedAt: z.string() });

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const verdict = (met: boolean): string => (met ? 'met' : 'missed');
const median = (numbers: number[], share = 0.5): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? 0;

let people = 0;
const letters = (number: number): string =>
  String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? 'a');
/** A referral for a person not sent before. */
function somebody(): object {
  people += 1;
  return submission({
    crimeReference: `06AB/${1_000_000 + people}/26`,
    victim: { familyName: `Example-${letters(people)}` },
  });
}

/** The services chosen for each referral that got a 201; other responses are counted by status. */
const answered = new Map<string, string[]>();
const refused: Record<string, number> = {};
function note(status: number, body: unknown): void {
  if (status !== 201) {
    refused[status] = (refused[status] ?? 0) + 1;
    return;
  }
  const { referralId, routing } = taken.parse(body);
  answered.set(
    referralId,
    routing.chosen.map(({ service }) => service),
  );
}

/** Sends at an even rate, whether or not the responses keep up. */
async function sendBurst(client: Client): Promise<void> {
  const times: number[] = [];
  const began = performance.now();
  const every = (burstSeconds * 1000) / burst;
  await Promise.all(
    Array.from({ length: burst }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * every));
      const sent = performance.now();
      const { status, json } = await client.call(police, 'POST', '/v1/referrals', somebody());
      times.push(performance.now() - sent);
      note(status, json);
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  print(
    `burst: ${burst} sent over ${burstSeconds} s, all answered after ${seconds.toFixed(1)} s; an answer took ${median(times).toFixed(0)} ms, one in a hundred over ${median(times, 0.99).toFixed(0)} ms`,
  );
}

/** @returns when each referral of the backlog was answered, in ms since sending began */
async function sendBacklog(client: Client): Promise<number[]> {
  const batches = Array.from({ length: Math.ceil(backlog / perBatch) }, (_, index) => index);
  const began = performance.now();
  const at: number[] = [];
  await inParallel(batches, batchesAtOnce, async () => {
    const referrals = Array.from({ length: perBatch }, somebody);
    const { status, json } = await client.call(police, 'POST', '/v1/referrals/batch', { referrals });
    if (status !== 207) throw new Error(`a batch was answered ${status}`);
    for (const one of batchAnswer.parse(json).results) note(one.status, one.body);
    for (let count = 0; count < perBatch; count++) at.push(performance.now() - began);
  });
  print(
    `backlog: ${at.length} in batches of ${perBatch}, all answered after ${((at.at(-1) ?? 0) / 1000).toFixed(0)} s`,
  );
  return at;
}

/** Referrals per second over the first and the last thousand; `instants` are sorted and in ms. */
function ends(instants: number[]): { first: number; last: number } {
  const rate = (from: number, to: number): number =>
    (1000 * (to - from)) / ((instants[to] ?? 0) - (instants[from] ?? 0));
  const end = instants.length - 1;
  const width = Math.min(thousand, Math.floor(end / 2));
  return { first: rate(0, width), last: rate(end - width, end) };
}

function tellEnds(what: string, instants: number[]): void {
  const { first, last } = ends(instants);
  const ratio = last / first;
  print(
    `  ${what}: first thousand ${first.toFixed(0)}/s, last thousand ${last.toFixed(0)}/s: ${ratio.toFixed(2)} x; goal ${leastRate}: ${verdict(ratio >= leastRate)}`,
  );
  const rates: string[] = [];
  for (let at = thousand; at < instants.length; at += thousand)
    rates.push(((1000 * thousand) / ((instants[at] ?? 0) - (instants[at - thousand] ?? 0))).toFixed(0));
  print(`    each thousand, a second: ${rates.join(', ')}`);
}

type HandOff = z.infer<typeof handOff>;
async function drainAll(client: Client): Promise<HandOff[]> {
  const all: HandOff[] = [];
  for (const url of Object.values(client.endpoints.queues))
    for (const { body } of await client.drain(url)) all.push(handOff.parse(body));
  return all;
}

/** Counts duplicate messages. Delivery is at least once; the hand-off still takes effect once. */
const again = (messages: readonly HandOff[]): number =>
  messages.length - new Set(messages.map(({ handOffId }) => handOffId)).size;

/** Lists every disagreement between the API's responses, the queues and the volumes. */
async function lost(client: Client, messages: readonly HandOff[]): Promise<string[]> {
  const faults: string[] = [];
  const inQueues = Map.groupBy(messages, ({ referralId }) => referralId);
  for (const [id, services] of answered) {
    const found = inQueues.get(id) ?? [];
    const different = new Set(found.map(({ handOffId }) => handOffId)).size;
    if (different !== services.length)
      faults.push(`${id} was for ${services.length} services and reached ${different}`);
  }
  const volumes = await client.call(
    'combined-authority',
    'GET',
    '/v1/volumes?interval=all&from=2026-11-01&to=2026-11-30',
  );
  const { total } = z.looseObject({ total: z.number() }).parse(volumes.json);
  if (total !== answered.size) faults.push(`volumes tell ${total} of ${answered.size}`);
  return faults;
}

const dataDir = mkdtempSync(join(tmpdir(), 'bench-load-'));
const troubles: string[] = [];
const system = await startLocal({
  dataDir,
  port: 0,
  area: 'greater-manchester',
  now: Date.parse(morning),
  onTrouble: (where, why) => troubles.push(`${where}: ${why}`),
});
const client = connect(system.endpoints);
try {
  await sendBurst(client);
  await system.idle();
  const before = answered.size;
  const answeredAt = await sendBacklog(client);
  const doorShut = await client.clock();
  await system.idle();
  const messages = await drainAll(client);
  const faults = await lost(client, messages);
  const sent = burst + answeredAt.length;
  print(
    `${sent} sent, ${answered.size} accepted, ${messages.length} messages in ${Object.keys(client.endpoints.queues).length} queues`,
  );
  print(
    `  refused: ${JSON.stringify(refused)}, lost: ${faults.length}: ${verdict(answered.size === sent && faults.length === 0)}`,
  );
  print(`  messages that came again: ${again(messages)} (allowed: at least once)`);
  for (const fault of faults.slice(0, 5)) print(`    ${fault}`);
  for (const trouble of troubles.slice(0, 5)) print(`    survived: ${trouble}`);
  const ofBacklog = new Set([...answered.keys()].slice(before));
  const queuedAt = messages.flatMap(({ referralId, queuedAt: at }) =>
    ofBacklog.has(referralId) ? [Date.parse(at)] : [],
  );
  queuedAt.sort((a, b) => a - b);
  tellEnds('answered', answeredAt);
  tellEnds('handed off', queuedAt);
  const alone = queuedAt.filter((at) => at > Date.parse(doorShut));
  if (alone.length > 2 * thousand) tellEnds('handed off, once all was answered', alone);
  process.exitCode = answered.size === sent && faults.length === 0 ? 0 : 1;
} finally {
  client.close();
  await system.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
