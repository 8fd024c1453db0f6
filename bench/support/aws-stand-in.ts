/**
 * Answers what a function asks of AWS in its first moments, at once and always the same: a secret, a session
 * of whoever asks, empty lists, and yes to every write. Only for benches of starting, where nothing is kept.
 */
import { createHash } from 'node:crypto';
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
  };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const target = String(request.headers['x-amz-target']);
    const answer = target === 'AmazonSQS.SendMessage' ? taken(Buffer.concat(parts)) : (answers[target] ?? {});
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

/** The SDK holds the digest of what was taken against what it sent, and fails where they differ. */
function taken(request: Buffer): object {
  const { MessageBody }: { MessageBody: string } = JSON.parse(request.toString('utf8'));
  return { MessageId: 'one', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
}
