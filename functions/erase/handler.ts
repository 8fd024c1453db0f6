/** On a schedule: erases personal data whose retention period has ended. */
import type { Context } from 'aws-lambda';
import { readEnvironment } from '#src/platform/environment.ts';
import { startNow } from '#src/platform/once.ts';
import { eraseDue } from '#src/usecases/erase.ts';
import { basics, now } from '../basics.ts';
import { stores } from '../wiring.ts';
import { envSchema } from './env.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = basics('erase', env.AREA_FILE);
  return { log, now, rules: area.rules, cases: stores(env).cases };
});

export async function handler(_tick: unknown, context: Context): Promise<void> {
  const deps = await ready();
  const { erased, failed } = await eraseDue(deps, () => context.getRemainingTimeInMillis());
  deps.log.info('erasing-finished', { count: erased, failed });
  // The alarm watches this function's errors: nothing else would show that data is kept for too long.
  if (failed > 0) throw new Error(`${failed} referrals could not be erased`);
}
