/** Creates the template's tables and queues in the emulators, unless they exist. */
import * as z from 'zod';
import { LocalRunError } from '#local/data-folder/lock.ts';
import type { LocalIndex, LocalQueue, LocalTable } from '#local/template/model.ts';
import { type AwsCall, isAwsError } from './aws-json.ts';

const describeTableResponse = z.object({
  Table: z.object({
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
    GlobalSecondaryIndexes: z
      .array(
        z.object({
          IndexName: z.string(),
          KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
          Projection: z.object({
            ProjectionType: z.string().optional(),
            NonKeyAttributes: z.array(z.string()).optional(),
          }),
        }),
      )
      .optional(),
    StreamSpecification: z.object({ StreamViewType: z.string().optional() }).optional(),
  }),
});

export async function createTables(dynamodb: AwsCall, tables: readonly LocalTable[]): Promise<void> {
  await Promise.all(tables.map((table) => createTable(dynamodb, table)));
}

async function createTable(dynamodb: AwsCall, table: LocalTable): Promise<void> {
  const existing = await describeTable(dynamodb, table.name);
  if (existing) return assertSameShape(table, existing);
  await dynamodb('CreateTable', {
    TableName: table.name,
    KeySchema: table.keys,
    AttributeDefinitions: table.attributes,
    BillingMode: 'PAY_PER_REQUEST',
    ...(table.indexes.length > 0 && { GlobalSecondaryIndexes: table.indexes }),
    ...(table.streamView && { StreamSpecification: { StreamEnabled: true, StreamViewType: table.streamView } }),
  });
  if (!table.timeToLive) return;
  await dynamodb('UpdateTimeToLive', {
    TableName: table.name,
    TimeToLiveSpecification: { AttributeName: table.timeToLive, Enabled: true },
  });
}

type ExistingTable = z.output<typeof describeTableResponse>['Table'];

async function describeTable(dynamodb: AwsCall, name: string): Promise<ExistingTable | undefined> {
  try {
    return describeTableResponse.parse(await dynamodb('DescribeTable', { TableName: name })).Table;
  } catch (error) {
    if (isAwsError(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
}

/** An existing table is never altered: a change of its shape in the template needs --fresh. */
function assertSameShape(table: LocalTable, existing: ExistingTable): void {
  const expected = shapeOf(table.keys, table.indexes, table.streamView);
  const actual = shapeOf(
    existing.KeySchema,
    existing.GlobalSecondaryIndexes ?? [],
    existing.StreamSpecification?.StreamViewType,
  );
  if (expected === actual) return;
  throw new LocalRunError(
    `The table ${table.name} in the data folder has different keys, indexes or stream settings from the stack.\n` +
      'Start with --fresh to recreate it without its rows, or choose another folder with --data-dir.',
  );
}

type Keys = { AttributeName: string; KeyType: string }[];

function shapeOf(
  keys: Keys,
  indexes: readonly (Omit<LocalIndex, 'KeySchema'> & { KeySchema: Keys })[],
  stream?: string,
) {
  const formatKeys = (list: Keys) => list.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).sort();
  return JSON.stringify({
    keys: formatKeys(keys),
    stream: stream ?? null,
    indexes: indexes
      .map(({ IndexName, KeySchema, Projection }) => [
        IndexName,
        formatKeys(KeySchema),
        Projection.ProjectionType,
        [...(Projection.NonKeyAttributes ?? [])].sort(),
      ])
      .sort(([a], [b]) => String(a).localeCompare(String(b))),
  });
}

/** Creates dead-letter queues first, because other queues refer to them. Updates the attributes of existing queues. */
export async function createQueues(sqs: AwsCall, queues: readonly LocalQueue[]): Promise<void> {
  const inOrder = [...queues].sort(
    (a, b) => Number('RedrivePolicy' in a.attributes) - Number('RedrivePolicy' in b.attributes),
  );
  for (const { name, url, attributes } of inOrder) {
    try {
      await sqs('CreateQueue', { QueueName: name, Attributes: attributes });
    } catch (error) {
      if (!isAwsError(error, 'QueueNameExists') && !isAwsError(error, 'QueueAlreadyExists')) throw error;
      await sqs('SetQueueAttributes', { QueueUrl: url, Attributes: attributes });
    }
  }
}
