/** A DynamoDB emulator for a test, with tables created from the model. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, type KeyType } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamoDb } from '#local/emulators/dynamodb.ts';
import { type KeyAttribute, type TableModel, type TableName, tables } from '#src/store/table-model.ts';

export interface Emulator {
  url: string;
  client: DynamoDBDocumentClient;
  /** Creates the tables under new names, so that tests of one file do not interfere. */
  makeTables(prefix: string): Promise<Record<TableName, string>>;
  stop(): Promise<void>;
}

const region = 'eu-west-2';

export async function startEmulator(): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), 'referrals-emulator-'));
  const dynamo = await startDynamoDb({
    port: await freePort(),
    file: join(folder, 'tables.db'),
    pidFile: join(folder, 'pid'),
    region,
    maxRestarts: 0,
    onFatalError: (why) => {
      throw new Error(why);
    },
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const plain = new DynamoDBClient({ endpoint: dynamo.url, region, credentials });
  const client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  return {
    url: dynamo.url,
    client,
    async makeTables(prefix) {
      const made = Object.entries(tables).map(async ([name, model]) => {
        const TableName = `${prefix}-${name}`;
        await plain.send(new CreateTableCommand({ TableName, ...definition(model) }));
        return [name, TableName] as const;
      });
      return Object.fromEntries(await Promise.all(made)) as Record<TableName, string>;
    },
    async stop() {
      plain.destroy();
      await dynamo.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function definition(model: TableModel) {
  const attributes = [model, ...model.indexes].flatMap(({ partition, sort }) =>
    sort ? [partition, sort] : [partition],
  );
  const unique = [...new Map(attributes.map((attribute) => [attribute.name, attribute])).values()];
  return {
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: unique.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    KeySchema: keys(model.partition, model.sort),
    ...(model.indexes.length > 0
      ? {
          GlobalSecondaryIndexes: model.indexes.map(({ name, partition, sort, include }) => ({
            IndexName: name,
            KeySchema: keys(partition, sort),
            Projection: include
              ? { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...include] }
              : { ProjectionType: 'KEYS_ONLY' as const },
          })),
        }
      : {}),
  };
}

const keys = (partition: KeyAttribute, sort?: KeyAttribute) => [
  { AttributeName: partition.name, KeyType: 'HASH' as KeyType },
  ...(sort ? [{ AttributeName: sort.name, KeyType: 'RANGE' as KeyType }] : []),
];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
