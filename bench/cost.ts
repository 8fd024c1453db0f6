/**
 * The list price of 1,000 referrals through all stages, of the jobs that run by the clock, and of a month by volume. Counts the calls
 * the code really makes, in the capacity units DynamoDB would bill (reported by the emulator), and the bytes that it really logs, at the
 * prices in bench/support/prices-eu-west-2.json.
 *
 *   node bench/cost.ts [referrals, 10] [--rows]
 *
 * With --rows, the write units are told apart by kind of row and index, which takes twice as long.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { loadArea } from '#areas/load.ts';
import { synthTemplate } from '#lib/synth.ts';
import { balanceDays } from '#src/usecases/balance/balance-days.ts';
import { type SweepDeps, sweep } from '#src/usecases/dispatch/sweep.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { sendDueMail } from '#src/usecases/mail/send-mail.ts';
import { startEmulator } from '#test/support/emulator.ts';
import { submission } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';
import { costOf, monthlyTable, type Prices, sumOf, volumes } from './support/bill.ts';
import { type FixedPrices, fixedCostOf } from './support/fixed-cost.ts';
import { noteRatio } from './support/ratios.ts';
import { referralWalk } from './support/referral-walk.ts';
import { sizeOf } from './support/row-units.ts';
import {
  accessLogBytes,
  addUsage,
  countCapacity,
  noUsage,
  platformLogBytes,
  type Usage,
  usageNames,
} from './support/usage.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { rows: { type: 'boolean' } } });
const referrals = Number(positionals[0] ?? 10);
const prices: Prices & FixedPrices = JSON.parse(
  readFileSync(join(import.meta.dirname, 'support/prices-eu-west-2.json'), 'utf8'),
);
const police = 'greater-manchester';
const hoursAMonth = 730;
/** Runs a month of what has a schedule (lib/intake-stack.ts). The recount reads a month once: docs/scale.md. */
const jobs = {
  sweep: { name: 'sweep', runs: 60 * hoursAMonth },
  mail: { name: 'mail', runs: 60 * hoursAMonth },
  deadlines: { name: 'deadlines', runs: 11 * hoursAMonth },
  firstDeadlines: { name: 'deadlines, with the hourly checks', runs: hoursAMonth },
  erase: { name: 'erase', runs: hoursAMonth },
  balance: { name: 'balance', runs: hoursAMonth / 24 },
} as const;
/** A service that waits for messages asks again every 20 seconds; who owns a queue is charged for all requests to it. */
const pollsAMonth = 3 * 60 * hoursAMonth;

const stageNames = ['submit', 'dispatch', 'collect', 'accept', 'contact', 'support', 'close'];
const rowStages = [...stageNames, 'e-mail'];
const sweepsThatLook = 7;
const uncheckedSweep = 'the sweep without its check';
const resent = 5;
/** DynamoDB adds this to each row that it stores. */
const rowOverhead = 100;

const stages = new Map<string, Usage>();
const rowsByStage = new Map<string, Map<string, number>>();
let stage = 'nothing';
const note = (usage: Partial<Usage>): void => void stages.set(stage, addUsage(stages.get(stage) ?? noUsage, usage));
/** A walk that is counted as a whole. */
let whole: string | undefined;
function beginStage(name: string, calls: Partial<Usage>): void {
  stage = whole ?? name;
  const { http = 0, lambda = 0 } = calls;
  note({ ...calls, logBytes: http * accessLogBytes + lambda * platformLogBytes });
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const printLine = (cells: (string | number)[], width = 11): void =>
  print(cells.map((cell, index) => (index === 0 ? String(cell).padEnd(52) : String(cell).padStart(width))).join(''));

const emulator = await startEmulator();
try {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const observer = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: emulator.url, region: 'eu-west-2', credentials }),
  );
  countCapacity(
    emulator.client,
    ({ rows, write, read }) => {
      note({ write, read });
      for (const [row, units] of rows) {
        const ofRow = rowsByStage.get(row) ?? new Map<string, number>();
        rowsByStage.set(row, ofRow.set(stage, (ofRow.get(stage) ?? 0) + units));
      }
    },
    values.rows ? observer : undefined,
  );
  const area = loadArea('greater-manchester');
  const world = await makeTestSystem(emulator, area);
  world.lines.push = (...lines: string[]) => {
    note({ logBytes: lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0) });
    return 0;
  };
  await playReferrals(world);
  const gb = (await storedBytes(world)) / referrals / 1e9;
  await runJobs(world);
  await eraseAll(world);
  report(area.parties.filter(({ api, kind }) => api && kind === 'service').length, gb);
} finally {
  await emulator.stop();
}

async function playReferrals(world: TestSystem): Promise<void> {
  const walk = referralWalk(world, world.deps.area, beginStage, note);
  for (let number = 0; number < referrals; number++) {
    const body = nextReferral(world.clock.now, number);
    const referred = await walk.refer(police, body);
    await walk.sendMail();
    await walk.work(referred);
    if (number < resent) await walk.resend(police, body);
    // The sweeps of the next minutes look at it, and the one that closes its hour.
    await sweepAfter(world, 'sweep, of a new referral');
    // More than a quarter of an hour: each hand-off has an e-mail of its own, as in a quiet area.
    world.wait(0.2);
  }
  whole = 'the canary’s referral';
  // It also calls as the sender at the end, and is a function itself.
  beginStage(whole, { http: 1, lambda: 2 });
  await walk.work(await walk.refer('canary-sender', nextReferral(world.clock.now, referrals)), { isShort: true });
  whole = undefined;
}

/** One that was reported the evening before: in the Code's time, as nearly all are. */
function nextReferral(now: Date, number: number): object {
  const familyName = `Example${String.fromCharCode(97 + (number % 26)).repeat(1 + number / 26)}`;
  const reportedAt = new Date(now.getTime() - 11 * 3_600_000).toISOString();
  const occurredOn = new Date(now.getTime() - 35 * 3_600_000).toISOString().slice(0, 10);
  const crimeReference = `06AB/${String(number).padStart(7, '0')}/26`;
  return submission({ crimeReference, reportedAt, victim: { familyName }, offence: { occurredOn } });
}

async function sweepAfter(world: TestSystem, name: string): Promise<void> {
  beginStage(name, {});
  for (let minute = 0; minute < sweepsThatLook; minute++) {
    world.wait(1 / 60);
    await sweep(withoutCheck(world));
  }
}

/** The check of all cases reads a slice of the table by each sweep, whatever is new, and not always as much. */
function withoutCheck({ deps }: TestSystem): SweepDeps {
  return { ...deps, cases: { ...deps.cases, casesToCheck: async () => ({ ids: [] }) } };
}

/** Each when nothing is new. */
async function runJobs(world: TestSystem): Promise<void> {
  const run = async (name: string, job: () => Promise<unknown>): Promise<void> => {
    beginStage(name, { lambda: 1 });
    await job();
  };
  const erase = () => eraseDue({ ...world.deps, rules: world.deps.area.rules });
  const balance = () => balanceDays({ ...world.deps, counters: world.deps.reader });
  world.wait(4);
  await run('the sweep that closes the hours', () => sweep(world.deps));
  await run('the first mail of a day', () => sendDueMail(world.deps));
  await run(jobs.firstDeadlines.name, () => processDeadlines(world.deps));
  await run(jobs.sweep.name, () => sweep(world.deps));
  await run(uncheckedSweep, () => sweep(withoutCheck(world)));
  await run(jobs.mail.name, () => sendDueMail(world.deps));
  await run(jobs.deadlines.name, () => processDeadlines(world.deps));
  await run(jobs.erase.name, erase);
  world.wait(24);
  await run('the first balance', balance);
  world.wait(24);
  await run(jobs.balance.name, balance);
}

/** Their time is over, and later the person's too. */
async function eraseAll(world: TestSystem): Promise<void> {
  beginStage('erase, of each', {});
  world.wait(24 * 366 * 6.2);
  await eraseDue({ ...world.deps, rules: world.deps.area.rules });
  world.wait(24 * 366 * 3);
  await eraseDue({ ...world.deps, rules: world.deps.area.rules });
}

/** What a referral leaves in the tables for good, but the counters, whose size does not depend on it. */
async function storedBytes(world: TestSystem): Promise<number> {
  let bytes = 0;
  for (const TableName of [world.tables.referrals, world.tables.work]) {
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await world.client.send(new ScanCommand({ TableName, ExclusiveStartKey }));
      for (const row of page.Items ?? []) bytes += sizeOf(row) + rowOverhead;
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
  }
  return bytes;
}

function report(polled: number, gb: number): void {
  const usageOf = (name: string): Usage => stages.get(name) ?? noUsage;
  const perReferral = (name: string): Usage => addUsage(noUsage, usageOf(name), 1 / referrals);
  const { lambda: _, logBytes: __, ...idleSweep } = usageOf(uncheckedSweep);
  const { lambda: ___, logBytes: ____, ...idleMail } = usageOf(jobs.mail.name);
  const parts: [string, Usage][] = stageNames.map((name) => [name, perReferral(name)]);
  // What a run costs anyway is the month's.
  parts.push(['e-mail', addUsage(perReferral('e-mail'), idleMail, -1)]);
  parts.push(['sweep', addUsage(perReferral('sweep, of a new referral'), idleSweep, -sweepsThatLook)]);
  const all = parts.reduce((sum, [, usage]) => addUsage(sum, usage), noUsage);
  const erasing = perReferral('erase, of each');
  noteRatio('write units of a referral, all stages', all.write, 'lower');
  noteRatio('read units of a referral, all stages', all.read, 'lower');
  print(`${referrals} referrals, one service each, worked to the end. Per referral:`);
  printLine(['stage', ...usageNames]);
  const printUsage = (name: string, usage: Usage) =>
    printLine([name, ...usageNames.map((one) => usage[one].toFixed(2))]);
  for (const [name, usage] of [...parts, ['all', all], ['its erasure', erasing]] as const) printUsage(name, usage);
  printUsage('the canary’s referral', usageOf('the canary’s referral'));
  printUsage('a resend', addUsage(noUsage, usageOf('resend'), 1 / resent));
  print('\nPer run, when nothing is new:');
  for (const { name } of Object.values(jobs)) printUsage(name, usageOf(name));

  print('\nUSD for 1,000 referrals, list price, London:');
  const each = costOf(all, prices);
  for (const [name, cost] of Object.entries(each)) printLine([`  ${name}`, (1000 * cost).toFixed(4)]);
  const mail = each['E-mails'] ?? 0;
  printLine(['  all but e-mails; goal 0.055', (1000 * (sumOf(each) - mail)).toFixed(4)]);

  const jobsMonth = Object.values(jobs).reduce(
    (sum, { name, runs }) => sum + runs * sumOf(costOf(usageOf(name), prices)),
    0,
  );
  const canary = 4 * hoursAMonth * sumOf(costOf(usageOf('the canary’s referral'), prices));
  const polls = polled * pollsAMonth * prices.sqsStandardRequestPer64KiB;
  const fixed = fixedCostOf(synthTemplate('greater-manchester'), prices).reduce((sum, { cost }) => sum + cost, 0);
  const table = monthlyTable(
    {
      referral: sumOf(each) - mail,
      mail,
      erasure: sumOf(costOf(erasing, prices)),
      gb,
      jobs: jobsMonth + polls + canary,
      fixed,
    },
    prices.dynamoGbMonth,
  );
  print(
    `\nUSD a month, ${polled} services that poll, ${(gb * 1e6).toFixed(1)} KB stored for each referral, by referrals a year:`,
  );
  printLine(['', ...volumes]);
  for (const [name, ...costs] of table) printLine([name, ...costs.map((cost) => cost.toFixed(2))]);
  if (values.rows) printRows();
}

function printRows(): void {
  print('\nWrite units of a referral by row and index:');
  printLine(['', ...rowStages, 'all'], 9);
  for (const [row, units] of [...rowsByStage].sort(([one], [other]) => one.localeCompare(other))) {
    const numbers = rowStages.map((name) => (units.get(name) ?? 0) / referrals);
    const sum = numbers.reduce((total, one) => total + one, 0);
    if (sum > 0) printLine([row, ...[...numbers, sum].map((one) => one.toFixed(2))], 9);
  }
}
