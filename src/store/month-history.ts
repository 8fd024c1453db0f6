/**
 * What the history counted in one month, without reading the history of any other: by the lists of changes, which have each row
 * when it was written, and by the list of what was written in another month than it counts in (change-list.ts).
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Count } from '#src/domain/counting/model.ts';
import type { PartyId } from '#src/domain/ids.ts';
import { addDays, startOfDay } from '#src/domain/london.ts';
import { firstDayOf, lastDayOf } from '#src/domain/months.ts';
import type { MonthHistory } from '#src/usecases/ports/counters.ts';
import { countedLists, historyKeyOf, lateList } from './change-list.ts';
import { rowToEvents } from './history-rows.ts';
import { queryAll } from './query.ts';
import { type RowKey, readRows } from './read-rows.ts';

/** As many as one call takes, and how many calls are under way at once. */
const batchKeys = 100;
const maxConcurrentReads = 8;

/** @param senders all parties that ever referred, also those that have left */
export const monthHistory = (
  client: DynamoDBDocumentClient,
  table: string,
  senders: readonly PartyId[],
): MonthHistory => ({
  async *counts(month) {
    const written = {
      from: startOfDay(firstDayOf(month)).toISOString(),
      to: startOfDay(addDays(lastDayOf(month), 1)).toISOString(),
    };
    for (const list of countedLists(senders)) yield* countsOf(client, table, keysOn(client, table, list, written));
    yield* countsOf(client, table, keysOn(client, table, lateList(month), undefined));
  },
});

async function* countsOf(
  client: DynamoDBDocumentClient,
  table: string,
  keys: AsyncIterable<RowKey>,
): AsyncGenerator<readonly Count[]> {
  for await (const rows of inGroups(keys, (batch) => readRows(client, table, batch)))
    for (const { counts } of rows.flatMap((row) => rowToEvents(row))) yield counts;
}

/** Keys of history rows on a list. @param span of the time when they were written; without it, all that are on it */
async function* keysOn(
  client: DynamoDBDocumentClient,
  table: string,
  list: string,
  span: { from: string; to: string } | undefined,
): AsyncGenerator<RowKey> {
  const items = queryAll(client, {
    TableName: table,
    IndexName: 'byList',
    KeyConditionExpression: span ? '#list = :list AND #pos BETWEEN :from AND :to' : '#list = :list',
    ExpressionAttributeNames: { '#list': 'list', ...(span && { '#pos': 'pos' }) },
    ExpressionAttributeValues: { ':list': list, ...(span && { ':from': span.from, ':to': span.to }) },
  });
  for await (const { id, row } of items) yield { id: String(id), row: historyKeyOf(String(row)) };
}

/** Reads several batches at once, and holds no more than these in memory. */
async function* inGroups<Key, Row>(
  keys: AsyncIterable<Key>,
  read: (batch: readonly Key[]) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  let batch: Key[] = [];
  let reads: Promise<Row[]>[] = [];
  for await (const key of keys) {
    batch.push(key);
    if (batch.length < batchKeys) continue;
    reads.push(read(batch));
    batch = [];
    if (reads.length < maxConcurrentReads) continue;
    yield (await Promise.all(reads)).flat();
    reads = [];
  }
  if (batch.length > 0) reads.push(read(batch));
  yield (await Promise.all(reads)).flat();
}
