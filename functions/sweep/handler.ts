/** On a schedule: dispatches whatever the stream missed, and sends messages that were not sent. */
import type { Context } from 'aws-lambda';
import { readEnvironment } from '#src/platform/environment.ts';
import { startNow } from '#src/platform/once.ts';
import { sweep } from '#src/usecases/sweep.ts';
import { basics, now } from '../basics.ts';
import { parking, sending } from '../sending.ts';
import { stores } from '../wiring.ts';
import { envSchema } from './env.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  return { ...basics('sweep', env.AREA_FILE), now, ...stores(env), ...sending(env), ...parking(env) };
});

export async function handler(_tick: unknown, context: Context): Promise<void> {
  const deps = await ready();
  const { dispatched, sent, parked, failed, cutShort } = await sweep(deps, () => context.getRemainingTimeInMillis());
  if (parked > 0) deps.log.error('record-parked', { count: parked });
  if (cutShort) deps.log.warn('sweep-cut-short', { count: dispatched + sent });
  deps.log.info('sweep-finished', { count: dispatched + sent, failed });
  // The alarm watches this function's errors: what fails on every sweep would otherwise wait unnoticed.
  if (failed > 0) throw new Error(`Referrals or messages that wait for the next sweep: ${failed}`);
}
