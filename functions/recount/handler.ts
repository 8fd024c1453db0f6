/**
 * Once a month: recounts the previous month from the history and fails if any counter differs.
 * If all agree, the month is rolled up and volumes queries read the roll-up from then on.
 */
import { addDays, addMonths, londonDate } from '#src/domain/london.ts';
import { startOfMonth } from '#src/domain/months.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { logger } from '#src/platform/log.ts';
import { documentClient } from '#src/store/client.ts';
import { countedHistory, storedCounters } from '#src/store/counted-history.ts';
import { rollUpWriter } from '#src/store/roll-up-writer.ts';
import { recountAndRollUp } from '#src/usecases/roll-up-months.ts';
import { now } from '../shared/basics.ts';
import { envSchema } from './env.ts';

const getDeps = eager(async () => {
  const env = readEnvironment(envSchema);
  const client = documentClient();
  return {
    log: logger('recount'),
    now,
    history: countedHistory(client, env.WORK_TABLE),
    counters: storedCounters(client, env.COUNTERS_TABLE),
    rollUpWriter: rollUpWriter(client, env.COUNTERS_TABLE, now),
  };
});

/** Limits the log lines: a bug in the counting can produce thousands of similar differences. */
const maxLoggedDifferences = 100;

export async function handler(): Promise<void> {
  const { log, ...deps } = await getDeps();
  const thisMonth = startOfMonth(londonDate(now()));
  const result = await recountAndRollUp(deps, addMonths(thisMonth, -1), addDays(thisMonth, -1));
  const { differences, rows, rolledUp, overtaken } = result;
  for (const { k, d, cell, standing, recounted, inRollUp } of differences.slice(0, maxLoggedDifferences)) {
    const counter = `${k} ${d} ${cell}${inRollUp ? ' in the roll-up' : ''}`;
    log.error('recount-differs', { counter, count: standing, recounted });
  }
  log.info('recount-finished', { count: rows, failed: differences.length });
  for (const period of rolledUp) log.info('month-rolled-up', { period });
  for (const period of overtaken) log.warn('month-not-rolled-up', { period });
  // The alarm watches this function's errors: a wrong figure must not end as a log line that nobody reads.
  if (differences.length > 0) throw new Error(`${differences.length} counter cells differ from the recount`);
}
