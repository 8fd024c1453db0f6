/** On a schedule: sends reminders, hands expired hand-offs to the next service, and adds overdue ones to triage. */
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { processDeadlines } from '#src/usecases/process-deadlines.ts';
import { loadBasics, now } from '../shared/basics.ts';
import { queueDeps } from '../shared/queues.ts';
import { stores } from '../shared/stores.ts';
import { envSchema } from './env.ts';

const getDeps = eager(async () => {
  const env = readEnvironment(envSchema);
  return { ...loadBasics('deadlines', env.AREA_FILE), now, ...stores(env), ...queueDeps(env) };
});

export async function handler(): Promise<void> {
  const deps = await getDeps();
  const { moved, failed } = await processDeadlines(deps);
  deps.log.info('deadlines-finished', { count: moved, failed });
  // The alarm watches this function's errors: without it a failing deadline would pass unnoticed.
  if (failed > 0) throw new Error(`Deadlines that wait for the next look: ${failed}`);
}
