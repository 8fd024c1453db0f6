import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsJsonClient } from '#local/emulators/aws-json.ts';
import { openStreamSource } from '#local/mappings/stream-source.ts';
import { referralsTable } from '#src/store/table-model.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { documentClientOf } from './clients.ts';
import { createClock } from './clock.ts';
import { createMemoryDynamoDb } from './dynamodb.ts';

const region = 'eu-west-2';
const TableName = 'streamed';
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

/**
 * Writes that leave a record, and some that do not. None puts a row that stands as it is: AWS leaves no record
 * of that, as the model does, and the emulator leaves one.
 */
async function writeAll(client: DynamoDBDocumentClient): Promise<void> {
  const key = (v: number) => ({ id: 'a', v });
  const put = (v: number, n: number) => new PutCommand({ TableName, Item: { ...key(v), n } });
  await client.send(put(1, 1));
  await client.send(put(1, 2));
  await client.send(
    new TransactWriteCommand({
      TransactItems: [{ Put: { TableName, Item: { ...key(2), n: 1 } } }, { Delete: { TableName, Key: key(9) } }],
    }),
  );
  await client.send(new UpdateCommand({ TableName, Key: key(2), UpdateExpression: 'REMOVE n' }));
  await client.send(new UpdateCommand({ TableName, Key: key(3), UpdateExpression: 'REMOVE n' }));
  await client.send(new DeleteCommand({ TableName, Key: key(1) }));
  await client.send(new DeleteCommand({ TableName, Key: key(1) }));
}

test('the stream carries the keys of each change in its order', async () => {
  const dynamodb = awsJsonClient('dynamodb', { url: emulator.url, region });
  await dynamodb('CreateTable', {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'id', KeyType: 'HASH' },
      { AttributeName: 'v', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'v', AttributeType: 'N' },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
  const memory = createMemoryDynamoDb(createClock(new Date('2026-11-21T08:00:00Z')));
  memory.createTables({ [TableName]: referralsTable });
  await writeAll(documentClientOf(async (command) => memory.execute(command)));
  await writeAll(emulator.client);
  const source = await openStreamSource(dynamodb, awsJsonClient('streams', { url: emulator.url, region }), {
    table: TableName,
    partitionKey: 'id',
    streamArn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/streamed/stream/now',
    region,
    checkpointOf: () => undefined,
    startingPosition: 'TRIM_HORIZON',
  });
  const records = await source.read(100);
  const real = records.map(({ event }) => [
    Reflect.get(event, 'eventName'),
    unmarshall(Reflect.get(event, 'dynamodb').Keys),
  ]);
  expect(memory.stream(TableName).map(({ eventName, keys }) => [eventName, keys])).toEqual(real);
  expect(real.map(([eventName]) => eventName)).toEqual(['INSERT', 'MODIFY', 'INSERT', 'MODIFY', 'INSERT', 'REMOVE']);
});
