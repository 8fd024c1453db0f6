/**
 * Loads the whole local run over HTTP: a burst, then a night's backlog in batches, as fast as they are accepted.
 * Nothing may be refused or lost: every accepted referral must be counted in the volumes, and the queue of each
 * chosen service must hold its message at least once. Prints how fast the first and the last thousand of the
 * backlog were accepted and handed off. The API, functions, queues and sender share this machine.
 *
 *   node bench/load.ts [backlog, 10000] [burst, 1500] [seconds of the burst, 60] [--aws-like]
 *
 * With --aws-like, DynamoDB waits, conflicts and throttles as on AWS (local/emulators/aws-like-dynamodb.ts).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type Client, connect } from '#demo/client.ts';
import { inParallel } from '#demo/parallel.ts';
import { startLocal } from '#local/system.ts';
import { submission } from '#test/support/submissions.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'aws-like': { type: 'boolean' } } });
const [backlog = 10_000, burst = 1500, burstSeconds = 60] = positionals.map(Number);
const batchSize = 100;
const concurrentBatches = 2;
const thousand = 1000;
const police = 'greater-manchester';
/** A Thursday morning that fits the dates in the made-up referrals. */
const morning = '2026-11-19T09:00:00Z';
const minRateRatio = 0.8;

const acceptedResponse = z.looseObject({
  referralId: z.string(),
  routing: z.looseObject({ chosen: z.array(z.looseObject({ service: z.string() })) }),
});
const batchResponse = z.looseObject({ results: z.array(z.looseObject({ status: z.number(), body: z.unknown() })) });
const handOffMessage = z.looseObject({ referralId: z.string(), handOffId: z.string(), queuedAt: z.string() });

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const verdict = (met: boolean): string => (met ? 'met' : 'missed');
const median = (numbers: number[], share = 0.5): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? 0;

let people = 0;
const spellNumber = (number: number): string =>
  String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? 'a');
/** A referral for a person not sent before. */
function nextReferral(): object {
  people += 1;
  return submission({
    crimeReference: `06AB/${1_000_000 + people}/26`,
    victim: { familyName: `Example-${spellNumber(people)}` },
  });
}

/** The services chosen for each referral that got a 201; other responses are counted by status. */
const accepted = new Map<string, string[]>();
const refused: Record<string, number> = {};
function recordAnswer(status: number, body: unknown): void {
  if (status !== 201) {
    refused[status] = (refused[status] ?? 0) + 1;
    return;
  }
  const { referralId, routing } = acceptedResponse.parse(body);
  accepted.set(
    referralId,
    routing.chosen.map(({ service }) => service),
  );
}

/** Sends at an even rate, whether or not the responses keep up. */
async function sendBurst(client: Client): Promise<void> {
  const times: number[] = [];
  const started = performance.now();
  const intervalMs = (burstSeconds * 1000) / burst;
  await Promise.all(
    Array.from({ length: burst }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * intervalMs));
      const sent = performance.now();
      const { status, json } = await client.call(police, 'POST', '/v1/referrals', nextReferral());
      times.push(performance.now() - sent);
      recordAnswer(status, json);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  print(
    `burst: ${burst} sent over ${burstSeconds} s, all answered after ${seconds.toFixed(1)} s; an answer took ${median(times).toFixed(0)} ms, one in a hundred over ${median(times, 0.99).toFixed(0)} ms`,
  );
}

/** @returns when each referral of the backlog was answered, in ms since sending began */
async function sendBacklog(client: Client): Promise<number[]> {
  const batches = Array.from({ length: Math.ceil(backlog / batchSize) }, (_, index) => index);
  const started = performance.now();
  const at: number[] = [];
  await inParallel(batches, concurrentBatches, async () => {
    const referrals = Array.from({ length: batchSize }, nextReferral);
    const { status, json } = await client.call(police, 'POST', '/v1/referrals/batch', { referrals });
    if (status !== 207) throw new Error(`a batch was answered ${status}`);
    for (const one of batchResponse.parse(json).results) recordAnswer(one.status, one.body);
    for (let count = 0; count < batchSize; count++) at.push(performance.now() - started);
  });
  print(
    `backlog: ${at.length} in batches of ${batchSize}, all answered after ${((at.at(-1) ?? 0) / 1000).toFixed(0)} s`,
  );
  return at;
}

/** Referrals per second over the first and the last thousand; `instants` are sorted and in ms. */
function ratesAtEnds(instants: number[]): { first: number; last: number } {
  const rate = (from: number, to: number): number =>
    (1000 * (to - from)) / ((instants[to] ?? 0) - (instants[from] ?? 0));
  const end = instants.length - 1;
  const width = Math.min(thousand, Math.floor(end / 2));
  return { first: rate(0, width), last: rate(end - width, end) };
}

function printRates(what: string, instants: number[]): void {
  const { first, last } = ratesAtEnds(instants);
  const ratio = last / first;
  print(
    `  ${what}: first thousand ${first.toFixed(0)}/s, last thousand ${last.toFixed(0)}/s: ${ratio.toFixed(2)} x; goal ${minRateRatio}: ${verdict(ratio >= minRateRatio)}`,
  );
  const rates: string[] = [];
  for (let at = thousand; at < instants.length; at += thousand)
    rates.push(((1000 * thousand) / ((instants[at] ?? 0) - (instants[at - thousand] ?? 0))).toFixed(0));
  print(`    each thousand, a second: ${rates.join(', ')}`);
}

type HandOffMessage = z.infer<typeof handOffMessage>;
async function drainQueues(client: Client): Promise<HandOffMessage[]> {
  const all: HandOffMessage[] = [];
  for (const url of Object.values(client.endpoints.queues))
    for (const { body } of await client.drain(url)) all.push(handOffMessage.parse(body));
  return all;
}

/** Counts duplicate messages. Delivery is at least once; the hand-off still takes effect once. */
const countRepeats = (messages: readonly HandOffMessage[]): number =>
  messages.length - new Set(messages.map(({ handOffId }) => handOffId)).size;

/** Lists every disagreement between the API's responses, the queues and the volumes. */
async function findLosses(client: Client, messages: readonly HandOffMessage[]): Promise<string[]> {
  const faults: string[] = [];
  const inQueues = Map.groupBy(messages, ({ referralId }) => referralId);
  for (const [id, services] of accepted) {
    const received = inQueues.get(id) ?? [];
    const distinct = new Set(received.map(({ handOffId }) => handOffId)).size;
    if (distinct !== services.length) faults.push(`${id} was for ${services.length} services and reached ${distinct}`);
  }
  const volumes = await client.call(
    'combined-authority',
    'GET',
    '/v1/volumes?interval=all&from=2026-11-01&to=2026-11-30',
  );
  const { total } = z.looseObject({ total: z.number() }).parse(volumes.json);
  if (total !== accepted.size) faults.push(`volumes tell ${total} of ${accepted.size}`);
  return faults;
}

const dataDir = mkdtempSync(join(tmpdir(), 'bench-load-'));
const survivedErrors: string[] = [];
const system = await startLocal({
  dataDir,
  port: 0,
  area: 'greater-manchester',
  now: Date.parse(morning),
  awsLike: values['aws-like'],
  progress: print,
  onError: (where, why) => survivedErrors.push(`${where}: ${why}`),
});
const client = connect(system.endpoints);
try {
  await sendBurst(client);
  await system.waitUntilIdle();
  const acceptedInBurst = accepted.size;
  const answeredAt = await sendBacklog(client);
  const backlogAnsweredAt = await client.readClock();
  await system.waitUntilIdle();
  const messages = await drainQueues(client);
  const faults = await findLosses(client, messages);
  const sent = burst + answeredAt.length;
  print(
    `${sent} sent, ${accepted.size} accepted, ${messages.length} messages in ${Object.keys(client.endpoints.queues).length} queues`,
  );
  print(
    `  refused: ${JSON.stringify(refused)}, lost: ${faults.length}: ${verdict(accepted.size === sent && faults.length === 0)}`,
  );
  print(`  messages that came again: ${countRepeats(messages)} (allowed: at least once)`);
  for (const fault of faults.slice(0, 5)) print(`    ${fault}`);
  for (const trouble of survivedErrors.slice(0, 5)) print(`    survived: ${trouble}`);
  const backlogIds = new Set([...accepted.keys()].slice(acceptedInBurst));
  const queuedAt = messages.flatMap(({ referralId, queuedAt: at }) =>
    backlogIds.has(referralId) ? [Date.parse(at)] : [],
  );
  queuedAt.sort((a, b) => a - b);
  printRates('answered', answeredAt);
  printRates('handed off', queuedAt);
  const queuedAfterAnswers = queuedAt.filter((at) => at > Date.parse(backlogAnsweredAt));
  if (queuedAfterAnswers.length > 2 * thousand) printRates('handed off, once all was answered', queuedAfterAnswers);
  process.exitCode = accepted.size === sent && faults.length === 0 ? 0 : 1;
} finally {
  client.close();
  await system.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
