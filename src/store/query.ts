/** Queries that read all pages. */
import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { isReferralId } from '#src/domain/ids.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import type { AgendaItem } from '#src/usecases/ports/lists.ts';
import { orUnavailable } from './errors.ts';

/** Sort keys, both inclusive. */
export interface KeyRange {
  from: string;
  to: string;
}

export async function* queryAll(
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
): AsyncGenerator<Record<string, unknown>> {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await orUnavailable(client.send(new QueryCommand({ ...input, ExclusiveStartKey })));
    yield* page.Items ?? [];
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

export async function readAll(
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
): Promise<Record<string, unknown>[]> {
  const rows = [];
  for await (const row of queryAll(client, input)) rows.push(row);
  return rows;
}

/** The rows of one partition whose sort keys lie in the range, in order, or the last one first. */
export const readRange = (
  client: DynamoDBDocumentClient,
  table: string,
  id: string,
  { from, to }: KeyRange,
  { isReversed = false } = {},
): AsyncGenerator<Record<string, unknown>> =>
  queryAll(client, {
    TableName: table,
    KeyConditionExpression: 'id = :id AND #row BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#row': 'row' },
    ExpressionAttributeValues: { ':id': id, ':from': from, ':to': to },
    ConsistentRead: true,
    ScanIndexForward: !isReversed,
  });

/** What the index has of the rows on an agenda that are due at or before a time (RFC 3339, UTC), earliest first. */
export const queryAgenda = (
  client: DynamoDBDocumentClient,
  table: string,
  agenda: string,
  before: string,
): AsyncGenerator<Record<string, unknown>> =>
  queryAll(client, {
    TableName: table,
    IndexName: 'byAgenda',
    KeyConditionExpression: 'agenda = :agenda AND due <= :before',
    ExpressionAttributeValues: { ':agenda': agenda, ':before': before },
  });

/** Rows of cases on an agenda that are due at or before a time (RFC 3339, UTC), earliest first. */
export async function* readAgenda(
  client: DynamoDBDocumentClient,
  table: string,
  agenda: string,
  before: string,
): AsyncGenerator<AgendaItem> {
  for await (const { id, row, due } of queryAgenda(client, table, agenda, before)) {
    if (typeof id !== 'string' || !isReferralId(id) || typeof row !== 'string' || typeof due !== 'string') {
      throw new Unreadable('agenda row: keys');
    }
    yield { id, row, due };
  }
}
