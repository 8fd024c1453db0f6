/** The counter rows of one month, by the keys of an area's counters: no other month is read. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { lastDayOf } from '#src/domain/months.ts';
import type { MonthCounters } from '#src/usecases/ports/counters.ts';
import { mergeReads, readDays } from './counter-rows.ts';
import { counterReader } from './counters.ts';
import { inBatches } from './in-batches.ts';
import { readRollUpMarkers } from './roll-up-reader.ts';

/** Queries under way at once. */
const maxConcurrentReads = 16;

/** @param table name of the counters table */
export const monthCounters = (client: DynamoDBDocumentClient, table: string): MonthCounters => ({
  firstDay: () => counterReader(client, table).firstDay(),

  async rolledUp(months) {
    if (months.length === 0) return new Set();
    // What came late a moment ago has cleared its month's marker.
    const { byMonth } = await readRollUpMarkers(client, table, months, { isConsistent: true });
    return new Set(byMonth.keys());
  },

  async rows(month, keys) {
    // Link rows have the month they link to after the day, hence `~`.
    const range = { from: `${month}-01`, to: `${lastDayOf(month)}~`, cells: undefined };
    // Consistently, so that what came before the roll-up began is among them (roll-up-writer.ts).
    const days = await inBatches(keys, maxConcurrentReads, (k) =>
      readDays(client, table, k, { ...range, isConsistent: true }),
    );
    return mergeReads(days).rows;
  },
});
