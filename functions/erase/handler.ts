/** On a schedule: erases personal data whose retention period has ended. */
import type { Context } from 'aws-lambda';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { loadBasics, now } from '../shared/basics.ts';
import { stores } from '../shared/stores.ts';
import { envSchema } from './env.ts';

const getDeps = eager(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = loadBasics('erase', env.AREA_FILE);
  return { log, now, rules: area.rules, cases: stores(env).cases };
});

export async function handler(_event: unknown, context: Context): Promise<void> {
  const deps = await getDeps();
  const { erased, failed } = await eraseDue(deps, () => context.getRemainingTimeInMillis());
  deps.log.info('erasing-finished', { count: erased, failed });
  // The alarm watches this function's errors: nothing else would show that data is kept for too long.
  if (failed > 0) throw new Error(`${failed} referrals could not be erased`);
}
