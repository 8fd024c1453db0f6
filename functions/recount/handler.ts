/** Once a month: counts the month before again, and fails where the counters do not agree to the unit. */
import { addDays, addMonths, londonDate, monthOf } from '#src/domain/london.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { logger } from '#src/platform/log.ts';
import { startNow } from '#src/platform/once.ts';
import { documentClient } from '#src/store/client.ts';
import { countedHistory, standingCounters } from '#src/store/counted-history.ts';
import { recount } from '#src/usecases/recount.ts';
import { now } from '../wiring.ts';
import { envSchema } from './env.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  const client = documentClient();
  const tables = { referrals: env.REFERRALS_TABLE, work: env.WORK_TABLE, counters: env.COUNTERS_TABLE };
  return {
    log: logger('recount'),
    history: countedHistory(client, tables),
    counters: standingCounters(client, tables.counters),
  };
});

/** Differences that are named one by one in the log; a fault in the code makes thousands of the same. */
const mostNamed = 100;

export async function handler(): Promise<void> {
  const { log, ...deps } = await ready();
  const thisMonth = `${monthOf(londonDate(now()))}-01`;
  const { differences, rows } = await recount(deps, addMonths(thisMonth, -1), addDays(thisMonth, -1));
  for (const { k, d, cell, standing, recounted } of differences.slice(0, mostNamed)) {
    log.error('recount-differs', { counter: `${k} ${d} ${cell}`, count: standing, recounted });
  }
  log.info('recount-finished', { count: rows, failed: differences.length });
  // The alarm is on this function's errors: a wrong figure must not pass as a quiet line.
  if (differences.length > 0) throw new Error(`${differences.length} counter cells differ from the recount`);
}
