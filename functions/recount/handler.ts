/**
 * Once a month: counts the month before again, and fails where the counters do not agree to the unit.
 * Where they do, questions read that month bound from now on.
 */
import { addDays, addMonths, londonDate, monthOf } from '#src/domain/london.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { logger } from '#src/platform/log.ts';
import { startNow } from '#src/platform/once.ts';
import { monthBinder } from '#src/store/bound-months.ts';
import { documentClient } from '#src/store/client.ts';
import { countedHistory, standingCounters } from '#src/store/counted-history.ts';
import { recountAndBind } from '#src/usecases/bind-months.ts';
import { now } from '../basics.ts';
import { envSchema } from './env.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  const client = documentClient();
  const tables = { referrals: env.REFERRALS_TABLE, work: env.WORK_TABLE, counters: env.COUNTERS_TABLE };
  return {
    log: logger('recount'),
    now,
    history: countedHistory(client, tables),
    counters: standingCounters(client, tables.counters),
    binder: monthBinder(client, tables.counters, now),
  };
});

/** Differences that are named one by one in the log; a fault in the code makes thousands of the same. */
const mostNamed = 100;

export async function handler(): Promise<void> {
  const { log, ...deps } = await ready();
  const thisMonth = `${monthOf(londonDate(now()))}-01`;
  const done = await recountAndBind(deps, addMonths(thisMonth, -1), addDays(thisMonth, -1));
  const { differences, rows, bound, overtaken } = done;
  for (const { k, d, cell, standing, recounted, bound } of differences.slice(0, mostNamed)) {
    const counter = `${k} ${d} ${cell}${bound ? ' as bound' : ''}`;
    log.error('recount-differs', { counter, count: standing, recounted });
  }
  log.info('recount-finished', { count: rows, failed: differences.length });
  for (const period of bound) log.info('month-bound', { period });
  for (const period of overtaken) log.warn('month-not-bound', { period });
  // The alarm is on this function's errors: a wrong figure must not pass as a quiet line.
  if (differences.length > 0) throw new Error(`${differences.length} counter cells differ from the recount`);
}
