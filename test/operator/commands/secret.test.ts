/** The area's secret is rotated by the operator's command, against the local Secrets Manager, DynamoDB and clock. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from '#local/emulators/ports.ts';
import { type SecretsManager, startSecretsManager } from '#local/emulators/secrets.ts';
import { retire } from '#operator/commands/secret.ts';
import { parseAreaSecret } from '#src/platform/area-secret.ts';
import { createKeys } from '#src/platform/keys.ts';
import { recordSignIn } from '#src/usecases/staff/staff.ts';
import { makeTerminal, runOperator } from '#test/client/support/terminal.ts';
import { police } from '#test/support/area-fixture.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { makeFolder } from '#test/support/make-folder.ts';
import { generatedSecret } from '#test/support/test-secret.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

let emulator: Emulator;
let secrets: SecretsManager;
let system: TestSystem;
let folder: string;
/** /local/clock, which the local run serves: the command goes by it, and not by the machine's. */
const clock = createServer((_, answer) => answer.end(JSON.stringify({ now: system.deps.now().toISOString() })));
let value = generatedSecret;
beforeAll(async () => {
  emulator = await startEmulator();
  system = await makeTestSystem(emulator);
  secrets = await startSecretsManager(await findFreePort(undefined));
  secrets.setSecrets([{ savedAs: 'secret', name: 'root', arn: 'arn:root', value }], (changed) => {
    value = changed.value;
  });
  await new Promise<void>((resolve) => clock.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(clock.address() as AddressInfo).port}`;
  const endpoints = {
    ...{ url, tokenUrl: url, clients: {}, sqsEndpoint: url, queues: {}, deadLetterQueues: {} },
    ...{ dynamodbEndpoint: emulator.url, tables: system.tables, secret: { endpoint: secrets.url, id: 'arn:root' } },
  };
  folder = makeFolder({ 'endpoints.json': JSON.stringify(endpoints) });
});
afterAll(async () => {
  clock.close();
  await secrets.stop();
  await emulator.stop();
});

const operate = (...words: string[]) =>
  runOperator(
    ['secret', ...words, '--area', 'greater-manchester', '--endpoints', 'endpoints.json'],
    makeTerminal({ folder, now: () => new Date(0) }),
  );

test('the secret is rotated step by step, each refused before its time, and nothing of it is printed', async () => {
  const at = system.deps.now().toISOString();
  const deps = { staff: system.deps.staff, keys: createKeys(generatedSecret, 'GM') };
  await recordSignIn(deps, { party: police.id, user: 'u', session: 's', seenAt: at }, { subject: 'sub' } as never);
  const printed: string[] = [];
  const run = async (...words: string[]) => {
    const { code, out, err } = await operate(...words);
    printed.push(out, err);
    return { code, out, err };
  };
  expect(await run('use')).toMatchObject({ code: 1, err: expect.stringContaining('Add one first') });
  expect(await run('add')).toMatchObject({ code: 0 });
  expect(await run('add')).toMatchObject({ code: 1, err: expect.stringContaining('not used yet') });
  expect(await run('use')).toMatchObject({ code: 1, err: expect.stringContaining('wait 15 minutes') });
  system.wait(0.25);
  expect(await run('use')).toMatchObject({ code: 0 });
  expect((await run('status')).out).toContain('web\tversion 2\t0\nweb\tversion 1\t1\n');
  expect(await run('reseal')).toMatchObject({ code: 0, out: 'resealed\t1\n' });
  expect((await run('status')).out).toContain('web\tversion 2\t1\nweb\tversion 1\t0\n');
  expect(await run('retire', '1', '--yes')).toMatchObject({ code: 1, err: expect.stringContaining('wait 60 minutes') });
  expect(await run('retire', '2', '--yes')).toMatchObject({ code: 1, err: expect.stringContaining('is in use') });
  expect(await run('retire', '3', '--yes')).toMatchObject({ code: 1, err: expect.stringContaining('no version 3') });
  const { identity, current, seals } = parseAreaSecret(value);
  expect({ identity, current }).toEqual({ identity: generatedSecret, current: 2 });
  for (const { secret } of seals) expect(printed.join('')).not.toContain(secret);
});

test('says that some seals open with no version, and exits 1', async () => {
  const at = system.deps.now().toISOString();
  const Item = { id: 'user#u-1', row: 'profile', sealed: new Uint8Array(64).fill(7), at };
  await emulator.client.send(new PutCommand({ TableName: system.tables.web, Item }));
  const status = await operate('status');
  expect([status.code, status.out]).toEqual([1, expect.stringContaining('web\tunreadable\t1\n')]);
  const reseal = await operate('reseal');
  expect([reseal.code, reseal.err]).toEqual([1, expect.stringContaining('open with no version')]);
});

test.each([
  ['no', undefined, 0],
  ['', undefined, 0],
  ['yes', undefined, 1],
  [' YES\n', undefined, 1],
  [undefined, true, 1],
  [undefined, undefined, 0],
] as const)('a version is out once the answer is yes: %j, --yes %j', async (answer, yes, retired) => {
  const done: number[] = [];
  const rotation = { checkRetiring: async () => undefined, retire: async (version: number) => void done.push(version) };
  const io = makeTerminal(answer === undefined ? {} : { answer });
  const code = await retire(rotation, 1, yes ? { yes } : {}, io).catch(() => 'refused');
  expect([code, done]).toEqual(retired === 1 ? [0, [1]] : ['refused', []]);
});
