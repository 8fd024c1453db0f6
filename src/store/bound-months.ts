/**
 * Months that are over, bound: one row for each counter holds all of the month's days, and questions read
 * it in place of the rows by day, which stay the truth. docs/adr/0009-bound-months.md.
 *
 *   k = bound   d = m2026-10   t = token, at = when     the month is bound; without `at` it is being bound, without either not
 *   k = r|all   d = m2026-10   t = token, c, b          what is read, where t is the token of the month
 *
 * No stale number is ever read. Whoever adds to a day of a month that is over empties the month's first
 * row in the same transaction. A binder puts that row without `at`, then reads the rows by day, writes
 * the others, and sets `at` on condition that the row is still the one it put. So a late count either
 * came before the row was put, and is among what was read; or between, and the condition fails; or after,
 * and it empties the row. In the first two there is nothing to be stale, in the third nothing is left.
 * Who writes may take its clock for the month's last minutes when they are over, and then empties
 * nothing: therefore no month is bound before it has been over for as long as nothing that writes lives.
 */
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { bindMonth, isBindable } from '#src/domain/counting/bound.ts';
import type { CounterDelta } from '#src/domain/counting/model.ts';
import { londonDate, monthOf } from '#src/domain/london.ts';
import type { MonthBinder } from '#src/usecases/counter-ports.ts';
import { orUnavailable } from './errors.ts';
import { boundMonths } from './table-model.ts';
import { transact, type Write } from './transact.ts';

/** Sorts after every day, so that a range of days holds no bound month, nor the other way round. */
export const boundKey = (month: string): string => `m${month}`;
/** A row that has to do with binding, by its sort key. */
export const isOfBinding = ({ d }: Record<string, unknown>): boolean => typeof d === 'string' && d.startsWith('m');
const monthKey = (month: string) => ({ k: boundMonths, d: boundKey(month) });

/** What a transaction must write besides its additions: months that are over and added to are bound no longer. */
export function unbindings(deltas: readonly CounterDelta[], table: string, now: Date): Write[] {
  const present = monthOf(londonDate(now));
  const late = deltas.flatMap(({ k, d }) => (isBindable(k) && monthOf(d) < present ? [monthOf(d)] : []));
  return [...new Set(late)].map((month) => unbinding(table, month));
}

/** An update, which whoever counts may do anyway: to delete one row of a table takes a permission of its own. */
const unbinding = (table: string, month: string): Write => ({
  Update: {
    TableName: table,
    Key: monthKey(month),
    UpdateExpression: 'REMOVE #t, #at',
    ExpressionAttributeNames: { '#t': 't', '#at': 'at' },
  },
});

/** Rows written at the same time. */
const width = 16;

export function monthBinder(client: DynamoDBDocumentClient, table: string, now = () => new Date()): MonthBinder {
  return {
    async begin(month) {
      const t = crypto.randomUUID();
      const Put = {
        TableName: table,
        Item: { ...monthKey(month), t },
        ConditionExpression: 'attribute_not_exists(#at)',
        ExpressionAttributeNames: { '#at': 'at' },
      };
      return (await transact(client, () => [{ Put }])) === 'written' ? t : undefined;
    },

    async bind(month, t, rows) {
      const items = [...Map.groupBy(rows, ({ k }) => k)].flatMap(([k, days]) => {
        if (!isBindable(k)) return [];
        const { names, amounts } = bindMonth(month, days);
        return [{ k, d: boundKey(month), t, c: names, b: amounts }];
      });
      for (let at = 0; at < items.length; at += width) {
        const some = items.slice(at, at + width);
        await Promise.all(some.map((Item) => orUnavailable(client.send(new PutCommand({ TableName: table, Item })))));
      }
      const Put = {
        TableName: table,
        Item: { ...monthKey(month), t, at: now().getTime() },
        ConditionExpression: '#t = :t',
        ExpressionAttributeNames: { '#t': 't' },
        ExpressionAttributeValues: { ':t': t },
      };
      return (await transact(client, () => [{ Put }])) === 'written';
    },

    async unbind(month) {
      await transact(client, () => [unbinding(table, month)]);
    },
  };
}
