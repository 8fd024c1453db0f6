import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropTransactionTokens } from '#local/workarounds/transaction-tokens.ts';

const heard: { body: string; length: number }[] = [];
const server = createServer(async (request, response) => {
  const body = await text(request);
  heard.push({ body, length: Number(request.headers['content-length']) });
  response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
});
let client: DynamoDBClient;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const { port } = server.address() as AddressInfo;
  client = new DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-2', credentials });
});
afterAll(() => {
  client.destroy();
  server.close();
});

const Item = { id: { S: 'ClientRequestToken' }, say: { S: 'é, and "ClientRequestToken":"kept"' } };
const Put = { TableName: 'Work', Item };

test('a transaction is sent without its token and otherwise unchanged; other writes are unchanged', async () => {
  const transaction = new TransactWriteItemsCommand({ TransactItems: [{ Put }] });
  await client.send(transaction);
  expect(JSON.parse(heard[0]?.body ?? '')).toHaveProperty('ClientRequestToken');

  dropTransactionTokens();
  await client.send(transaction);
  await client.send(new PutItemCommand(Put));
  expect(JSON.parse(heard[1]?.body ?? '')).toEqual({ TransactItems: [{ Put }] });
  expect(JSON.parse(heard[2]?.body ?? '')).toEqual(Put);
  for (const { body, length } of heard) expect(length).toBe(Buffer.byteLength(body));
});
