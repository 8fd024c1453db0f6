/**
 * Warm intake: the deployed handler against a floor (parse and one PutItem) and against the usual stack
 * (bench/peers/usual-stack.ts: Middy, Powertools, a direct send). Ours is bundled as it is deployed, the others
 * conventionally. Each runs in its own process, calls the same emulators with the same SDK client, and receives the
 * same API Gateway events, in short alternating rounds. A reported ratio is the median of the per-round ratios.
 * The SQS emulator runs in this process, which is otherwise idle.
 *
 *   node bench/intake.ts [rounds, 30] [requests a round, 100]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { loadArea } from '#areas/load.ts';
import { bundle } from '#lib/bundle.ts';
import { findFreePort } from '#local/emulators/ports.ts';
import { startSqs } from '#local/emulators/sqs.ts';
import { startEmulator } from '#test/support/emulator.ts';
import { bundle as bundleAsUsual } from './support/bundle.ts';
import { startCountingProxy } from './support/counting-proxy.ts';
import { type HandlerProcess, type Measurement, startHandlerProcess } from './support/handler-process.ts';
import { intakeEvents } from './support/intake-events.ts';
import { compareRounds, formatSpread, inTurn, median } from './support/median.ts';
import { noteRatio } from './support/ratios.ts';

const rounds = Number(process.argv[2] ?? 30);
const perRound = Number(process.argv[3] ?? 100);
/** Requests to send before measuring, so that the JIT compiler has settled. */
const warmUp = 1200;
const names = { ours: 'intake', floor: 'floor', reading: 'floor that reads', usual: 'usual stack' };
const concurrencies = [20, 1];
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'bench-intake-'));
const area = loadArea('greater-manchester');
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const emulator = await startEmulator();
const sqs = await startSqs({
  port: await findFreePort(undefined),
  folder: join(folder, 'queues'),
  region: 'eu-west-2',
});
/** Serves the one secret that our function fetches at start-up. */
const secrets = createServer((_request, response) => {
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.end(JSON.stringify({ SecretString: 'a secret for this bench alone, long enough' }));
});
const secretsPort = await findFreePort(undefined);
await new Promise<void>((resolve) => secrets.listen(secretsPort, '127.0.0.1', resolve));

const files = { area: join(folder, 'area.json') };
writeFileSync(files.area, JSON.stringify(area));
const queuePrefix = 'bench-';
const account = { region: 'eu-west-2', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

const environment = {
  AWS_REGION: account.region,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: emulator.url,
  AWS_ENDPOINT_URL_SQS: sqs.url,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${secretsPort}`,
  AREA_FILE: files.area,
  SECRET_ID: 'secret',
  CLIENT_PARTIES: '{}',
  LOG_LEVEL: 'info',
  POWERTOOLS_LOG_LEVEL: 'INFO',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
};

async function createTable(TableName: string): Promise<string> {
  const command = new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  await emulator.client.send(command);
  return TableName;
}

async function createQueues(): Promise<string> {
  const client = new SQSClient({ ...account, endpoint: sqs.url });
  let prefix = '';
  for (const { id } of area.services) {
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: queuePrefix + id }));
    // The emulator returns a host name that not every machine can resolve, so only its path is used.
    prefix = sqs.url + new URL(QueueUrl).pathname.slice(0, -id.length);
  }
  return prefix;
}

interface BenchTarget {
  name: string;
  file: string;
  env: Record<string, string>;
}

async function bundleTargets(): Promise<BenchTarget[]> {
  const ours = await emulator.makeTables('ours');
  const floor = await emulator.makeTables('floor');
  const queues = await createQueues();
  const targets = [
    { name: names.floor, entry: 'bench/peers/floor.ts', env: { REFERRALS_TABLE: floor.referrals } },
    { name: names.reading, entry: 'bench/peers/floor-reading.ts', env: { REFERRALS_TABLE: floor.referrals } },
    {
      name: names.ours,
      entry: 'functions/intake/handler.ts',
      env: { REFERRALS_TABLE: ours.referrals, WORK_TABLE: ours.work, COUNTERS_TABLE: ours.counters },
    },
    {
      name: names.usual,
      entry: 'bench/peers/usual-stack.ts',
      env: {
        REFERRALS_TABLE: await createTable('usual-referrals'),
        IDEMPOTENCY_TABLE: await createTable('usual-idempotency'),
        QUEUE_URL_PREFIX: queues,
      },
    },
  ];
  return targets.map(({ name, entry, env }) => {
    const outFolder = join(folder, name.replaceAll(' ', '-'));
    const file = join(outFolder, 'index.mjs');
    if (entry.startsWith('functions/')) bundle(entry, outFolder);
    else bundleAsUsual(join(root, entry), file);
    return { name, file, env: { ...environment, ...env } };
  });
}

/** Throws unless every referral was accepted as new: a fast rejection would make the figures meaningless. */
function assertAllAccepted(name: string, { statuses }: Measurement, sent: number): void {
  if (statuses['201'] !== sent)
    throw new Error(`${name} answered ${JSON.stringify(statuses)} to ${sent} new referrals`);
}

const formatRatio = (ratio: number): string => `${ratio.toFixed(2)} x`;
const goals: Record<string, number> = { [names.floor]: 0.85, [names.reading]: 0.85, [names.usual]: 3.5 };

type Subjects = { name: string; subject: HandlerProcess }[];

async function compare(subjects: Subjects, inFlight: number): Promise<void> {
  const count = inFlight === 1 ? Math.ceil(perRound / 4) : perRound;
  const results = await measureRounds(subjects, inFlight, count);
  print(`\n${inFlight} in flight, ${rounds} rounds of ${count}`);
  print('                      requests/s: median   best    ms of its processor a request');
  for (const { name } of subjects) {
    const all = results.get(name) ?? [];
    const perSecond = all.map(({ ms }) => (count * 1000) / ms);
    const figures = [median(perSecond), Math.max(...perSecond)].map((rate) => rate.toFixed(0).padStart(8));
    const cpu = median(all.map(({ cpuMs }) => cpuMs / count)).toFixed(2);
    print(`  ${name.padEnd(30)}${figures.join('')}${cpu.padStart(10)}`);
  }
  for (const name of Object.keys(goals))
    printRatios(name, results.get(names.ours) ?? [], results.get(name) ?? [], inFlight > 1);
}

async function measureRounds(
  subjects: Subjects,
  inFlight: number,
  count: number,
): Promise<ReadonlyMap<string, Measurement[]>> {
  const results = new Map<string, Measurement[]>(subjects.map(({ name }) => [name, []]));
  const runRound = async (name: string, subject: HandlerProcess): Promise<Measurement> => {
    const measurement = await subject.runRound({ events: intakeEvents(count), inFlight });
    assertAllAccepted(name, measurement, count);
    return measurement;
  };
  const warmUpRounds = inFlight > 1 ? Math.ceil(warmUp / count) : 0;
  for (const { name, subject } of subjects)
    for (let round = 0; round < warmUpRounds; round++) await runRound(name, subject);
  for (let round = 0; round < rounds; round++)
    for (const { name, subject } of inTurn(subjects, round)) results.get(name)?.push(await runRound(name, subject));
  return results;
}

/** @param isGoal whether the goal is for so many in flight */
function printRatios(name: string, ours: Measurement[], peers: Measurement[], isGoal: boolean): void {
  const [ourMs, peerMs] = [ours.map(({ ms }) => ms), peers.map(({ ms }) => ms)];
  const [ourCpu, peerCpu] = [ours.map(({ cpuMs }) => cpuMs), peers.map(({ cpuMs }) => cpuMs)];
  // A round that takes longer has fewer requests a second.
  const pace = compareRounds(peerMs, ourMs);
  const processor = compareRounds(ourCpu, peerCpu);
  const goal = goals[name] ?? 0;
  if (isGoal) {
    noteRatio(`intake to ${name}: requests a second`, pace.middle, 'higher');
    noteRatio(`intake to ${name}: processor time`, processor.middle, 'lower');
  }
  const verdict = isGoal ? `; goal ${goal}: ${pace.middle >= goal ? 'met' : 'missed'}` : '';
  print(
    `  intake to ${name.padEnd(18)}${formatSpread(pace)} its requests a second, ${formatSpread(processor)} its processor time${verdict}`,
  );
}

/** Counts the write units of one new referral, as DynamoDB bills them. */
async function countUnits(all: BenchTarget[]): Promise<void> {
  const referrals = 20;
  print('\nfor one new referral: write units in tables + in indexes, and the calls');
  const units = new Map<string, { units: number; writes: number }>();
  for (const { name, file, env } of all) {
    const proxy = await startCountingProxy(emulator.url);
    const subject = startHandlerProcess(file, { ...env, AWS_ENDPOINT_URL_DYNAMODB: proxy.url });
    assertAllAccepted(name, await subject.runRound({ events: intakeEvents(referrals), inFlight: 1 }), referrals);
    await subject.stop();
    proxy.stop();
    const { calls, tableUnits, indexUnits } = proxy.consumed;
    const each = Object.entries(calls).map(([operation, count]) => `${count / referrals} ${operation}`);
    const writes = Object.values(calls).reduce((sum, count) => sum + count, 0) / referrals;
    units.set(name, { units: (tableUnits + indexUnits) / referrals, writes });
    print(
      `  ${name.padEnd(24)}${(tableUnits / referrals).toFixed(2).padStart(6)} + ${(indexUnits / referrals).toFixed(2)}   ${each.join(', ')}`,
    );
  }
  const [ours, usual] = [units.get(names.ours), units.get(names.usual)];
  if (!ours || !usual) throw new Error('both are measured');
  const ratio = ours.units / usual.units;
  noteRatio('intake to usual stack: write units', ratio, 'lower');
  print(
    `  intake against the usual stack: ${formatRatio(ratio)} its write units; goal 0.33: ${ratio <= 0.34 ? 'met' : 'missed'}`,
  );
  print(`                                  ${formatRatio(ours.writes / usual.writes)} its writes`);
}

const running: HandlerProcess[] = [];
try {
  const all = await bundleTargets();
  await countUnits(all);
  const subjects = all.map(({ name, file, env }) => ({ name, subject: startHandlerProcess(file, env) }));
  running.push(...subjects.map(({ subject }) => subject));
  for (const inFlight of concurrencies) await compare(subjects, inFlight);
} finally {
  await Promise.all(running.map((subject) => subject.stop()));
  await sqs.stop();
  secrets.close();
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
}
