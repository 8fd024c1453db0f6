/** The counter rows of one month, by the keys of an area's counters: no other month is read. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CounterRow } from '#src/domain/counting/model.ts';
import { lastDayOf } from '#src/domain/months.ts';
import type { MonthCounters } from '#src/usecases/counter-ports.ts';
import { readDays } from './counter-rows.ts';
import { counterReader } from './counters.ts';
import { readRollUpMarkers } from './roll-up-reader.ts';

/** Queries under way at once. */
const maxConcurrentReads = 16;

/** @param table name of the counters table */
export const monthCounters = (client: DynamoDBDocumentClient, table: string): MonthCounters => ({
  firstDay: () => counterReader(client, table).firstDay(),

  async rolledUp(months) {
    if (months.length === 0) return new Set();
    return new Set((await readRollUpMarkers(client, table, months)).byMonth.keys());
  },

  async rows(month, keys) {
    const rows: CounterRow[] = [];
    // Link rows have the month they link to after the day, hence `~`.
    const range = { from: `${month}-01`, to: `${lastDayOf(month)}~`, cells: undefined };
    for (let at = 0; at < keys.length; at += maxConcurrentReads) {
      const some = keys.slice(at, at + maxConcurrentReads);
      const read = await Promise.all(some.map((k) => readDays(client, table, k, range)));
      rows.push(...read.flatMap((one) => one.rows));
    }
    return rows;
  },
});
