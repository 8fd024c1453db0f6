/**
 * Monthly roll-ups: once a month is over, one row for each counter holds all its days, and queries read
 * that row instead of the daily rows. The daily rows stay authoritative. docs/adr/0009-monthly-roll-ups.md.
 *
 *   k = bound   d = m2026-10   t = token, at = when   marker; without `at` the roll-up is not complete
 *   k = r|all   d = m2026-10   t = token, c, b        one counter's roll-up, valid while t is the marker's token
 *
 * Queries never read a stale roll-up. A transaction that adds to a past month also clears the month's marker.
 * A roll-up puts the marker without `at`, reads the daily rows consistently, writes the roll-up rows, and sets `at`
 * on condition that the token is still its own. A late count therefore either came before the marker and was
 * read, or came during the roll-up and fails the condition, or came afterwards and clears the marker.
 * A writer that read its clock before midnight clears no marker, so a month must have been over for longer
 * than any writer runs before it is rolled up.
 */
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { CounterDelta } from '#src/domain/counting/model.ts';
import { canRollUp, rollUpMonth } from '#src/domain/counting/monthly-roll-up.ts';
import { londonDate, monthOf } from '#src/domain/london.ts';
import type { RollUpWriter } from '#src/usecases/ports/counters.ts';
import type { Pause } from './backoff.ts';
import { orUnavailable } from './errors.ts';
import { inBatches } from './in-batches.ts';
import { queryAll } from './query.ts';
import { rollUpMarkers } from './table-model.ts';
import { transact, type Write } from './transact.ts';

/** Sorts after every day, so that a range of days never includes a roll-up, nor a range of roll-ups a day. */
export const rollUpKey = (month: string): string => `m${month}`;
/** Whether the sort key is of a roll-up or a marker. */
export const isRollUpRow = ({ d }: Record<string, unknown>): boolean => typeof d === 'string' && d.startsWith('m');
const markerKey = (month: string) => ({ k: rollUpMarkers, d: rollUpKey(month) });

/** The writes that invalidate roll-ups of past months, for the transaction that adds to them. */
export function invalidateRollUps(deltas: readonly CounterDelta[], table: string, now: Date): Write[] {
  const currentMonth = monthOf(londonDate(now));
  const lateMonths = deltas.flatMap(({ k, d }) => (canRollUp(k) && monthOf(d) < currentMonth ? [monthOf(d)] : []));
  return [...new Set(lateMonths)].map((month) => invalidateRollUp(table, month));
}

/** An update, since a delete would need another IAM permission. */
const invalidateRollUp = (table: string, month: string): Write => ({
  Update: {
    TableName: table,
    Key: markerKey(month),
    UpdateExpression: 'REMOVE #t, #at',
    ExpressionAttributeNames: { '#t': 't', '#at': 'at' },
  },
});

/** Rows written concurrently. */
const maxConcurrentWrites = 16;

/** @param pause see transact */
export function rollUpWriter(
  client: DynamoDBDocumentClient,
  table: string,
  now = () => new Date(),
  pause?: Pause,
): RollUpWriter {
  return {
    async begin(month) {
      const t = crypto.randomUUID();
      const Put = {
        TableName: table,
        Item: { ...markerKey(month), t },
        ConditionExpression: 'attribute_not_exists(#at)',
        ExpressionAttributeNames: { '#at': 'at' },
      };
      return (await transact(client, () => [{ Put }], pause)) === 'committed' ? t : undefined;
    },

    async holds(month, token) {
      const { k, d } = markerKey(month);
      // A query, since to get it would need another IAM permission.
      const markers = queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'k = :k AND d = :d',
        ExpressionAttributeValues: { ':k': k, ':d': d },
        ConsistentRead: true,
      });
      for await (const { t } of markers) return t === token;
      return false;
    },

    async complete(month, t, rows) {
      const items = [...Map.groupBy(rows, ({ k }) => k)].flatMap(([k, days]) => {
        if (!canRollUp(k)) return [];
        const { names, amounts } = rollUpMonth(month, days);
        return [{ k, d: rollUpKey(month), t, c: names, b: amounts }];
      });
      await inBatches(items, maxConcurrentWrites, (Item) =>
        orUnavailable(client.send(new PutCommand({ TableName: table, Item }))),
      );
      const Put = {
        TableName: table,
        Item: { ...markerKey(month), t, at: now().getTime() },
        ConditionExpression: '#t = :t',
        ExpressionAttributeNames: { '#t': 't' },
        ExpressionAttributeValues: { ':t': t },
      };
      return (await transact(client, () => [{ Put }], pause)) === 'committed';
    },

    async discard(month) {
      await transact(client, () => [invalidateRollUp(table, month)], pause);
    },
  };
}
