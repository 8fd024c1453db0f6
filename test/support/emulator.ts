/** A DynamoDB emulator for a test, with tables created from the model. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, type KeyType } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamoDb } from '#local/emulators/dynamodb.ts';
import { findFreePort, startOnPort } from '#local/emulators/ports.ts';
import { type KeyAttribute, type TableModel, type TableName, tables } from '#src/store/table-model.ts';

export interface TestTables {
  client: DynamoDBDocumentClient;
  /** Creates the tables under new names, so that tests of one file do not interfere. */
  makeTables(prefix: string): Promise<Record<TableName, string>>;
}

export interface Emulator extends TestTables {
  url: string;
  stop(): Promise<void>;
}

const region = 'eu-west-2';

export async function startEmulator(): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), 'referrals-emulator-'));
  const settings = {
    file: join(folder, 'tables.db'),
    pidFile: join(folder, 'pid'),
    region,
    maxRestarts: 0,
    onFatalError: (why: string) => {
      throw new Error(why);
    },
  };
  const { started: dynamo } = await startOnPort('a test’s DynamoDB', await findFreePort(undefined), (port) =>
    startDynamoDb({ ...settings, port }),
  );
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

/** A table of its own, with the stream of the model: as one that was restored and set up. */
export const makeTable = (client: DynamoDBClient, TableName: string, model: TableModel): Promise<unknown> =>
  client.send(
    new CreateTableCommand({
      TableName,
      ...definition(model),
      ...(model.stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } }),
    }),
  );

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
