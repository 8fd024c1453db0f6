/** Reads tables and queues. */
import * as z from 'zod';
import type { LocalQueue, LocalTable } from './model.ts';
import { boolean, number, readResources } from './properties.ts';
import type { ReadContext } from './read-context.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const table = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.string().optional(),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: boolean }).optional(),
});

export function readTables(context: ReadContext): LocalTable[] {
  return readResources(context, 'AWS::DynamoDB::Table', table).map(({ id, properties }) => ({
    logicalId: id,
    name: context.physical(id).ref,
    keys: properties.KeySchema,
    attributes: properties.AttributeDefinitions,
    indexes: properties.GlobalSecondaryIndexes ?? [],
    streamView: properties.StreamSpecification?.StreamViewType,
    timeToLive: properties.TimeToLiveSpecification?.Enabled
      ? properties.TimeToLiveSpecification.AttributeName
      : undefined,
  }));
}

const redrive = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: number });

const queue = z.object({
  VisibilityTimeout: number.optional(),
  MessageRetentionPeriod: number.optional(),
  ReceiveMessageWaitTimeSeconds: number.optional(),
  DelaySeconds: number.optional(),
  MaximumMessageSize: number.optional(),
  FifoQueue: boolean.optional(),
  ContentBasedDeduplication: boolean.optional(),
  RedrivePolicy: z.union([redrive, z.string()]).optional(),
});

export function readQueues(context: ReadContext): LocalQueue[] {
  return readResources(context, 'AWS::SQS::Queue', queue).map(({ id, properties }) => {
    const { ref, attributes } = context.physical(id);
    const { RedrivePolicy: policy, ...others } = properties;
    const attributesAsText = Object.entries(others).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as const],
    );
    return {
      logicalId: id,
      name: attributes['QueueName'] ?? id,
      arn: attributes['Arn'] ?? '',
      url: ref,
      attributes: {
        ...Object.fromEntries(attributesAsText),
        ...(policy !== undefined && { RedrivePolicy: typeof policy === 'string' ? policy : JSON.stringify(policy) }),
      },
    };
  });
}
