/** The message for an on-failure queue, in AWS's shape: where the discarded records are, not their content. */
import type { DiscardedBatch } from './deliver.ts';

export interface BatchOrigin {
  functionArn: string;
  streamArn: string;
  shardId: string;
  /** Epoch milliseconds. */
  now: number;
}

export function onFailureMessage(batch: DiscardedBatch, origin: BatchOrigin): object {
  const first = batch.records[0];
  const last = batch.records.at(-1);
  const time = (instant: number | undefined) => new Date(instant ?? origin.now).toISOString();
  return {
    requestContext: {
      requestId: batch.requestId ?? '',
      functionArn: origin.functionArn,
      condition: batch.because,
      approximateInvokeCount: batch.invocations,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: batch.functionError ?? null,
    },
    version: '1.0',
    timestamp: time(origin.now),
    DDBStreamBatchInfo: {
      shardId: origin.shardId,
      startSequenceNumber: first?.sequence,
      endSequenceNumber: last?.sequence,
      approximateArrivalOfFirstRecord: time(first?.arrived),
      approximateArrivalOfLastRecord: time(last?.arrived),
      batchSize: batch.records.length,
      streamArn: origin.streamArn,
    },
  };
}
