/**
 * Reads the whole history and all counters for a recount. Scans instead of querying an index, because a
 * recount must not rely on an index being right; it runs once a month.
 */
import { type DynamoDBDocumentClient, ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { monthOf } from '#src/domain/london.ts';
import type { CountHistory, StoredCounters } from '#src/usecases/counter-ports.ts';
import { historyKeyRange } from './case-rows.ts';
import { caseStore } from './cases.ts';
import { completeRollUps } from './roll-up-reader.ts';
import { isRollUpRow, rollUpKey } from './roll-up-writer.ts';

/** Table names. */
export interface RecountTables {
  referrals: string;
  work: string;
  counters: string;
}

/** Referrals read concurrently. */
const maxConcurrentReads = 16;

export const countedHistory = (client: DynamoDBDocumentClient, tables: RecountTables): CountHistory => ({
  async *counts() {
    const store = caseStore(client, tables);
    const ids = await findReferralsWithHistory(client, tables.work);
    for (let start = 0; start < ids.length; start += maxConcurrentReads) {
      const histories = await Promise.all(ids.slice(start, start + maxConcurrentReads).map((id) => store.history(id)));
      for (const event of histories.flat()) yield event.counts;
    }
  },
});

/** Found by history rows, which also cover referrals whose ledger row has been erased since. */
async function findReferralsWithHistory(client: DynamoDBDocumentClient, table: string): Promise<ReferralId[]> {
  const ids = new Set<ReferralId>();
  const rows = scan(client, {
    TableName: table,
    FilterExpression: '#row BETWEEN :first AND :last',
    ProjectionExpression: '#id',
    ExpressionAttributeNames: { '#id': 'id', '#row': 'row' },
    ExpressionAttributeValues: { ':first': historyKeyRange.from, ':last': historyKeyRange.to },
  });
  for await (const { id } of rows) if (typeof id === 'string' && isReferralId(id)) ids.add(id);
  return [...ids];
}

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

async function* scan(client: DynamoDBDocumentClient, input: ScanCommandInput): AsyncGenerator<Record<string, unknown>> {
  let ExclusiveStartKey: ScanCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(new ScanCommand({ ...input, ConsistentRead: true, ExclusiveStartKey }));
    yield* page.Items ?? [];
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}
