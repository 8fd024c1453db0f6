/**
 * The list price of 1,000 referrals through all stages. Counts the calls the code really makes, in the capacity
 * units DynamoDB would bill (reported by the emulator), at the prices in bench/support/prices-eu-west-2.json.
 *
 *   node bench/cost.ts
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadArea } from '#areas/load.ts';
import { handOffId } from '#src/domain/ids.ts';
import { dispatchRecords } from '#src/usecases/dispatch-records.ts';
import { readHandOff, reportStatus } from '#src/usecases/hand-offs.ts';
import { sendDueMail } from '#src/usecases/send-mail.ts';
import { submitReferral } from '#src/usecases/submit-referral.ts';
import { startEmulator } from '#test/support/emulator.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { submission } from '#test/support/submissions.ts';
import { makeTestSystem } from '#test/support/test-system.ts';
import { noteRatio } from './support/ratios.ts';

interface Prices {
  lambdaRequest: number;
  lambdaGbSecondArm64: number;
  httpApiRequest: number;
  dynamoWriteUnit: number;
  dynamoReadUnit: number;
  sqsStandardRequestPer64KiB: number;
  kmsRequest: number;
  logsIngestGb: number;
  sesEmail: number;
}
const prices: Prices = JSON.parse(readFileSync(join(import.meta.dirname, 'support/prices-eu-west-2.json'), 'utf8'));

const referrals = 200;
/** Assumed, not measured: the billed duration of a warm Lambda call, and the bytes each call logs. */
const assumptions = { gbSecondsPerCall: 0.02 * 0.5, logBytesPerCall: 600 };

interface StageUsage {
  write: number;
  read: number;
  http: number;
  lambda: number;
  sqs: number;
  mail: number;
}
const stages = new Map<string, StageUsage>();
let stage = '';
const stageUsage = (): StageUsage => {
  const usage = stages.get(stage) ?? { write: 0, read: 0, http: 0, lambda: 0, sqs: 0, mail: 0 };
  stages.set(stage, usage);
  return usage;
};

const emulator = await startEmulator();
try {
  countCapacity();
  const area = loadArea('greater-manchester');
  const world = await makeTestSystem(emulator, area);
  const police = { id: partyId('greater-manchester'), kind: 'police' } as const;
  for (let number = 0; number < referrals; number++) {
    beginStage('submit', { http: 1, lambda: 1 });
    const crimeReference = `06AB/${String(number).padStart(7, '0')}/26`;
    const person = {
      givenName: 'Sam',
      familyName: `Example${String.fromCharCode(97 + (number % 26))}`.repeat(1 + number / 26),
    };
    const result = await submitReferral(world.deps, police, submission({ crimeReference, victim: person }));
    if (!('created' in result)) throw new Error('a referral was not taken');
    const { id, decision } = result.created;
    // The stream delivers up to 25 records per call. One per call is the worst case, as in a quiet area.
    beginStage('dispatch', { lambda: 1, sqs: 1 });
    await dispatchRecords(world.deps, [{ id, version: '1', sequence: '1' }]);
    // The run of each minute has one referral to tell of, as in a quiet area.
    beginStage('mail', { lambda: 1 });
    stageUsage().mail += (await sendDueMail(world.deps)).sent;
    const service = decision.chosen[0]?.service ?? serviceId('none');
    const handOff = handOffId(id, 1);
    // Two SQS calls: receive and delete. The service's empty polls are on its own bill.
    beginStage('collect', { http: 1, lambda: 1, sqs: 2 });
    const detail = await readHandOff(world.deps, service, handOff);
    const at = () => world.clock.now.toISOString();
    beginStage('accept', { http: 1, lambda: 1 });
    await reportStatus(world.deps, service, handOff, { status: 'accepted' }, { code: detail?.confirmationCode });
    beginStage('contact', { http: 1, lambda: 1 });
    await reportStatus(world.deps, service, handOff, { status: 'contacted', at: at() });
    beginStage('support', { http: 1, lambda: 1 });
    await reportStatus(world.deps, service, handOff, { status: 'supporting' });
    beginStage('close', { http: 1, lambda: 1 });
    await reportStatus(world.deps, service, handOff, { status: 'closed', outcome: 'support-completed' });
    // More than a quarter of an hour: each hand-off has an e-mail of its own, as in a quiet area.
    world.wait(0.3);
  }
  printReport();
} finally {
  await emulator.stop();
}

function beginStage(name: string, calls: Partial<StageUsage>): void {
  stage = name;
  const sums = stageUsage();
  for (const key of Object.keys(calls) as (keyof StageUsage)[]) sums[key] += calls[key] ?? 0;
}

/** Requests the consumed capacity of every call: it includes indexes, and counts transactions twice, as the bill does. */
function countCapacity(): void {
  emulator.client.middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as { ReturnConsumedCapacity?: string };
      input.ReturnConsumedCapacity = 'TOTAL';
      const result = await next(args);
      const output = result.output as { ConsumedCapacity?: Capacity | Capacity[] };
      const all = [output.ConsumedCapacity ?? []].flat();
      const isWrite = /Put|Update|Delete|TransactWrite/.test(result.output ? operationOf(args) : '');
      for (const { CapacityUnits = 0 } of all) stageUsage()[isWrite ? 'write' : 'read'] += CapacityUnits;
      return result;
    },
    { step: 'initialize', name: 'countCapacity', priority: 'low' },
  );
}
interface Capacity {
  CapacityUnits?: number;
}
function operationOf(args: { input: object }): string {
  if ('TransactItems' in args.input) return 'TransactWrite';
  if ('Item' in args.input) return 'Put';
  return 'UpdateExpression' in args.input ? 'Update' : 'Get';
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function printReport(): void {
  const line = (cells: (string | number)[]) =>
    print(cells.map((cell, index) => String(cell).padEnd(index === 0 ? 10 : 12)).join(''));
  const each = (key: keyof StageUsage) => [...stages.values()].reduce((sum, one) => sum + one[key], 0) / referrals;
  noteRatio('write units of a referral, all stages', each('write'), 'lower');
  noteRatio('read units of a referral, all stages', each('read'), 'lower');
  const perThousand = (total: number) => (total / referrals) * 1000;
  print(`${referrals} referrals, one service each, worked to the end. Per referral:`);
  line(['stage', 'write units', 'read units', 'http', 'lambda', 'sqs', 'e-mails']);
  const total: StageUsage = { write: 0, read: 0, http: 0, lambda: 0, sqs: 0, mail: 0 };
  for (const [name, sums] of stages) {
    line([name, ...Object.values(sums).map((sum: number) => (sum / referrals).toFixed(2))]);
    for (const key of Object.keys(total) as (keyof StageUsage)[]) total[key] += sums[key];
  }
  line(['all', ...Object.values(total).map((sum: number) => (sum / referrals).toFixed(2))]);
  const cost = {
    'DynamoDB writes': perThousand(total.write) * prices.dynamoWriteUnit,
    'DynamoDB reads': perThousand(total.read) * prices.dynamoReadUnit,
    'HTTP API': perThousand(total.http) * prices.httpApiRequest,
    'Lambda requests': perThousand(total.lambda) * prices.lambdaRequest,
    'Lambda time (assumed)': perThousand(total.lambda) * assumptions.gbSecondsPerCall * prices.lambdaGbSecondArm64,
    SQS: perThousand(total.sqs) * prices.sqsStandardRequestPer64KiB,
    'E-mails': perThousand(total.mail) * prices.sesEmail,
    'Logs (assumed)': ((perThousand(total.lambda) * assumptions.logBytesPerCall) / 1e9) * prices.logsIngestGb,
  };
  print('\nUSD for 1,000 referrals, list price, London:');
  for (const [name, sum] of Object.entries(cost)) print(`  ${name.padEnd(24)}${sum.toFixed(4)}`);
  const sum = Object.values(cost).reduce((all, one) => all + one, 0);
  print(`  ${'all'.padEnd(24)}${sum.toFixed(4)}   goal 0.05: ${sum <= 0.05 ? 'met' : 'missed'}`);
}
