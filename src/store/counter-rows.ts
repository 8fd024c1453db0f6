/** Reads the daily counter rows. */
import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { addDays } from '#src/domain/london.ts';
import type { CounterRow } from '#src/usecases/counter-ports.ts';
import { orUnavailable } from './errors.ts';

/** Rows read, and the read units DynamoDB bills for them. */
export interface Read<Row> {
  rows: Row[];
  readUnits: number;
}

export const together = <Row>(reads: readonly Read<Row>[]): Read<Row> => ({
  rows: reads.flatMap(({ rows }) => rows),
  readUnits: reads.reduce((sum, { readUnits }) => sum + readUnits, 0),
});

/** Sort keys, both inclusive. */
export interface Span {
  from: string;
  to: string;
}

/** Which rows of one counter, and which attributes; undefined for all of them. */
export type Asked = Span & { cells: readonly string[] | undefined };

/** One counter's rows of a range, in order. */
export async function readDays(
  client: DynamoDBDocumentClient,
  table: string,
  k: string,
  { from, to, cells }: Asked,
): Promise<Read<CounterRow>> {
  const named = cells?.map((cell, index) => [`#${index}`, cell] as const);
  const projection = named && {
    ProjectionExpression: ['d', ...named.map(([name]) => name)].join(','),
    ExpressionAttributeNames: Object.fromEntries(named),
  };
  const parts = await Promise.all(
    spansOf(from, to).map((span) => readSpan(client, { TableName: table, ...projection }, k, span)),
  );
  const { rows, readUnits } = together(parts);
  return { rows: rows.map(({ k: _, d, ...held }) => ({ k, d: String(d), cells: numbers(held) })), readUnits };
}

/** All rows of one partition between two sort keys. */
export async function readSpan(
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
  k: string,
  { from, to }: Span,
): Promise<Read<Record<string, unknown>>> {
  const read: Read<Record<string, unknown>> = { rows: [], readUnits: 0 };
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
    read.readUnits += page.ConsumedCapacity?.CapacityUnits ?? 0;
    read.rows.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return read;
}

/** About a quarter of a year. */
const spanDays = 92;

/** Splits a long range into queries that run concurrently: one is decoded while the next is in flight. */
function spansOf(from: string, to: string): Span[] {
  const spans: Span[] = [];
  let start = from;
  for (let next = addDays(from.slice(0, 10), spanDays); next <= to; next = addDays(next, spanDays)) {
    // Sort keys may have a suffix after the day; `~` includes all of them.
    spans.push({ from: start, to: `${addDays(next, -1)}~` });
    start = next;
  }
  return [...spans, { from: start, to }];
}

function numbers(held: Record<string, unknown>): Record<string, number> {
  for (const cell in held) if (typeof held[cell] !== 'number') throw new Error('a counter cell is not a number');
  return held as Record<string, number>;
}
