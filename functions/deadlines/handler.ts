/** On a schedule: sends reminders, hands expired hand-offs to the next service, and adds overdue ones to triage. */
import { readEnvironment } from '#src/platform/environment.ts';
import { startNow } from '#src/platform/once.ts';
import { lookAtDeadlines } from '#src/usecases/deadlines.ts';
import { basics, now } from '../basics.ts';
import { sending } from '../sending.ts';
import { setting, stores } from '../wiring.ts';
import { envSchema } from './env.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = basics('deadlines', env.AREA_FILE);
  return { log, now, setting: setting(area), ...stores(env), ...sending(env) };
});

export async function handler(): Promise<void> {
  const deps = await ready();
  const { moved, failed } = await lookAtDeadlines(deps);
  deps.log.info('deadlines-finished', { count: moved, failed });
  // The alarm watches this function's errors: without it a failing deadline would pass unnoticed.
  if (failed > 0) throw new Error(`Deadlines that wait for the next look: ${failed}`);
}
