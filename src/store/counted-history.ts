/**
 * Reads the whole history and all counters for a recount. Scans instead of querying an index, because a
 * recount must not rely on an index being right. For the operator; the deployed job reads a month (month-history.ts).
 */
import {
  type DynamoDBDocumentClient,
  ScanCommand,
  type ScanCommandInput,
  type ScanCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { monthOf } from '#src/domain/london.ts';
import type { CountHistory, StoredCounters } from '#src/usecases/ports/counters.ts';
import { historyKeyRange } from './case-rows.ts';
import { orUnavailable } from './errors.ts';
import { rowToEvents } from './history-rows.ts';
import { completeRollUps } from './roll-up-reader.ts';
import { isRollUpRow, rollUpKey } from './roll-up-writer.ts';

/** Table names. */
export interface RecountTables {
  work: string;
  counters: string;
}

/** Found by history rows, which also cover referrals whose ledger row has been erased since. */
export const countedHistory = (client: DynamoDBDocumentClient, table: string): CountHistory => ({
  async *counts() {
    const rows = scan(client, {
      TableName: table,
      // A row without facts has no counts.
      FilterExpression: '#row BETWEEN :first AND :last AND attribute_exists(#facts)',
      ProjectionExpression: '#facts, #evs',
      ExpressionAttributeNames: { '#row': 'row', '#facts': 'facts', '#evs': 'evs' },
      ExpressionAttributeValues: { ':first': historyKeyRange.from, ':last': historyKeyRange.to },
    });
    for await (const row of rows) for (const { counts } of rowToEvents(row)) yield counts;
  },
});

const counterRow = z.object({ k: z.string(), d: z.string() }).catchall(z.number());

export const storedCounters = (client: DynamoDBDocumentClient, table: string): StoredCounters => ({
  async *rows(from: string, to: string) {
    const items = scan(client, {
      TableName: table,
      // Link rows have a month after the day, hence `~`. Marks of people have no day and are left out.
      FilterExpression: '#d BETWEEN :from AND :to OR #d BETWEEN :first AND :last',
      ExpressionAttributeNames: { '#d': 'd' },
      ExpressionAttributeValues: {
        ':from': from,
        ':to': `${to}~`,
        ':first': rollUpKey(monthOf(from)),
        ':last': rollUpKey(monthOf(to)),
      },
    });
    const rollUpRows: Record<string, unknown>[] = [];
    for await (const item of items) {
      if (isRollUpRow(item)) {
        rollUpRows.push(item);
        continue;
      }
      const { k, d, ...cells } = counterRow.parse(item);
      yield { k, d, cells };
    }
    yield* completeRollUps(rollUpRows);
  },
});

/** Asks for the next page before it yields this one: reading takes as long as what is done with the rows. */
async function* scan(client: DynamoDBDocumentClient, input: ScanCommandInput): AsyncGenerator<Record<string, unknown>> {
  const readPage = (ExclusiveStartKey: ScanCommandInput['ExclusiveStartKey']) =>
    orUnavailable(client.send(new ScanCommand({ ...input, ConsistentRead: true, ExclusiveStartKey })));
  let page: Promise<ScanCommandOutput> | undefined = readPage(undefined);
  while (page) {
    const { Items = [], LastEvaluatedKey }: ScanCommandOutput = await page;
    page = LastEvaluatedKey && readPage(LastEvaluatedKey);
    // Awaited in the next turn: until then its failure must not end the process.
    page?.catch(() => undefined);
    yield* Items;
  }
}
