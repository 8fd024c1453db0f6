/** Calls to AWS end in time, whatever the other side does. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readSecret } from '#src/platform/secret.ts';
import { queueClient } from '#src/queue/hand-off-queue.ts';
import { documentClient } from '#src/store/client.ts';
import { orUnavailable } from '#src/store/errors.ts';
import { Unavailable } from '#src/usecases/ports.ts';

const timeouts = { connectionTimeout: 500, requestTimeout: 20 };
let server: Server;
let url = '';
beforeEach(async () => {
  server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const service of ['DYNAMODB', 'SQS', 'SECRETS_MANAGER']) vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, url);
  vi.stubEnv('AWS_REGION', 'eu-west-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

const timedOut = (attempts: number) =>
  expect.objectContaining({ name: 'TimeoutError', $metadata: expect.objectContaining({ attempts }) });

test('a table that never answers is Unavailable after five attempts', async () => {
  const client = documentClient(timeouts);
  const call = client.send(new GetCommand({ TableName: 'work', Key: { id: 'a', row: 'head' } }));
  await expect(call).rejects.toThrow(timedOut(5));
  await expect(orUnavailable(call)).rejects.toThrow(Unavailable);
  client.destroy();
});

test('a queue that never answers fails after three attempts', async () => {
  const client = queueClient(timeouts);
  const call = client.send(new SendMessageCommand({ QueueUrl: `${url}/000000000000/queue`, MessageBody: '{}' }));
  await expect(call).rejects.toThrow(timedOut(3));
  client.destroy();
});

test('a secret that never comes fails after three attempts', async () => {
  await expect(readSecret('secret', timeouts)).rejects.toThrow(timedOut(3));
});
