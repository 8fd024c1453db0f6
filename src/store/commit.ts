/**
 * Writes a case change as one transaction: case rows, history and counters, all or nothing. Each row
 * changes only from the revision that was read and from a status that the transition table allows, so a
 * change takes effect once and the counters stay exact when a message is delivered twice. The head is
 * written with every change, so two changes decided from the same rows cannot both succeed.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CaseChange, CaseHead, HandOff } from '#src/domain/case/model.ts';
import { handOffTransitions, priorStatuses, referralTransitions, type Transition } from '#src/domain/states.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';
import type { Pause } from './backoff.ts';
import { handOffToRow, headToRow } from './case-rows.ts';
import { listChange } from './change-list.ts';
import { counterWrites } from './counters.ts';
import { eventsToRow } from './history-rows.ts';
import { ledgerPut } from './ledger.ts';
import { noticeWrites } from './notices.ts';
import { peopleWrites } from './person-marks.ts';
import { testExpiry } from './test-expiry.ts';
import { isOneTransaction, transact, type Write } from './transact.ts';

export interface WriteTables {
  referrals: string;
  work: string;
  counters: string;
}

interface CommitOptions {
  /** A new version, which is written with the change. */
  correction?: LedgerRecord | undefined;
  now?: (() => Date) | undefined;
  pause?: Pause | undefined;
}

/**
 * @returns `conflict` when a row is not as it was read: nothing is written, and the caller reads and decides again
 * @throws Unavailable when DynamoDB does not answer
 */
export async function commitChange(
  client: DynamoDBDocumentClient,
  tables: WriteTables,
  change: CaseChange,
  { correction, now = () => new Date(), pause }: CommitOptions = {},
): Promise<'committed' | 'conflict'> {
  return transact(client, () => changeWrites(client, tables, [change], now, correction), pause);
}

/**
 * Writes changes of several cases as one transaction, with one addition to each counter row that they share.
 * @returns `conflict` also when they do not go into one transaction: try fewer of them
 * @throws Unavailable when DynamoDB does not answer
 */
export async function commitTogether(
  client: DynamoDBDocumentClient,
  tables: WriteTables,
  changes: readonly CaseChange[],
  { now = () => new Date(), pause }: Omit<CommitOptions, 'correction'> = {},
): Promise<'committed' | 'conflict'> {
  const gatherWrites = async () => {
    const writes = await changeWrites(client, tables, changes, now);
    return isOneTransaction(writes) ? writes : undefined;
  };
  return transact(client, gatherWrites, pause);
}

/** All writes of the changes, with one addition to each counter row. */
async function changeWrites(
  client: DynamoDBDocumentClient,
  tables: WriteTables,
  changes: readonly CaseChange[],
  now: () => Date,
  correction?: LedgerRecord,
): Promise<Write[]> {
  const counts = changes.flatMap(({ events }) => events.flatMap((event) => event.counts));
  const { pseudonyms, writes } = await peopleWrites(client, tables.counters, counts);
  const writtenAt = now();
  return [
    ...changes.flatMap((change) => [
      ...caseWrites(tables, change, { writtenAt, correction, pseudonyms }),
      ...noticeWrites(change, tables.work, writtenAt.toISOString()),
    ]),
    ...counterWrites(counts, tables.counters, writtenAt),
    ...writes,
  ];
}

interface CaseWriteOptions {
  /** The time of this attempt, after which the lists of changes have it. */
  writtenAt: Date;
  correction?: LedgerRecord | undefined;
  pseudonyms?: ReadonlyMap<string, string>;
}

/** The writes of a change except its counters and notices. */
export function caseWrites(
  tables: Pick<WriteTables, 'referrals' | 'work'>,
  change: CaseChange,
  { writtenAt, correction, pseudonyms }: CaseWriteOptions,
): Write[] {
  const { head, handOffs, events, otherHead } = change;
  const expiry = testExpiry(head.after.facts, head.after.receivedAt);
  const history = eventsToRow(head.after.id, events, String(head.after.rev).padStart(4, '0'), pseudonyms);
  return [
    ...(correction ? [ledgerPut(correction, tables.referrals)] : []),
    putChangedRow(tables.work, headToRow(head.after), head, referralTransitions),
    ...(otherHead ? [putChangedRow(tables.work, headToRow(otherHead.after), otherHead, referralTransitions)] : []),
    ...handOffs.map((one) =>
      putChangedRow(tables.work, { ...handOffToRow(one.after), ...expiry }, one, handOffTransitions),
    ),
    ...(history ? listChange(change, history, writtenAt) : []).map((Item) => ({
      Put: { TableName: tables.work, Item: { ...Item, ...expiry } },
    })),
  ];
}

/** A new row must not exist yet; an existing one must have the revision that was read and an allowed status. */
function putChangedRow<Row extends CaseHead | HandOff>(
  table: string,
  item: Record<string, unknown>,
  { before, after }: { before?: Row; after: Row },
  moves: readonly Transition<Row['status']>[],
): Write {
  if (!before) {
    return { Put: { TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(id)' } };
  }
  const allowedStatuses = before.status === after.status ? [before.status] : priorStatuses(moves, after.status);
  const states = allowedStatuses.map((_, index) => `:st${index}`);
  return {
    Put: {
      TableName: table,
      Item: item,
      ConditionExpression: `rev = :rev AND st IN (${states.join(', ')})`,
      ExpressionAttributeValues: {
        ':rev': before.rev,
        ...Object.fromEntries(allowedStatuses.map((status, index) => [`:st${index}`, status])),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}
