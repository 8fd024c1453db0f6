/** The package as others install it: into an empty project, on each Node, with the programs of its README. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeApi, handOffDetail, referralResponse, startFakeApi } from '#test/client/support/fake-api.ts';
import { findNode } from '#test/client/support/other-nodes.ts';
import { handOff, type QueueServer, startQueueServer } from '#test/client/support/queue-server.ts';
import { makeFolder } from '#test/support/make-folder.ts';

const root = path.join(import.meta.dirname, '../../..');
const client = path.join(root, 'client');
const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const run = promisify(execFile);

const files = makeFolder();
const project = path.join(files, 'project');
const installed = path.join(project, 'node_modules', 'victim-referrals-client');
let queues: QueueServer;
let api: FakeApi;

beforeAll(async () => {
  queues = await startQueueServer();
  api = await startFakeApi(({ method, url }) => {
    if (url.startsWith('/v1/referrals')) return { status: 201, body: referralResponse() };
    const detail = handOffDetail({ status: method === 'GET' ? 'collected' : 'accepted' });
    return { body: { ...detail, victim: { familyName: 'Example' } } };
  });
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--loglevel', 'error', '--pack-destination', files], {
      cwd: client,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  ) as [{ filename: string }];
  install(path.join(files, packed.filename));
}, 120_000);
afterAll(() => queues.stop());

/** As a user does; where no registry answers, from what is installed here. */
function install(archive: string): void {
  mkdirSync(project, { recursive: true });
  writeFileSync(path.join(project, 'package.json'), '{ "name": "project", "version": "1.0.0", "type": "module" }\n');
  try {
    const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel', 'error'];
    execFileSync('npm', ['install', ...flags, archive], { cwd: project, timeout: 90_000, stdio: 'ignore' });
  } catch {
    mkdirSync(installed, { recursive: true });
    execFileSync('tar', ['-xzf', archive, '--strip-components', '1', '-C', installed]);
    symlinkSync(path.join(root, 'node_modules', '@aws-sdk'), path.join(project, 'node_modules', '@aws-sdk'));
  }
}

/** The programs of the README, by their names. */
function programs(): { name: string; code: string }[] {
  const readme = readFileSync(path.join(installed, 'README.md'), 'utf8');
  return [...readme.matchAll(/```ts\n\/\/ (?<name>[\w-]+\.ts)\n(?<code>[\s\S]*?)```/g)].map(({ groups }) => ({
    name: groups?.['name'] ?? '',
    code: groups?.['code'] ?? '',
  }));
}

test('holds what it needs and no source, and names a version', () => {
  const { name, version, license, exports } = readJson(path.join(installed, 'package.json'));
  expect([name, license, version]).toEqual([
    'victim-referrals-client',
    'MIT',
    expect.stringMatching(/^\d+\.\d+\.\d+$/),
  ]);
  for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md', exports['.'].types, exports['.'].default])
    expect([file, existsSync(path.join(installed, file))]).toEqual([file, true]);
  for (const folder of ['library', 'commands', 'src', 'build'])
    expect(existsSync(path.join(installed, folder))).toBe(false);
  expect(readFileSync(path.join(installed, 'CHANGELOG.md'), 'utf8')).toContain(`## ${version}`);
});

test('is built with the versions of this repository', () => {
  const { dependencies, devDependencies } = readJson(path.join(root, 'package.json'));
  const own = readJson(path.join(client, 'package.json')).devDependencies;
  for (const name of Object.keys(own))
    expect([name, own[name]]).toEqual([name, dependencies[name] ?? devDependencies[name]]);
});

test('the README’s programs compile: the person’s name has a type', async () => {
  expect(programs().map(({ name }) => name)).toEqual(['refer.ts', 'consume.ts']);
  for (const { name, code } of programs()) writeFileSync(path.join(project, name), code);
  writeFileSync(path.join(project, 'wrong.ts'), `${wrongProgram}\n`);
  const options = {
    ...{ module: 'nodenext', target: 'es2022', lib: ['es2023', 'dom'], strict: true, outDir: 'built' },
    ...{ types: ['node'], typeRoots: [path.join(root, 'node_modules', '@types')] },
  };
  const project1 = { compilerOptions: options, include: ['refer.ts', 'consume.ts'] };
  writeFileSync(path.join(project, 'tsconfig.json'), JSON.stringify(project1));
  writeFileSync(
    path.join(project, 'tsconfig.wrong.json'),
    JSON.stringify({ extends: './tsconfig.json', include: ['wrong.ts'] }),
  );
  const tsc = (file: string) =>
    run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '--project', file], { cwd: project });
  await tsc('tsconfig.json');
  await expect(tsc('tsconfig.wrong.json')).rejects.toMatchObject({ stdout: expect.stringContaining("'surname'") });
}, 60_000);

const wrongProgram = `import type { HandOffDetail } from 'victim-referrals-client';
export const name = (detail: HandOffDetail) => detail.victim?.surname;`;

test.each(['esm', 'cjs'] as const)('loads once it is bundled again, as %s', async (format) => {
  const contents = "import { parseMessage } from 'victim-referrals-client';\nconsole.log(typeof parseMessage);";
  const outfile = path.join(project, `bundled.${format === 'esm' ? 'mjs' : 'cjs'}`);
  await build({
    ...{ stdin: { contents, resolveDir: project }, outfile, format, bundle: true, platform: 'node' },
    ...{ external: ['@aws-sdk/*'], logLevel: 'error' },
  });
  expect((await run(process.execPath, [outfile])).stdout).toBe('function\n');
});

const nodes = [{ major: 20 }, { major: 22 }, { major: 24 }] as const;
describe.each(nodes)('on Node $major', ({ major }) => {
  test('a referral is accepted, a hand-off is consumed, and the command runs', async ({ skip }) => {
    const found = major === 24 ? { file: process.execPath } : findNode(major);
    if ('missing' in found) return skip(found.missing);
    const { file } = found;
    expect((await run(file, ['--version'])).stdout).toMatch(`v${major}.`);
    const { queueUrl } = await queues.make();
    await queues.send(queueUrl, handOff('h-01'));
    const env = {
      ...{ PATH: process.env['PATH'] ?? '', REFERRALS_QUEUE_URL: queueUrl, AWS_REGION: 'eu-west-2' },
      ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_ENDPOINT_URL_SQS: queues.endpoint },
      ...api.env,
    };
    const referred = await run(file, ['built/refer.js'], { cwd: project, env });
    expect(referred.stdout).toBe('GM-7K3M-9QTX received is new\n');
    expect(await consumeUntilHandled(file, env)).toContain('h-01 Example new');
    expect(await queues.count(queueUrl)).toBe(0);
    const command = path.join(project, 'node_modules', '.bin', 'referrals');
    const main = existsSync(command) ? command : path.join(installed, 'dist', 'referrals.js');
    const { version } = readJson(path.join(installed, 'package.json'));
    expect((await run(file, [main, '--version'], { env })).stdout).toBe(`${version}\n`);
    writeFileSync(path.join(project, 'one.csv'), 'crimeReference,victim.familyName\r\n06AB/0001234/26,Example\r\n');
    const dry = await run(file, [main, 'submit', 'one.csv', '--dry-run'], { cwd: project, env });
    expect(dry.stdout).toContain('line 2: accepted');
    return undefined;
  }, 150_000);
});

/** Runs the README's consumer until it has handled one message, then ends it as a container is ended. */
function consumeUntilHandled(node: string, env: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = execFile(node, ['built/consume.js'], { cwd: project, env }, (error) =>
      error ? reject(error) : resolve(output),
    );
    child.stdout?.on('data', (text: string) => {
      const isHandledBefore = output.includes('handled');
      output += text;
      // Once: a second signal would end it before it has finished.
      if (!isHandledBefore && output.includes('handled')) child.kill('SIGTERM');
    });
  });
}
