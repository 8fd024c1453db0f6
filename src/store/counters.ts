/** The counters table: additions and reads. */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { counterDeltas, counterKey } from '#src/domain/counting/cells.ts';
import { characteristicsDeltas } from '#src/domain/counting/characteristics.ts';
import type { Count, CounterDelta } from '#src/domain/counting/model.ts';
import { canRollUp } from '#src/domain/counting/monthly-roll-up.ts';
import { londonDate, monthOf } from '#src/domain/london.ts';
import { wholeMonths } from '#src/domain/months.ts';
import type { CounterReader, Counters } from '#src/usecases/ports/counters.ts';
import type { Pause } from './backoff.ts';
import { mergeReads, readDays } from './counter-rows.ts';
import { orUnavailable } from './errors.ts';
import { readRollUpMarkers, readWithRollUps } from './roll-up-reader.ts';
import { invalidateRollUps } from './roll-up-writer.ts';
import { transact, type Write } from './transact.ts';

/** One ADD to one counter row: DynamoDB creates missing rows and attributes at 0. */
export function counterUpdate({ k, d, add }: CounterDelta, table: string): NonNullable<Write['Update']> {
  const cells = Object.entries(add);
  const amounts = [...new Set(cells.map(([, by]) => by))];
  return {
    TableName: table,
    Key: { k, d },
    UpdateExpression: `ADD ${cells.map(([, by], index) => `#${index} :${amounts.indexOf(by)}`).join(',')}`,
    ExpressionAttributeNames: Object.fromEntries(cells.map(([cell], index) => [`#${index}`, cell])),
    ExpressionAttributeValues: Object.fromEntries(amounts.map((by, index) => [`:${index}`, by])),
  };
}

/** The counter writes of a transaction: the additions, and the invalidation of roll-ups that they make stale. */
export const counterWrites = (counts: readonly Count[], table: string, now: Date): Write[] =>
  deltaWrites(counterDeltas(counts), table, now);

const deltaWrites = (deltas: readonly CounterDelta[], table: string, now: Date): Write[] => [
  ...deltas.map((delta) => ({ Update: counterUpdate(delta, table) })),
  ...invalidateRollUps(deltas, table, now),
];

/** Counts what is not a change of status, for example a resend. Each call is one transaction. */
export function counterWriter(
  client: DynamoDBDocumentClient,
  table: string,
  now: () => Date = () => new Date(),
  pause?: Pause,
): Counters {
  return {
    async add(counts) {
      await transact(client, () => counterWrites(counts, table, now()), pause);
    },
    async addCharacteristics(counted) {
      await transact(client, () => deltaWrites(characteristicsDeltas(counted), table, now()), pause);
    },
  };
}

/** Reads daily counter rows, from monthly roll-ups where they exist. Keys are read concurrently. */
export function counterReader(
  client: DynamoDBDocumentClient,
  table: string,
  now: () => Date = () => new Date(),
): CounterReader {
  return {
    async read({ keys, from, to, cells }) {
      const instant = now();
      const currentMonth = monthOf(londonDate(instant));
      const months = wholeMonths(from, to).filter((month) => month < currentMonth);
      const canUseRollUps = months.length > 0 && keys.some(canRollUp);
      const markers = canUseRollUps ? readRollUpMarkers(client, table, months) : undefined;
      const read = await Promise.all(
        keys.map((k) =>
          markers && canRollUp(k)
            ? readWithRollUps(client, table, k, { from, to, cells, months, markers, now: instant.getTime() })
            : readDays(client, table, k, { from, to, cells }),
        ),
      );
      const { rows, readUnits } = mergeReads(read);
      return { rows, readUnits: readUnits + ((await markers)?.readUnits ?? 0) };
    },
    async firstDay() {
      const response = await orUnavailable(
        client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'k = :k',
            ExpressionAttributeValues: { ':k': counterKey('received', 'all') },
            ProjectionExpression: 'd',
            Limit: 1,
          }),
        ),
      );
      const day: unknown = response.Items?.[0]?.d;
      return typeof day === 'string' ? day : undefined;
    },
  };
}
