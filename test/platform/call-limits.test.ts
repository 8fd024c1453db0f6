/** Calls to AWS end in time, whatever the other side does. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sesClient, sesMailer } from '#src/mail/ses.ts';
import { readSecret } from '#src/platform/secret.ts';
import { queueClient } from '#src/queue/hand-off-queue.ts';
import { documentClient } from '#src/store/client.ts';
import { orUnavailable } from '#src/store/errors.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { MailFailed } from '#src/usecases/ports/mail.ts';
import { partyId } from '#test/support/ids.ts';

const timeouts = { connectionTimeout: 500, requestTimeout: 20 };
let server: Server;
let url = '';
beforeEach(async () => {
  server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const service of ['DYNAMODB', 'SQS', 'SECRETS_MANAGER', 'SESV2']) vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, url);
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

test('a secret that never comes fails after three attempts, of which the SDK makes two', async () => {
  let attempts = 0;
  server.on('request', () => {
    attempts += 1;
  });
  await expect(readSecret('secret', timeouts)).rejects.toThrow(timedOut(2));
  expect(attempts).toBe(3);
});

test('an e-mail that nobody takes fails at the first attempt: we try it again ourselves', async () => {
  const client = sesClient(timeouts);
  const mailer = sesMailer(client, { from: 'a@example.org', replyTo: 'b@example.org', configurationSet: 'set' });
  const mail = { to: 'c@example.org', subject: 'New hand-off', text: 'To you', party: partyId('general') };
  const failure = await mailer.send(mail).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MailFailed);
  expect(failure).toMatchObject({ reason: 'TimeoutError', cause: timedOut(1) });
  client.destroy();
});
