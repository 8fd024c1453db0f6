/**
 * Parked versions in the work table: one small row each, p#<version>. The agenda says whether the version waits for
 * an operator (`parked`) or for the sweep (`parked-again`). A settled one is on no agenda, and its row stays as a
 * record that it was parked; that of a test goes with its case.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReferralId } from '#src/domain/ids.ts';
import type { ParkedVersions, RetryRequest } from '#src/usecases/ports/parked.ts';
import { agendas, headKey, parkedKey, parkedKeyRange, versionOfParkedKey } from './case-rows.ts';
import { orUnavailable, wasWritten } from './errors.ts';
import { readAgenda, readRange } from './query.ts';

type Row = Record<string, unknown>;

/** Sorts after any time: a retry is due at once, even if the requester's clock is ahead of ours. */
const endOfTime = '~';

/** @param table name of the work table */
export function parkedVersionStore(client: DynamoDBDocumentClient, table: string): ParkedVersions {
  const get = async (id: ReferralId, version: number): Promise<Row | undefined> => {
    const command = new GetCommand({ TableName: table, Key: { id, row: parkedKey(version) }, ConsistentRead: true });
    return (await orUnavailable(client.send(command))).Item;
  };

  /**
   * When the case goes by itself, which only that of a test does. Unknown where the case was never recorded; a retry
   * may have recorded it a moment ago.
   */
  const readExpiry = async (id: ReferralId): Promise<unknown> => {
    const command = new GetCommand({ TableName: table, Key: { id, row: headKey }, ConsistentRead: true });
    return (await orUnavailable(client.send(command))).Item?.ttl;
  };

  /** @returns false when the condition failed */
  const update = async (
    { id, version }: { id: ReferralId; version: number },
    {
      set,
      remove,
      when,
      values,
      ttl,
      ...rest
    }: {
      set: string;
      remove?: string;
      when: string;
      values: Row;
      names?: Record<string, string>;
      /** Left as it is where undefined. */
      ttl?: unknown;
    },
  ): Promise<boolean> => {
    const names = { ...rest.names, ...(ttl !== undefined && { '#ttl': 'ttl' }) };
    const command = new UpdateCommand({
      TableName: table,
      Key: { id, row: parkedKey(version) },
      UpdateExpression: `SET ${set}${ttl === undefined ? '' : ', #ttl = :ttl'}${remove ? ` REMOVE ${remove}` : ''}`,
      ConditionExpression: when,
      ExpressionAttributeValues: { ...values, ...(ttl !== undefined && { ':ttl': ttl }) },
      // DynamoDB takes no empty one.
      ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    });
    return wasWritten(client.send(command));
  };

  return {
    async park({ id, version, reason, at }) {
      const command = new PutCommand({
        TableName: table,
        Item: {
          id,
          row: parkedKey(version),
          rsn: reason,
          at,
          agenda: agendas.parked,
          due: at,
          ttl: await readExpiry(id),
        },
        ConditionExpression: 'attribute_not_exists(id)',
      });
      return (await wasWritten(client.send(command))) ? 'parked' : 'already-parked';
    },

    isParked: async (id, version) => (await get(id, version)) !== undefined,

    async findParked(id) {
      const found = [];
      for await (const item of readRange(client, table, id, parkedKeyRange)) {
        if (item.agenda === agendas.parked)
          found.push(rowToParkedVersion(item, id, versionOfParkedKey(String(item.row))));
      }
      return found;
    },

    /** Whatever the retry comes to says when the row goes. */
    async requestRetry({ id, version, reason, at }, requestedAt) {
      // The queue message is sent before the row is written, so the row may not exist yet.
      const isUpdated = await update(
        { id, version },
        {
          set: 'agenda = :again, due = :asked, rsn = if_not_exists(rsn, :reason), #at = if_not_exists(#at, :at)',
          when: 'attribute_not_exists(done)',
          values: { ':again': agendas.parkedAgain, ':asked': requestedAt, ':reason': reason, ':at': at },
          names: { '#at': 'at' },
        },
      );
      return isUpdated ? 'asked' : 'settled-before';
    },

    async *findRetryRequests() {
      for await (const { id, row } of readAgenda(client, table, agendas.parkedAgain, endOfTime)) {
        // The index is eventually consistent, so the row itself is checked.
        const version = versionOfParkedKey(row);
        const item = await get(id, version);
        if (item?.agenda === agendas.parkedAgain)
          yield { ...rowToParkedVersion(item, id, version), requestedAt: String(item.due) };
      }
    },

    async parkAgain({ id, version, reason, at }, requestedAt) {
      await update(
        { id, version },
        {
          set: 'agenda = :parked, due = :at, rsn = :reason, #at = :at',
          when: retryStillRequested,
          values: { ':parked': agendas.parked, ':at': at, ':reason': reason, ...retryValues(requestedAt) },
          names: { '#at': 'at' },
          ttl: await readExpiry(id),
        },
      );
    },

    async settle({ id, version, requestedAt }, at) {
      await update(
        { id, version },
        {
          set: 'done = :at',
          remove: 'agenda, due',
          when: retryStillRequested,
          values: { ':at': at, ...retryValues(requestedAt) },
          ttl: await readExpiry(id),
        },
      );
    },
  };
}

/** Fails if another retry has been requested since: that one is still to be done. */
const retryStillRequested = 'agenda = :again AND due = :asked';
const retryValues = (requestedAt: string): Row => ({ ':again': agendas.parkedAgain, ':asked': requestedAt });

const rowToParkedVersion = (item: Row, id: ReferralId, version: number): Omit<RetryRequest, 'requestedAt'> => ({
  id,
  version,
  reason: String(item.rsn),
  at: String(item.at),
});
