/**
 * Parked versions in the work table: one small row each, p#<version>. The agenda says whether the version waits for
 * an operator (`parked`) or for the sweep (`parked-again`). A settled one is on no agenda, and its row stays as a
 * record that it was parked.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReferralId } from '#src/domain/ids.ts';
import type { ParkedVersions, ToTryAgain } from '#src/usecases/ports.ts';
import { agendas, parkedKey, parkedSpan, parkedVersion } from './case-rows.ts';
import { orUnavailable, written } from './errors.ts';
import { readAgenda, rowsIn } from './query.ts';

type Row = Record<string, unknown>;

/** Sorts after any time: a retry is due at once, even if the requester's clock is ahead of ours. */
const anyTime = '~';

/** @param table name of the work table */
export function parkedVersions(client: DynamoDBDocumentClient, table: string): ParkedVersions {
  const get = async (id: ReferralId, version: number): Promise<Row | undefined> => {
    const command = new GetCommand({ TableName: table, Key: { id, row: parkedKey(version) }, ConsistentRead: true });
    return (await orUnavailable(client.send(command))).Item;
  };

  /** @returns false when the condition failed */
  const update = async (
    { id, version }: { id: ReferralId; version: number },
    how: { set: string; when: string; values: Row; names?: Record<string, string> },
  ): Promise<boolean> => {
    const command = new UpdateCommand({
      TableName: table,
      Key: { id, row: parkedKey(version) },
      UpdateExpression: how.set,
      ConditionExpression: how.when,
      ExpressionAttributeValues: how.values,
      ...(how.names ? { ExpressionAttributeNames: how.names } : {}),
    });
    return written(client.send(command));
  };

  return {
    async park({ id, version, reason, at }) {
      const command = new PutCommand({
        TableName: table,
        Item: { id, row: parkedKey(version), rsn: reason, at, agenda: agendas.parked, due: at },
        ConditionExpression: 'attribute_not_exists(id)',
      });
      return (await written(client.send(command))) ? 'parked' : 'already-parked';
    },

    isParked: async (id, version) => (await get(id, version)) !== undefined,

    async parkedOf(id) {
      const found = [];
      for await (const item of rowsIn(client, table, id, parkedSpan)) {
        if (item.agenda === agendas.parked) found.push(parkedIn(item, id, parkedVersion(String(item.row))));
      }
      return found;
    },

    async askAgain({ id, version, reason, at }, asked) {
      // The queue message is sent before the row is written, so the row may not exist yet.
      const moved = await update(
        { id, version },
        {
          set: 'SET agenda = :again, due = :asked, rsn = if_not_exists(rsn, :reason), #at = if_not_exists(#at, :at)',
          when: 'attribute_not_exists(done)',
          values: { ':again': agendas.parkedAgain, ':asked': asked, ':reason': reason, ':at': at },
          names: { '#at': 'at' },
        },
      );
      return moved ? 'asked' : 'settled-before';
    },

    async *toTryAgain() {
      for await (const { id, row } of readAgenda(client, table, agendas.parkedAgain, anyTime)) {
        // The index is eventually consistent, so the row itself is checked.
        const version = parkedVersion(row);
        const item = await get(id, version);
        if (item?.agenda === agendas.parkedAgain) yield { ...parkedIn(item, id, version), asked: String(item.due) };
      }
    },

    async parkAnew({ id, version, reason, at }, asked) {
      await update(
        { id, version },
        {
          set: 'SET agenda = :parked, due = :at, rsn = :reason, #at = :at',
          when: stillAsked,
          values: { ':parked': agendas.parked, ':at': at, ':reason': reason, ...askedValues(asked) },
          names: { '#at': 'at' },
        },
      );
    },

    async settle({ id, version, asked }, at) {
      const set = 'SET done = :at REMOVE agenda, due';
      await update({ id, version }, { set, when: stillAsked, values: { ':at': at, ...askedValues(asked) } });
    },
  };
}

/** Fails if another retry has been requested since: that one is still to be done. */
const stillAsked = 'agenda = :again AND due = :asked';
const askedValues = (asked: string): Row => ({ ':again': agendas.parkedAgain, ':asked': asked });

const parkedIn = (item: Row, id: ReferralId, version: number): Omit<ToTryAgain, 'asked'> => ({
  id,
  version,
  reason: String(item.rsn),
  at: String(item.at),
});
