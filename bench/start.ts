/**
 * Cold start: the time from loading a function's bundle in a fresh process to its first response. The floor is a
 * handler that only imports the DynamoDB client; the peer is intake built with the usual libraries. Both are
 * bundled conventionally, ours as it is deployed. A round starts each of them once, and begins with another each time. A ratio is the
 * one in the middle of the rounds' own; beside it is between which half of them lie.
 *
 *   node bench/start.ts [rounds, 21]
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadArea } from '#areas/load.ts';
import type { envSchema as intakeSchema } from '#functions/intake/env.ts';
import { bundledFiles } from '#functions/shared/bundled-files.ts';
import type { envSchema as webSchema } from '#functions/web/env.ts';
import { bundle } from '#lib/bundle.ts';
import { startAwsStub } from './support/aws-stub.ts';
import { bundle as bundleAsUsual } from './support/bundle.ts';
import { intakeEvents } from './support/intake-events.ts';
import { compareRounds, formatSpread, inTurn, median } from './support/median.ts';
import { noteRatio } from './support/ratios.ts';

const run = promisify(execFile);
const rounds = Number(process.argv[2] ?? 21);
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
const area = loadArea('greater-manchester');
const [service] = area.services;

for (const [name, make] of Object.entries(bundledFiles(area)))
  writeFileSync(join(folder, name), JSON.stringify(make()));

writeFileSync(
  join(folder, 'floor.ts'),
  `import { DynamoDBClient } from '${join(root, 'node_modules/@aws-sdk/client-dynamodb/dist-es/index.js')}';
const client = new DynamoDBClient({});
export const handler = async () => ({ statusCode: client ? 200 : 500 });
`,
);
const child = join(folder, 'child.mjs');
writeFileSync(
  child,
  `const began = performance.now();
const { handler } = await import(process.argv[2]);
const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 10_000 };
const { statusCode } = await handler(JSON.parse(process.argv[3]), context);
const ms = performance.now() - began;
const { user, system } = process.cpuUsage();
process.stdout.write('\\n' + JSON.stringify({ ms, cpu: (user + system) / 1000, statusCode }), () => process.exit(0));
`,
);

const bundleDeployed = (name: string): string => {
  const outFolder = join(folder, name);
  mkdirSync(outFolder);
  bundle(`functions/${name}/handler.ts`, outFolder);
  return join(outFolder, 'index.mjs');
};
const bundleConventional = (name: string, entry: string): string => {
  mkdirSync(join(folder, name));
  const file = join(folder, name, 'index.mjs');
  bundleAsUsual(entry, file);
  return file;
};
const pageEvent = (path: string, cookies: string[] = []) =>
  JSON.stringify({
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'localhost' },
    cookies,
    requestContext: { http: { method: 'GET', path } },
    isBase64Encoded: false,
  });

const floor = bundleConventional('floor', join(folder, 'floor.ts'));
const [intake, web] = [bundleDeployed('intake'), bundleDeployed('web')];
const usual = bundleConventional('usual', join(root, 'bench/peers/usual-stack.ts'));
const [referral = ''] = intakeEvents(1);
const subjects = [
  { name: 'floor: the DynamoDB client alone', file: floor, event: '{}' },
  { name: 'usual stack: a referral accepted', file: usual, event: referral },
  { name: 'intake: a referral accepted', file: intake, event: referral },
  { name: 'web: the start page', file: web, event: pageEvent('/') },
  { name: 'web: a service’s inbox, signed in', file: web, event: pageEvent('/inbox', ['__Host-session=bench']) },
].map((subject) => ({ ...subject, ms: [] as number[], cpu: [] as number[] }));

const aws = await startAwsStub(service?.id ?? '');
/** Each variable that the functions ask for, but for mutual TLS and an issuer of one's own: one that is missing does not compile. */
type Variables = Record<
  Exclude<keyof (typeof intakeSchema.shape & typeof webSchema.shape), 'CLIENT_CERTIFICATE' | 'OIDC_SECOND_FACTOR'>,
  string
>;
const environment: Variables & Record<string, string> = {
  PATH: process.env.PATH ?? '',
  AWS_REGION: 'eu-west-2',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL: aws.url,
  AREA_FILE: join(folder, 'area.json'),
  OPENAPI_FILE: join(folder, 'openapi.json'),
  PAGES_FILE: join(folder, 'pages.json'),
  REFERRALS_TABLE: 'referrals',
  WORK_TABLE: 'work',
  COUNTERS_TABLE: 'counters',
  WEB_TABLE: 'web',
  IDEMPOTENCY_TABLE: 'idempotency',
  SECRET_ID: 'secret',
  QUEUE_URL_PREFIX: `${aws.url}/000000000000/`,
  PARKED_QUEUE_URL: `${aws.url}/000000000000/parked`,
  PUBLIC_URL: 'https://localhost',
  PAGES_URL: 'https://localhost',
  CLIENT_PARTIES: '{}',
  OIDC_ISSUER: 'https://issuer.example',
  OIDC_CLIENT_ID: 'web',
  OIDC_SCOPE: 'openid',
  AUTHORITY_SIGN_IN: '{"issuer":"https://hub.example","clientId":"hub-web","userPoolId":"eu-west-2_hub"}',
  TOKEN_URL: `${aws.url}/token`,
  USER_POOL_ID: 'eu-west-2_bench',
  STAGE: 'production',
  LOG_LEVEL: 'info',
  POWERTOOLS_LOG_LEVEL: 'INFO',
};

const bundleKilobytes = (file: string): number => {
  const outFolder = join(file, '..');
  const code = readdirSync(outFolder).filter((name) => name.endsWith('.mjs'));
  return Math.round(code.reduce((sum, name) => sum + statSync(join(outFolder, name)).size, 0) / 1024);
};

try {
  for (let round = 0; round < rounds; round++) {
    for (const subject of inTurn(subjects, round)) {
      const { stdout } = await run(process.execPath, [child, subject.file, subject.event], { env: environment });
      const measurement: { ms: number; cpu: number; statusCode: number } = JSON.parse(
        stdout.slice(stdout.lastIndexOf('\n')),
      );
      if (measurement.statusCode >= 400)
        throw new Error(`${subject.name} answered ${measurement.statusCode}: ${stdout}`);
      subject.ms.push(measurement.ms);
      subject.cpu.push(measurement.cpu);
    }
  }
  const [floorSubject, peerSubject] = subjects;
  if (!floorSubject || !peerSubject) throw new Error('both were started');
  for (const { name, file, ms, cpu } of subjects) {
    const toFloor = compareRounds(ms, floorSubject.ms);
    if (file === intake || file === web) {
      noteRatio(`cold start, ${name}: to floor`, toFloor.middle, 'lower');
      noteRatio(`cold start, ${name}: processor time to floor`, compareRounds(cpu, floorSubject.cpu).middle, 'lower');
    }
    const fastest = Math.min(...ms) / Math.min(...floorSubject.ms);
    const figures = [
      `${median(ms).toFixed(0).padStart(5)} ms (${median(cpu).toFixed(0)} ms of processor)`,
      `${formatSpread(toFloor)} floor (${fastest.toFixed(2)} the fastest of each)`,
      `processor ${formatSpread(compareRounds(cpu, floorSubject.cpu))} floor`,
      `${formatSpread(compareRounds(ms, peerSubject.ms))} usual stack`,
      `${bundleKilobytes(file)} KB`,
    ];
    process.stdout.write(`${name.padEnd(36)}${figures.join(', ')}\n`);
  }
  process.stdout.write('goal: at most 1.45 x floor, at most 0.65 x usual stack\n');
} finally {
  aws.stop();
  rmSync(folder, { recursive: true, force: true });
}
