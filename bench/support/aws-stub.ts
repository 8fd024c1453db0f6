/**
 * Stubs the AWS calls a function makes while starting, with fixed and immediate responses: a secret, a session for
 * any cookie, empty lists, and success for every write. For the cold start benchmark only: it stores nothing.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AwsStub {
  url: string;
  stop(): void;
}

/** @param party the party that every session belongs to */
export async function startAwsStub(party: string): Promise<AwsStub> {
  const now = new Date().toISOString();
  const text = (S: string) => ({ S });
  const session = { user: text('a-user'), party: text(party), startedAt: text(now), seenAt: text(now) };
  const responses: Readonly<Record<string, object>> = {
    'secretsmanager.GetSecretValue': { SecretString: 'a secret for this bench alone, long enough' },
    'DynamoDB_20120810.GetItem': { Item: session },
    'DynamoDB_20120810.Query': { Items: [], Count: 0, ScannedCount: 0 },
  };
  const respond = (target: string, body: string): object => {
    if (target === 'AmazonSQS.SendMessage') return sendMessageResponse(body);
    // Nobody is in the directory, as of a session from before there was one.
    if (body.includes('"staff#')) return {};
    return responses[target] ?? {};
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const part of request) chunks.push(part);
    const target = String(request.headers['x-amz-target']);
    const body = Buffer.concat(chunks).toString('utf8');
    const responseBody = respond(target, body);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(responseBody));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

/** The SDK rejects a SendMessage response whose MD5 does not match the body it sent. */
function sendMessageResponse(request: string): object {
  const { MessageBody }: { MessageBody: string } = JSON.parse(request);
  return { MessageId: 'one', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
}
