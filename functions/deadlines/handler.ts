/** On a schedule: sends reminders, hands expired hand-offs to the next service, and adds overdue ones to triage. */
import type { Context } from 'aws-lambda';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { loadBasics, now } from '../shared/basics.ts';
import { queueDeps } from '../shared/queues.ts';
import { stores } from '../shared/stores.ts';
import { envSchema } from './env.ts';

const getDeps = eager(async () => {
  const env = readEnvironment(envSchema);
  return { ...loadBasics('deadlines', env.AREA_FILE), now, ...stores(env), ...queueDeps(env) };
});

export async function handler(_event: unknown, context: Context): Promise<void> {
  const deps = await getDeps();
  const { moved, failed, left } = await processDeadlines(deps, () => context.getRemainingTimeInMillis());
  if (left > 0) deps.log.warn('deadlines-cut-short', { count: left });
  deps.log.info('deadlines-finished', { count: moved, failed });
  // The alarm watches this function's errors: without it a failing deadline would pass unnoticed, and a backlog that grows.
  const waiting = failed + left;
  if (waiting > 0) throw new Error(`Deadlines that wait for the next look: ${waiting}`);
}
