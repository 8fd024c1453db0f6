/** Recounts the area's own tables, with or without rolling up the months that agree. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { monthBinder } from '#src/store/bound-months.ts';
import { countedHistory, type RecountTables, standingCounters } from '#src/store/counted-history.ts';
import { type Bound, recountAndBind } from '#src/usecases/bind-months.ts';
import { type Difference, type Recount, recount } from '#src/usecases/recount.ts';

export type { Bound, Difference };

const ports = (client: DynamoDBDocumentClient, tables: RecountTables) => ({
  history: countedHistory(client, tables),
  counters: standingCounters(client, tables.counters),
});

/** Both London days are included. */
export const recountTables = (
  client: DynamoDBDocumentClient,
  tables: RecountTables,
  from: string,
  to: string,
): Promise<Recount> => recount(ports(client, tables), from, to);

/** @param range.now the area's clock: only months that are over by it are rolled up */
export const bindTables = (
  client: DynamoDBDocumentClient,
  tables: RecountTables,
  range: { from: string; to: string; now: () => Date },
): Promise<Bound> => {
  const binder = monthBinder(client, tables.counters, range.now);
  return recountAndBind({ ...ports(client, tables), binder, now: range.now }, range.from, range.to);
};
