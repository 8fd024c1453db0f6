/** The recount over the area's own tables. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { countedHistory, type RecountTables, standingCounters } from '#src/store/counted-history.ts';
import { type Recount, recount } from '#src/usecases/recount.ts';

/** @param from, to London days, both included */
export const recountTables = (
  client: DynamoDBDocumentClient,
  tables: RecountTables,
  from: string,
  to: string,
): Promise<Recount> =>
  recount({ history: countedHistory(client, tables), counters: standingCounters(client, tables.counters) }, from, to);
