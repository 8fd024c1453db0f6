/** Reads a table's stream from the emulator: one shard, starting after a sequence number. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { AwsCall } from '#local/emulators/aws-json.ts';
import type { StreamRecord } from './deliver.ts';

export interface StreamSource {
  /** Identity of the stream, which changes if the table is recreated. */
  id: string;
  shardId: string;
  /** Reads up to `limit` records after the last ones read; empty if there are none yet. */
  read(limit: number): Promise<StreamRecord[]>;
}

export interface StreamOptions {
  table: string;
  partitionKey: string;
  /** The ARN in the functions' events, with the template's region and account. */
  streamArn: string;
  region: string;
  /** Sequence number to continue after; undefined starts at `startingPosition`. */
  checkpointOf: (streamId: string) => string | undefined;
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
}

const describeTableResponse = z.object({ Table: z.object({ LatestStreamArn: z.string() }) });
const describeStreamResponse = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const shardIteratorResponse = z.object({ ShardIterator: z.string() });
const recordsResponse = z.object({
  Records: z.array(
    z.looseObject({
      eventName: z.string(),
      dynamodb: z.looseObject({
        SequenceNumber: z.string(),
        ApproximateCreationDateTime: z.number(),
        Keys: z.record(z.string(), z.unknown()),
      }),
    }),
  ),
  NextShardIterator: z.string().nullish(),
});

export async function openStreamSource(
  dynamodb: AwsCall,
  streams: AwsCall,
  options: StreamOptions,
): Promise<StreamSource> {
  const { Table: table } = describeTableResponse.parse(await dynamodb('DescribeTable', { TableName: options.table }));
  const StreamArn = table.LatestStreamArn;
  const { StreamDescription: description } = describeStreamResponse.parse(
    await streams('DescribeStream', { StreamArn }),
  );
  const ShardId = description.Shards[0]?.ShardId;
  if (ShardId === undefined) throw new Error(`The stream of ${options.table} has no shard.`);
  const checkpoint = options.checkpointOf(StreamArn);
  const startAt =
    checkpoint === undefined
      ? { ShardIteratorType: options.startingPosition }
      : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: checkpoint };
  let next = shardIteratorResponse.parse(
    await streams('GetShardIterator', { StreamArn, ShardId, ...startAt }),
  ).ShardIterator;
  return {
    id: StreamArn,
    shardId: ShardId,
    async read(limit) {
      const read = recordsResponse.parse(await streams('GetRecords', { ShardIterator: next, Limit: limit }));
      next = read.NextShardIterator ?? next;
      return read.Records.map(({ dynamodb: change, ...rest }) => ({
        sequence: change.SequenceNumber,
        partitionKey: JSON.stringify(change.Keys[options.partitionKey]),
        arrived: change.ApproximateCreationDateTime * 1000,
        event: {
          ...rest,
          // The emulator's numbers are unique within a table only; AWS's event ids are unique.
          eventID: createHash('md5').update(`${StreamArn} ${change.SequenceNumber}`).digest('hex'),
          awsRegion: options.region,
          dynamodb: change,
          eventSourceARN: options.streamArn,
        },
      }));
    },
  };
}
