/** Recounts the area's own tables, with or without rolling up the months that agree. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { countedHistory, type RecountTables, storedCounters } from '#src/store/counted-history.ts';
import { monthPeople } from '#src/store/month-people.ts';
import { rollUpWriter } from '#src/store/roll-up-writer.ts';
import { type Difference, type Recount, recount } from '#src/usecases/volumes/recount.ts';
import { type RollUpResult, recountAndRollUp } from '#src/usecases/volumes/roll-up-months.ts';

export type { Difference, RollUpResult };

const recountPorts = (client: DynamoDBDocumentClient, tables: RecountTables) => ({
  history: countedHistory(client, tables.work),
  counters: storedCounters(client, tables.counters),
});

/** Both London days are included. */
export const recountTables = (
  client: DynamoDBDocumentClient,
  tables: RecountTables,
  from: string,
  to: string,
): Promise<Recount> => recount(recountPorts(client, tables), from, to);

/** @param range.now the area's clock: only months that are over by it are rolled up */
export const rollUpTables = (
  client: DynamoDBDocumentClient,
  tables: RecountTables,
  range: { from: string; to: string; now: () => Date },
): Promise<RollUpResult> => {
  const rollUps = rollUpWriter(client, tables.counters, range.now);
  return recountAndRollUp(
    {
      ...recountPorts(client, tables),
      people: monthPeople(client, tables.counters),
      rollUpWriter: rollUps,
      now: range.now,
    },
    range.from,
    range.to,
  );
};
