/** Dispatches records from the ledger's stream. A shard's processing stops at the first failed record. */
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { loadBasics, now } from '../shared/basics.ts';
import { parkedQueueDeps, queueDeps } from '../shared/queues.ts';
import { stores } from '../shared/stores.ts';
import { envSchema } from './env.ts';

const getDeps = eager(async () => {
  const env = readEnvironment(envSchema);
  return { ...loadBasics('dispatch', env.AREA_FILE), now, ...stores(env), ...queueDeps(env), ...parkedQueueDeps(env) };
});

export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const records = event.Records.map(({ dynamodb }) => ({
    id: dynamodb?.Keys?.id?.S,
    version: dynamodb?.Keys?.v?.N,
    sequence: dynamodb?.SequenceNumber ?? '',
  }));
  const failed = await dispatchRecords(await getDeps(), records);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
