/** Transactions: all writes or none, each judged by the rows as they stood before all of them. */
import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { VirtualClock } from './clock.ts';
import { cancelled, conditionReason, NotModelled, refuseUnknown, tokenUsedBefore, validationError } from './errors.ts';
import type { Item } from './item.ts';
import { type FindTable, type PlannedWrite, planCheck, planDelete, planPut, planUpdate } from './writes.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const transactInput = new Set(['TransactItems', 'ClientRequestToken']);
/** Writes that one transaction may hold. */
const mostWrites = 100;
/** How long DynamoDB knows a request by its token. */
const tokenMs = 10 * 60_000;

/** Request tokens of transactions that were done, with what they wrote. */
export type RequestTokens = Map<string, { writes: string; at: number }>;

export function transactWrite(
  input: TransactWriteCommandInput,
  { find, tokens, clock }: { find: FindTable; tokens: RequestTokens; clock: VirtualClock },
): object {
  refuseUnknown('TransactWriteItems', input, transactInput);
  const items = input.TransactItems ?? [];
  if (items.length < 1 || items.length > mostWrites) {
    throw validationError(`A transaction holds 1 to ${mostWrites} writes, not ${items.length}`);
  }
  const token = input.ClientRequestToken;
  const writes = token === undefined ? '' : JSON.stringify(items);
  const done = token === undefined ? undefined : tokens.get(token);
  if (done && clock.ms - done.at < tokenMs) {
    if (done.writes !== writes) throw tokenUsedBefore();
    return {};
  }
  const planned = items.map((item) => planWrite(item, find));
  refuseSameRow(planned);
  const rows = planned.map(({ table, key }) => table.get(key, table.current));
  const next = nextRows(planned, rows);
  for (const [index, { table, key }] of planned.entries()) table.write(key, next[index]);
  if (token !== undefined) tokens.set(token, { writes, at: clock.ms });
  return {};
}

function planWrite(item: TransactItem, find: FindTable): PlannedWrite {
  const { Put, Update, Delete, ConditionCheck, ...other } = item;
  const given = [Put, Update, Delete, ConditionCheck].filter((one) => one !== undefined);
  if (given.length !== 1 || Object.keys(other).length > 0) throw validationError('each item is one write');
  if (Put) return planPut(Put, find);
  if (Update) return planUpdate(Update, find);
  if (Delete) return planDelete(Delete, find);
  if (ConditionCheck) return planCheck(ConditionCheck, find);
  throw new NotModelled('a transaction of another kind of write');
}

function refuseSameRow(planned: readonly PlannedWrite[]): void {
  const rows = planned.map(({ table, key }) => `${table.name} ${table.identify(key)}`);
  if (new Set(rows).size < rows.length) {
    throw validationError('Transaction request cannot include multiple operations on one item');
  }
}

/** @throws TransactionCanceledException with one reason for each write, in their order */
function nextRows(planned: readonly PlannedWrite[], rows: readonly (Item | undefined)[]): (Item | undefined)[] {
  const next: (Item | undefined)[] = [];
  const reasons = planned.map((write, index): CancellationReason => {
    const before = rows[index];
    if (!write.isAllowed(before)) return conditionReason(write.showsRow ? before : undefined);
    try {
      next[index] = write.next(before);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ValidationException') throw error;
      return { Code: 'ValidationError', Message: error.message };
    }
    return { Code: 'None' };
  });
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
  return next;
}
