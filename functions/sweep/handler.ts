/** On a schedule: dispatches whatever the stream missed, and sends messages that were not sent. */
import type { Context } from 'aws-lambda';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { sweep } from '#src/usecases/dispatch/sweep.ts';
import { loadBasics, now } from '../shared/basics.ts';
import { parkedQueueDeps, queueDeps } from '../shared/queues.ts';
import { stores } from '../shared/stores.ts';
import { envSchema } from './env.ts';

const getDeps = eager(async () => {
  const env = readEnvironment(envSchema);
  return { ...loadBasics('sweep', env.AREA_FILE), now, ...stores(env), ...queueDeps(env), ...parkedQueueDeps(env) };
});

export async function handler(_event: unknown, context: Context): Promise<void> {
  const deps = await getDeps();
  const { dispatched, sent, parked, failed, cutShort } = await sweep(deps, () => context.getRemainingTimeInMillis());
  if (parked > 0) deps.log.error('record-parked', { count: parked });
  if (cutShort) deps.log.warn('sweep-cut-short', { count: dispatched + sent });
  deps.log.info('sweep-finished', { count: dispatched + sent, failed });
  // The alarm watches this function's errors: what fails on every sweep would otherwise wait unnoticed.
  if (failed > 0) throw new Error(`Referrals or messages that wait for the next sweep: ${failed}`);
}
