/**
 * History and counters, whole, for a recount. It reads the two tables from end to end, which no function of
 * the area ever does: a recount is rare, and a question that an index answered would trust that index.
 */
import { type DynamoDBDocumentClient, ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { historySpan } from '#src/store/case-rows.ts';
import { rowToEvents } from '#src/store/history-rows.ts';
import type { CountedHistory, StandingCounters } from '#src/usecases/recount.ts';

/** @param table name of the work table */
export const countedHistory = (client: DynamoDBDocumentClient, table: string): CountedHistory => ({
  async *counts() {
    const events = scan(client, {
      TableName: table,
      FilterExpression: '#row BETWEEN :first AND :last',
      ExpressionAttributeNames: { '#row': 'row' },
      ExpressionAttributeValues: { ':first': historySpan.from, ':last': historySpan.to },
    });
    for await (const item of events) yield rowToEvents(item).flatMap((event) => event.counts);
  },
});

/** Marks of people stand beside the counters, without a day. */
const counterRow = z.object({ k: z.string(), d: z.string().regex(/^\d{4}-\d{2}-\d{2}/) }).catchall(z.number());

/** @param table name of the counters table */
export const standingCounters = (client: DynamoDBDocumentClient, table: string): StandingCounters => ({
  async *rows(from, to) {
    const items = scan(client, {
      TableName: table,
      FilterExpression: '#d BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#d': 'd' },
      // Rows that link two months carry the other one behind the day.
      ExpressionAttributeValues: { ':from': from, ':to': `${to}~` },
    });
    for await (const item of items) {
      const { k, d, ...cells } = counterRow.parse(item);
      yield { k, d, cells };
    }
  },
});

async function* scan(client: DynamoDBDocumentClient, input: ScanCommandInput): AsyncGenerator<Record<string, unknown>> {
  let ExclusiveStartKey: ScanCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(new ScanCommand({ ...input, ConsistentRead: true, ExclusiveStartKey }));
    yield* page.Items ?? [];
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}
