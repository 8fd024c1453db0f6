import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { awsJsonClient } from '#local/emulators/aws-json.ts';
import { makeFolder, removeFolder, type SmallSystem, startSmallSystem } from './support/small-system.ts';

const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
});

function folder(): string {
  const dataDir = makeFolder();
  undo.push(() => removeFolder(dataDir));
  return dataDir;
}

async function start(dataDir: string): Promise<SmallSystem> {
  const mini = await startSmallSystem({ dataDir });
  undo.push(mini.stop);
  return mini;
}

/** The run as a separate process in its own process group, as npm starts it. */
async function startProcess(dataDir: string): Promise<{ child: ChildProcess; endpoints: () => Endpoints }> {
  const program = path.join(import.meta.dirname, 'support/small-system-main.ts');
  const child = spawn(process.execPath, [program, dataDir], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  undo.push(() => void child.kill('SIGKILL'));
  await once(child.stdout ?? child, 'data');
  const file = path.join(dataDir, 'endpoints.json');
  return { child, endpoints: () => endpointsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) };
}

const endpointsSchema = z.object({
  url: z.string(),
  tokenUrl: z.string(),
  clients: z.record(z.string(), z.object({ clientId: z.string(), clientSecret: z.string() })),
});
type Endpoints = z.output<typeof endpointsSchema>;

async function tokenOf({ tokenUrl, clients }: Endpoints): Promise<string> {
  const { clientId, clientSecret } = clients['police-one'] ?? { clientId: '', clientSecret: '' };
  const answer = await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
}

const post = (url: string, token: string, id: string): Promise<Response> =>
  fetch(`${url}/things`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ id }),
  });

describe('a restart with the same data folder', () => {
  test('keeps rows, messages, clients, secrets, the token key and the clock', async () => {
    const dataDir = folder();
    const before = await start(dataDir);
    const token = String((await before.token('police-one')).body['access_token']);
    await post(before.system.endpoints.url, token, 'kept');
    await before.system.waitUntilIdle();
    before.system.clock.moveTo(Date.parse('2099-01-01T00:00:00Z'));
    await before.stop();
    expect(existsSync(path.join(dataDir, 'endpoints.json'))).toBe(false);

    const after = await start(dataDir);
    expect(after.system.endpoints.clients).toEqual(before.system.endpoints.clients);
    expect(after.system.model.secrets).toEqual(before.system.model.secrets);
    expect(after.system.clock.now()).toBeGreaterThan(Date.parse('2099-01-01T00:00:00Z'));
    expect((await post(after.system.endpoints.url, token, 'old-token')).status).toBe(201);
    await after.system.waitUntilIdle();
    const rows = await after.dynamodb('Scan', { TableName: 'Referrals', Select: 'COUNT' });
    expect(rows['Count']).toBe(2);
    // The checkpoint was kept: the earlier row is not delivered again.
    expect(await after.receive('mini-hand-off-one')).toEqual([{ id: 'kept' }, { id: 'old-token' }]);
  });

  test('--fresh deletes all of it, and nothing else in the folder', async () => {
    const dataDir = folder();
    const before = await start(dataDir);
    await before.stop();
    writeFileSync(path.join(dataDir, 'mine.txt'), 'mine');
    const after = await startSmallSystem({ dataDir, fresh: true });
    undo.push(after.stop);
    expect(after.system.endpoints.clients).not.toEqual(before.system.endpoints.clients);
    expect(existsSync(path.join(dataDir, 'mine.txt'))).toBe(true);
  });
});

describe('killed outright in the middle of a burst', () => {
  test.each([
    ['the parent alone', false],
    ['the whole group', true],
  ])('%s: all that was answered 201 is brought to the queue by the next start', async (_name, group) => {
    const dataDir = folder();
    const { child, endpoints } = await startProcess(dataDir);
    const { url } = endpoints();
    const token = await tokenOf(endpoints());
    const answered: string[] = [];
    const burst = Array.from({ length: 60 }, async (_, index) => {
      const answer = await post(url, token, `burst-${index}`).catch(() => undefined);
      if (answer?.status !== 201) return;
      answered.push(`burst-${index}`);
      if (answered.length === 20) process.kill(group ? -(child.pid ?? 0) : (child.pid ?? 0), 'SIGKILL');
    });
    await Promise.all([...burst, once(child, 'exit')]);

    const progress: string[] = [];
    const after = await startSmallSystem({ dataDir, progress: (line) => progress.push(line) });
    undo.push(after.stop);
    expect(progress).toContainEqual(expect.stringMatching(/^Ended the DynamoDB emulator of an earlier run/));
    await after.system.waitUntilIdle();
    const queued = z.array(z.object({ id: z.string() })).parse(await after.receive('mini-hand-off-one'));
    expect(queued.map(({ id }) => id)).toEqual(expect.arrayContaining(answered));
    expect(answered.length).toBeGreaterThanOrEqual(20);
  });
});

describe('a start that fails says why', () => {
  test('a data folder in use by another run, with its process', async () => {
    const dataDir = folder();
    const { child } = await startProcess(dataDir);
    await expect(startSmallSystem({ dataDir })).rejects.toThrow(`is in use by another run (process ${child.pid})`);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await start(dataDir);
  });

  test('a port in use by another program, with its process; the data folder is released', async () => {
    const dataDir = folder();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    undo.push(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startSmallSystem({ dataDir, port })).rejects.toThrow(
      `Port ${port} is taken by process ${process.pid}`,
    );
    await start(dataDir);
  });

  test('tables that differ from the stack', async () => {
    const dataDir = folder();
    const { smallStack: miniature } = await import('./support/small-stack.ts');
    await (await start(dataDir)).stop();
    const changed = structuredClone(miniature);
    Object.assign(changed.template.Resources['Work']?.Properties ?? {}, {
      KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'other', AttributeType: 'S' }],
    });
    await expect(startSmallSystem({ dataDir, synthesised: changed })).rejects.toThrow(/table Work .*--fresh/s);
  });
});

test('a queue whose settings changed in the stack gets the new ones and keeps its messages', async () => {
  const dataDir = folder();
  const { smallStack: miniature } = await import('./support/small-stack.ts');
  const before = await start(dataDir);
  await before.call('POST', '/things', { party: 'police-one', body: { id: 'waiting' } });
  await before.system.waitUntilIdle();
  await before.stop();
  const changed = structuredClone(miniature);
  Object.assign(changed.template.Resources['Queue']?.Properties ?? {}, { VisibilityTimeout: 77 });
  const after = await startSmallSystem({ dataDir, synthesised: changed });
  undo.push(after.stop);
  const sqs = awsJsonClient('sqs', { url: after.system.endpoints.sqsEndpoint, region: miniature.region });
  const QueueUrl = after.system.endpoints.queues['one'];
  const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
  expect(Attributes).toMatchObject({
    VisibilityTimeout: '77',
    RedrivePolicy: expect.stringContaining('"maxReceiveCount":2'),
  });
  expect(await after.receive('mini-hand-off-one')).toEqual([{ id: 'waiting' }]);
});
