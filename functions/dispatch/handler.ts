/** Dispatches records from the ledger's stream. A shard's processing stops at the first failed record. */
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readEnvironment } from '#src/platform/environment.ts';
import { startNow } from '#src/platform/once.ts';
import { dispatchRecords } from '#src/usecases/dispatch-records.ts';
import { basics, now } from '../basics.ts';
import { parking, sending } from '../sending.ts';
import { stores } from '../wiring.ts';
import { envSchema } from './env.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  return { ...basics('dispatch', env.AREA_FILE), now, ...stores(env), ...sending(env), ...parking(env) };
});

export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const records = event.Records.map(({ dynamodb }) => ({
    id: dynamodb?.Keys?.id?.S,
    version: dynamodb?.Keys?.v?.N,
    sequence: dynamodb?.SequenceNumber ?? '',
  }));
  const failed = await dispatchRecords(await ready(), records);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
