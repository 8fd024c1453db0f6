/** The message for an on-failure queue, in AWS's shape: where the discarded records are, not their content. */
import type { GivenUp } from './deliver.ts';

export interface GivenUpWhere {
  functionArn: string;
  streamArn: string;
  shardId: string;
  /** Epoch milliseconds. */
  now: number;
}

export function givenUpMessage(given: GivenUp, where: GivenUpWhere): object {
  const first = given.records[0];
  const last = given.records.at(-1);
  const time = (instant: number | undefined) => new Date(instant ?? where.now).toISOString();
  return {
    requestContext: {
      requestId: given.requestId ?? '',
      functionArn: where.functionArn,
      condition: given.because,
      approximateInvokeCount: given.invocations,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: given.functionError ?? null,
    },
    version: '1.0',
    timestamp: time(where.now),
    DDBStreamBatchInfo: {
      shardId: where.shardId,
      startSequenceNumber: first?.sequence,
      endSequenceNumber: last?.sequence,
      approximateArrivalOfFirstRecord: time(first?.arrived),
      approximateArrivalOfLastRecord: time(last?.arrived),
      batchSize: given.records.length,
      streamArn: where.streamArn,
    },
  };
}
