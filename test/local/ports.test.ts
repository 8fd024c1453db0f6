import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LocalRunError } from '#local/data-folder/lock.ts';
import { openSavedValues } from '#local/data-folder/saved-values.ts';
import { openClientSecrets } from '#local/emulators/client-secrets.ts';
import { startDynamoDb } from '#local/emulators/dynamodb.ts';
import { startIssuer } from '#local/emulators/issuer.ts';
import { startMail } from '#local/emulators/mail.ts';
import { findFreePort, loopback, startOnPort } from '#local/emulators/ports.ts';
import { startSecretsManager } from '#local/emulators/secrets.ts';
import { startSqs } from '#local/emulators/sqs.ts';
import { startUserPool } from '#local/emulators/user-pool.ts';
import { makeFolder, removeFolder } from './support/small-system.ts';

/** A port on which another program listens. */
async function takenPort(): Promise<number> {
  const server = createServer().listen(await findFreePort(undefined), loopback);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

const region = 'eu-west-2';
const starts: Record<string, (port: number, folder: string) => Promise<{ stop(): Promise<void> }>> = {
  dynamodb: (port, folder) =>
    startDynamoDb({
      port,
      file: path.join(folder, 'tables.db'),
      pidFile: path.join(folder, 'pid'),
      region,
      onFatalError: () => undefined,
    }),
  sqs: (port, folder) => startSqs({ port, folder: path.join(folder, 'sqs'), region }),
  issuer: (port, folder) =>
    startIssuer({
      port,
      savedValues: openSavedValues(path.join(folder, 'saved.json')),
      pool: {
        people: () => [],
        find: () => undefined,
        add: () => undefined,
        clientSecrets: openClientSecrets(openSavedValues(path.join(folder, 'pool.json'))),
      },
      shiftMs: () => 0,
    }),
  secrets: startSecretsManager,
  mail: (port, folder) => startMail({ port, file: path.join(folder, 'mail'), now: Date.now, region }),
  'user pool': (port, folder) => startUserPool({ port, savedValues: openSavedValues(path.join(folder, 'saved.json')) }),
};

test.each(Object.entries(starts))('%s starts elsewhere where its port was taken meanwhile', async (name, start) => {
  const folder = makeFolder();
  onTestFinished(() => removeFolder(folder));
  const taken = await takenPort();
  const { started, port } = await startOnPort(name, taken, (at) => start(at, folder));
  onTestFinished(() => started.stop());
  expect(port).not.toBe(taken);
});

test('says on which port it gave up', async () => {
  const tried: number[] = [];
  const starting = startOnPort('mail', 20_001, async (port) => {
    tried.push(port);
    return startSecretsManager(await takenPort());
  });
  const error = await starting.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(LocalRunError);
  expect(error).toHaveProperty('message', expect.stringContaining(`Port ${tried.at(-1)}, chosen for mail`));
  expect(tried).toHaveLength(5);
});

test('starts nothing twice that fails for another reason', async () => {
  let count = 0;
  const starting = startOnPort('mail', 20_001, async () => {
    count += 1;
    throw new Error('the file cannot be written');
  });
  await expect(starting).rejects.toThrow('the file cannot be written');
  expect(count).toBe(1);
});
