/** Once a day: balances what was received with what became of it, for each sender and service. */
import type { Context } from 'aws-lambda';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { deadLetterQueues } from '#src/queue/dead-letter-queues.ts';
import { queueClient } from '#src/queue/hand-off-queue.ts';
import { balanceStore } from '#src/store/balances.ts';
import { documentClient } from '#src/store/client.ts';
import { counterReader } from '#src/store/counters.ts';
import { balanceDays } from '#src/usecases/balance/balance-days.ts';
import { loadBasics, now } from '../shared/basics.ts';
import { stores } from '../shared/stores.ts';
import { envSchema } from './env.ts';

const getDeps = eager(async () => {
  const env = readEnvironment(envSchema);
  const client = documentClient();
  return {
    ...loadBasics('balance', env.AREA_FILE),
    now,
    ...stores(env),
    counters: counterReader(client, env.COUNTERS_TABLE),
    balances: balanceStore(client, env.WORK_TABLE),
    deadLetters: deadLetterQueues(queueClient(), env.QUEUE_URL_PREFIX),
  };
});

export async function handler(_event: unknown, context: Context): Promise<void> {
  const deps = await getDeps();
  await balanceDays(deps, () => context.getRemainingTimeInMillis());
}
