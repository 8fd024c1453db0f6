/**
 * Answers what a function asks of AWS in its first moments, at once and always the same: a secret, a session
 * of whoever asks, empty lists, and yes to every write. Only for benches of starting, where nothing is kept.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StandIn {
  url: string;
  stop(): void;
}

/** @param party whose session every session cookie is */
export async function startStandIn(party: string): Promise<StandIn> {
  const now = new Date().toISOString();
  const text = (S: string) => ({ S });
  const session = { user: text('a-user'), party: text(party), startedAt: text(now), seenAt: text(now) };
  const answers: Readonly<Record<string, object>> = {
    'secretsmanager.GetSecretValue': { SecretString: 'a secret for this bench alone, long enough' },
    'DynamoDB_20120810.GetItem': { Item: session },
    'DynamoDB_20120810.Query': { Items: [], Count: 0, ScannedCount: 0 },
    'AmazonSQS.SendMessage': { MessageId: 'one', MD5OfMessageBody: '' },
  };
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify(answers[String(request.headers['x-amz-target'])] ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}
