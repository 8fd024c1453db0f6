/** Reads the daily counter rows. */
import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { CounterRow } from '#src/domain/counting/model.ts';
import { addDays } from '#src/domain/london.ts';
import { orUnavailable } from './errors.ts';
import type { KeyRange } from './query.ts';

/** Rows read, and the read units DynamoDB bills for them. */
export interface ReadResult<Row> {
  rows: Row[];
  readUnits: number;
}

export const mergeReads = <Row>(reads: readonly ReadResult<Row>[]): ReadResult<Row> => ({
  rows: reads.flatMap(({ rows }) => rows),
  readUnits: reads.reduce((sum, { readUnits }) => sum + readUnits, 0),
});

/** Which rows of one counter, and which attributes; undefined for all of them. */
export type DailyRowsQuery = KeyRange & { cells: readonly string[] | undefined; isConsistent?: boolean };

/** One counter's rows of a range, in order. */
export async function readDays(
  client: DynamoDBDocumentClient,
  table: string,
  k: string,
  { from, to, cells, isConsistent = false }: DailyRowsQuery,
): Promise<ReadResult<CounterRow>> {
  const aliases = cells?.map((cell, index) => [`#${index}`, cell] as const);
  const projection = aliases && {
    ProjectionExpression: ['d', ...aliases.map(([name]) => name)].join(','),
    ExpressionAttributeNames: Object.fromEntries(aliases),
  };
  const input = { TableName: table, ConsistentRead: isConsistent, ...projection };
  const parts = await Promise.all(splitRange(from, to).map((range) => readKeyRange(client, input, k, range)));
  const { rows, readUnits } = mergeReads(parts);
  return {
    rows: rows.map(({ k: _, d, ...attributes }) => ({ k, d: String(d), cells: requireNumbers(attributes) })),
    readUnits,
  };
}

/** All rows of one partition between two sort keys. */
export async function readKeyRange(
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
  k: string,
  { from, to }: KeyRange,
): Promise<ReadResult<Record<string, unknown>>> {
  const result: ReadResult<Record<string, unknown>> = { rows: [], readUnits: 0 };
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  do {
    const query = new QueryCommand({
      ...input,
      KeyConditionExpression: 'k = :k AND d BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':k': k, ':from': from, ':to': to },
      ReturnConsumedCapacity: 'TOTAL',
      ExclusiveStartKey,
    });
    const page = await orUnavailable(client.send(query));
    result.readUnits += page.ConsumedCapacity?.CapacityUnits ?? 0;
    result.rows.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return result;
}

/** About a quarter of a year. */
const daysPerQuery = 92;

/** Splits a long range into queries that run concurrently: one is decoded while the next is in flight. */
function splitRange(from: string, to: string): KeyRange[] {
  const ranges: KeyRange[] = [];
  let start = from;
  for (let next = addDays(from.slice(0, 10), daysPerQuery); next <= to; next = addDays(next, daysPerQuery)) {
    // Sort keys may have a suffix after the day; `~` includes all of them.
    ranges.push({ from: start, to: `${addDays(next, -1)}~` });
    start = next;
  }
  return [...ranges, { from: start, to }];
}

function requireNumbers(attributes: Record<string, unknown>): Record<string, number> {
  for (const cell in attributes)
    if (typeof attributes[cell] !== 'number') throw new Error('a counter cell is not a number');
  return attributes as Record<string, number>;
}
