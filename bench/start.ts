/**
 * How long a function takes from nothing to its first answer: its bundle is loaded in a fresh process and
 * asked once, against one that only imports the DynamoDB client. The ratio is what counts.
 *
 *   node bench/start.ts
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { loadArea } from '#areas/load.ts';
import { bundledFiles } from '#functions/bundled-files.ts';

const run = promisify(execFile);
const rounds = 15;
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));

/** As lib/constructs/area-function.ts bundles. */
function bundle(name: string, entry: string): { file: string; bytes: number } {
  const file = join(folder, `${name}.mjs`);
  const { metafile } = buildSync({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    metafile: true,
    logLevel: 'error',
    banner: {
      js: "import{createRequire as __bundleRequire}from'node:module';const require=__bundleRequire(import.meta.url);",
    },
  });
  return { file, bytes: Object.values(metafile.outputs)[0]?.bytes ?? 0 };
}

/** Gives the one secret that a function asks for at its start. */
const secrets = createServer((_request, response) => {
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.end(JSON.stringify({ SecretString: 'a secret for this bench alone, long enough' }));
});
await new Promise<void>((resolve) => secrets.listen(0, '127.0.0.1', resolve));
const address = secrets.address();
const port = address !== null && typeof address === 'object' ? address.port : 0;

const area = loadArea('greater-manchester');
for (const [name, make] of Object.entries(bundledFiles(area)))
  writeFileSync(join(folder, name), JSON.stringify(make()));

const floorEntry = join(folder, 'floor.ts');
writeFileSync(
  floorEntry,
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
const { statusCode } = await handler(JSON.parse(process.argv[3]), {});
process.stdout.write(JSON.stringify({ ms: performance.now() - began, statusCode }));
process.exit(0);
`,
);

const event = (method: string, path: string, body?: string) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: path,
  rawQueryString: '',
  headers: { 'content-type': 'application/json', host: 'localhost' },
  requestContext: { http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' }, domainName: 'localhost' },
  isBase64Encoded: false,
  ...(body === undefined ? {} : { body }),
});
const environment = {
  AWS_REGION: 'eu-west-2',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port}`,
  AREA_FILE: join(folder, 'area.json'),
  OPENAPI_FILE: join(folder, 'openapi.json'),
  PAGES_FILE: join(folder, 'pages.json'),
  REFERRALS_TABLE: 'referrals',
  WORK_TABLE: 'work',
  COUNTERS_TABLE: 'counters',
  WEB_TABLE: 'web',
  SECRET_ID: 'secret',
  QUEUE_URL_PREFIX: 'https://sqs.example/',
  PARKED_QUEUE_URL: 'https://sqs.example/parked',
  PUBLIC_URL: 'https://localhost',
  CLIENT_PARTIES: '{}',
  OIDC_ISSUER: 'https://issuer.example',
  OIDC_CLIENT_ID: 'web',
  LOG_LEVEL: 'info',
};

/** The least of many: what it costs, rather than what the machine was doing. */
async function start(file: string, asked: object): Promise<{ ms: number; statusCode: number }> {
  let least = { ms: Number.POSITIVE_INFINITY, statusCode: 0 };
  for (let round = 0; round < rounds; round++) {
    const env = { PATH: process.env.PATH ?? '', ...environment };
    const { stdout } = await run(process.execPath, [child, file, JSON.stringify(asked)], { env });
    const told: typeof least = JSON.parse(stdout.slice(stdout.lastIndexOf('{"ms"')));
    if (told.ms < least.ms) least = told;
  }
  return least;
}

const subjects = [
  { name: 'floor: the DynamoDB client alone', bundled: bundle('floor', floorEntry), asked: {} },
  // Without a token: the code's own 401, which no table is asked for.
  {
    name: 'intake',
    bundled: bundle('intake', join(root, 'functions/intake/handler.ts')),
    asked: event('POST', '/v1/referrals', '{}'),
  },
  { name: 'web', bundled: bundle('web', join(root, 'functions/web/handler.ts')), asked: event('GET', '/') },
];
try {
  const floor = await start(subjects[0]?.bundled.file ?? '', {});
  for (const { name, bundled, asked } of subjects) {
    const { ms, statusCode } = await start(bundled.file, asked);
    const kb = Math.round(bundled.bytes / 1024);
    process.stdout.write(
      `${name.padEnd(36)}${ms.toFixed(0).padStart(5)} ms  ${(ms / floor.ms).toFixed(2)} x  ${String(kb).padStart(5)} KB  answers ${statusCode}\n`,
    );
  }
} finally {
  secrets.close();
  rmSync(folder, { recursive: true, force: true });
}
