/** The programs that the documentation shows, each run where its interpreter is on the machine. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sample, samples } from '#src/web/docs/samples/samples.ts';
import { type FakeApi, handOffDetail, problem, startFakeApi } from '#test/client/support/fake-api.ts';
import { nothingSafe } from '#test/support/submissions.ts';
import { type Run, startRun } from './support/run.ts';

const run = promisify(execFile);
let system: Run;
let folder: string;
beforeAll(async () => {
  system = await startRun();
  folder = mkdtempSync(path.join(tmpdir(), 'samples-'));
  for (const { file, text } of samples) writeFileSync(path.join(folder, file), text);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await system.stop();
});

const canRun = (command: string, ...words: string[]): boolean => spawnSync(command, words).status === 0;
const interpreters = {
  sh: canRun('bash', '-c', 'curl --version && jq --version') && 'bash',
  py: canRun('python3', '--version') && 'python3',
} as const;
const interpreterOf = (file: string) => interpreters[file.endsWith('.sh') ? 'sh' : 'py'];
const isMissing = (file: string): boolean =>
  !interpreterOf(file) || (file === 'consume_queue.py' && !canRun('python3', '-c', 'import boto3'));

/** In a folder of its own, where it keeps its cursor. */
async function runSample(file: Sample['file'], party: string, ...words: string[]): Promise<string> {
  const own = path.join(folder, file.replace('.', '-'));
  mkdirSync(own, { recursive: true });
  return runIn(own, file, party, words);
}

const runAgainst = (api: FakeApi, file: Sample['file']): Promise<string> =>
  runIn(mkdtempSync(path.join(folder, 'fake-')), file, 'test-support', [], api.env);

async function runIn(
  cwd: string,
  file: Sample['file'],
  party: string,
  words: readonly string[],
  over: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { url, tokenUrl, sqsEndpoint, clients, queues } = system.system.endpoints;
  const { clientId = '', clientSecret = '' } = clients[party] ?? {};
  const env = {
    PATH: process.env.PATH,
    REFERRALS_URL: url,
    REFERRALS_TOKEN_URL: tokenUrl,
    REFERRALS_CLIENT_ID: clientId,
    REFERRALS_CLIENT_SECRET: clientSecret,
    REFERRALS_QUEUE_URL: queues[party],
    AWS_ENDPOINT_URL_SQS: sqsEndpoint,
    AWS_DEFAULT_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    ...over,
  };
  const { stdout } = await run(interpreterOf(file) || '', [path.join(folder, file), ...words], { cwd, env });
  return stdout;
}
/** Before the run's clock begins. */
const reportedAt = '2026-11-18T21:40:00Z';
let crimes = 0;
const crime = (): string => {
  crimes += 1;
  return `06AB/${4_000_000 + crimes}/26`;
};
const refer = async (file: Sample['file']): Promise<string> => {
  const said = await runSample(file, 'test-police', crime(), reportedAt);
  expect(said).toMatch(/referred: GM-\S+/);
  expect(said).toContain('corrected: version 2');
  return said;
};

describe.each(['refer.sh', 'refer.py'] as const)('%s', (file) => {
  test.skipIf(isMissing(file))('refers somebody and corrects the number', async () => {
    await refer(file);
  });

  test.skipIf(isMissing(file))('says what is wrong where it is refused, and ends as a failure', async () => {
    const refused = await runSample(file, 'test-police', '', reportedAt).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('invalid-referral') });
  });

  test.skipIf(isMissing(file))('sends what it is given as it stands, also a quotation mark', async () => {
    const odd = '06AB/"\\1"/26';
    const refused = await runSample(file, 'test-police', odd, reportedAt).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('"/crimeReference"') });
  });

  test.skipIf(isMissing(file))('says how it is called where it has no arguments', async () => {
    const refused = await runSample(file, 'test-police').catch((error: unknown) => error);
    expect(refused).toMatchObject({ stderr: expect.stringMatching(/^usage: refer\.\w+ <crime reference>/) });
  });
});

const first = interpreters.py ? 'refer.py' : 'refer.sh';
describe.each(['consume.sh', 'consume.py', 'consume_queue.py'] as const)('%s', (file) => {
  test.skipIf(isMissing(file))('accepts what waits, once', async () => {
    await refer(first);
    await system.system.waitUntilIdle();
    expect(await runSample(file, 'test-support')).toMatch(/accepted: \S+/);
    expect(await runSample(file, 'test-support')).not.toContain('accepted: ');
  });

  test.skipIf(isMissing(file))('says a stop of contact and a correction, and then a withdrawal', async () => {
    const { referralId, version } = await system.refer({}, 'test-police');
    await system.system.waitUntilIdle();
    const [, handOffId] = /accepted: (\S+)/.exec(await runSample(file, 'test-support')) ?? [];
    const own = `/v1/referrals/${referralId}`;
    const headers = { 'if-match': `"${version}"`, 'content-type': 'application/merge-patch+json' };
    const patch = await system.client.call('test-police', 'PATCH', own, { contact: { safe: nothingSafe } }, headers);
    expect(patch.status).toBe(200);
    await system.system.waitUntilIdle();
    const stopped = await runSample(file, 'test-support');
    expect(stopped).toContain(`amended: ${handOffId}`);
    expect(stopped).toMatch(new RegExp(`suspended: ${handOffId}`));
    await system.client.call('test-police', 'POST', `${own}/withdraw`, { reason: 'sent-in-error' });
    await system.system.waitUntilIdle();
    expect(await runSample(file, 'test-support')).toContain(`withdrawn: ${handOffId}`);
  });
});

describe.each(['consume.sh', 'consume.py'] as const)('%s', (file) => {
  const told = ['withdrawn', 'expired', 'amended', 'suspended'];
  test.skipIf(isMissing(file))('reads the changes whatever the order of their members, and all pages', async () => {
    const api = await startFakeApi(({ url }) => {
      if (url.startsWith('/v1/hand-offs')) return { body: { items: [] } };
      const events = url.includes('cursor=half') ? told.slice(2) : [...told.slice(0, 2), 'collected'];
      const items = events.map((event) => ({ later: { event: 'x' }, event, status: 'x', handOffId: `h-${event}` }));
      const more = events.length === 3;
      return { body: { more, cursor: more ? 'half' : 'end', items } };
    });
    const said = await runAgainst(api, file);
    expect(said.trim().split('\n')).toEqual(told.map((event) => `${event}: h-${event}`));
  });

  test.skipIf(isMissing(file))('says of what waits and may not be accepted how it stands', async () => {
    const api = await startFakeApi(({ url }) => {
      if (url.startsWith('/v1/hand-offs?')) return { body: { items: [{ handOffId: 'h-1' }] } };
      if (url === '/v1/hand-offs/h-1') return { body: handOffDetail({ status: 'expired', allowed: [] }) };
      return { body: { items: [], cursor: 'end', more: false } };
    });
    expect(await runAgainst(api, file)).toBe('now expired: h-1\n');
  });
});

describe.each(['consume.sh', 'consume.py'] as const)('%s, where the area requires a reason', (file) => {
  const answering = (currentStatus: string) =>
    startFakeApi(({ url, headers }) => {
      if (url.startsWith('/v1/hand-offs?')) return { body: { items: [{ handOffId: 'h-1' }] } };
      if (url === '/v1/changes' || url.startsWith('/v1/changes?'))
        return { body: { items: [], cursor: 'end', more: false } };
      if (headers['x-access-reason'] !== undefined || url.endsWith('/status')) return { body: handOffDetail() };
      const errors = [{ pointer: 'X-Access-Reason', code: 'required', detail: 'Say why.' }];
      return { status: 422, body: problem('invalid-request', { currentStatus, errors }) };
    });

  test.skipIf(isMissing(file))('reads what another service accepted before with a reason, and accepts it', async () => {
    expect(await runAgainst(await answering('queued'), file)).toBe('accepted: h-1\n');
  });
});

describe.each(['consume.py'] as const)('%s', (file) => {
  test.skipIf(isMissing(file))('asks nothing of what it has closed', async () => {
    const asked: unknown[] = [];
    const api = await startFakeApi(({ url, headers }) => {
      if (url.startsWith('/v1/hand-offs?')) return { body: { items: [{ handOffId: 'h-1' }] } };
      if (url.startsWith('/v1/changes')) return { body: { items: [], cursor: 'end', more: false } };
      asked.push(headers['x-access-reason']);
      const errors = [{ pointer: 'X-Access-Reason', code: 'required', detail: 'Say why.' }];
      return { status: 422, body: problem('invalid-request', { currentStatus: 'closed', errors }) };
    });
    expect(await runAgainst(api, file)).toBe('now closed: h-1\n');
    expect(asked).toEqual([undefined]);
  });
});

test('each is shown on the page', async () => {
  const page = await (await fetch(`${system.system.endpoints.url}/docs/start`)).text();
  for (const { file } of samples) expect(page).toContain(file);
});
