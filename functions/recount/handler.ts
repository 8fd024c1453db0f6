/**
 * Once a day: recounts each month that is over and not rolled up, rolls it up if all of its counters agree with the history, and fails
 * if any differs. On most days there is nothing to do.
 */
import type { Context } from 'aws-lambda';
import { countedSenders } from '#src/domain/test-party.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { documentClient } from '#src/store/client.ts';
import { monthCounters } from '#src/store/month-counters.ts';
import { monthHistory } from '#src/store/month-history.ts';
import { monthPeople } from '#src/store/month-people.ts';
import { rollUpWriter } from '#src/store/roll-up-writer.ts';
import { recountMonths } from '#src/usecases/volumes/recount-months.ts';
import { loadBasics, now } from '../shared/basics.ts';
import { envSchema } from './env.ts';

const getDeps = eager(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = loadBasics('recount', env.AREA_FILE);
  const client = documentClient();
  return {
    area,
    log,
    now,
    history: monthHistory(client, env.WORK_TABLE, countedSenders(area)),
    counters: monthCounters(client, env.COUNTERS_TABLE),
    people: monthPeople(client, env.COUNTERS_TABLE),
    rollUpWriter: rollUpWriter(client, env.COUNTERS_TABLE, now),
  };
});

/** Limits the log lines: a bug in the counting can produce thousands of similar differences. */
const maxLoggedDifferences = 100;

export async function handler(_event: unknown, context: Context): Promise<void> {
  const { log, ...deps } = await getDeps();
  const { months, left } = await recountMonths(deps, () => context.getRemainingTimeInMillis());
  for (const { month: period, rows, differences, isRolledUp } of months) {
    for (const { k, d, cell, standing, recounted } of differences.slice(0, maxLoggedDifferences)) {
      log.error('recount-differs', { counter: `${k} ${d} ${cell}`, count: standing, recounted });
    }
    log.info('recount-finished', { period, count: rows, failed: differences.length });
    if (isRolledUp) log.info('month-rolled-up', { period });
    else if (differences.length === 0) log.warn('month-not-rolled-up', { period });
  }
  for (const period of left) log.warn('recount-cut-short', { period });
  const differing = months.reduce((sum, { differences }) => sum + differences.length, 0);
  // The alarm watches this function's errors: a wrong figure must not end as a log line that nobody reads.
  if (differing > 0) throw new Error(`${differing} counter cells differ from the recount`);
}
