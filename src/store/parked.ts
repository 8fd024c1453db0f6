/**
 * Parked versions in the work table: one small row each, p#<version>, beside the referral's case. Its agenda says
 * whether it waits for a person (`parked`) or for the sweep (`parked-again`); one that is settled stands on none, and
 * stays to say that it was parked once.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReferralId } from '#src/domain/ids.ts';
import type { ParkedVersions, ToTryAgain } from '#src/usecases/ports.ts';
import { agendas, parkedKey, parkedSpan, parkedVersion } from './case-rows.ts';
import { orUnavailable, written } from './errors.ts';
import { readAgenda, rowsIn } from './query.ts';

type Row = Record<string, unknown>;

/** Later than any instant: whoever asks may have another clock, and nothing here waits for its time. */
const anyTime = '~';

/** @param table name of the work table, which is all that is needed */
export function parkedVersions(client: DynamoDBDocumentClient, table: string): ParkedVersions {
  const get = async (id: ReferralId, version: number): Promise<Row | undefined> => {
    const command = new GetCommand({ TableName: table, Key: { id, row: parkedKey(version) }, ConsistentRead: true });
    return (await orUnavailable(client.send(command))).Item;
  };

  /** @returns whether the row was as the condition says, and is now as the update says */
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
      // Its message may be there before its row, or without one: the row is then made here.
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
        // The index may be behind what the last sweep wrote; the row is not.
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

/** Asked once more meanwhile, it stays on the agenda: the message that was there then is gone. */
const stillAsked = 'agenda = :again AND due = :asked';
const askedValues = (asked: string): Row => ({ ':again': agendas.parkedAgain, ':asked': asked });

const parkedIn = (item: Row, id: ReferralId, version: number): Omit<ToTryAgain, 'asked'> => ({
  id,
  version,
  reason: String(item.rsn),
  at: String(item.at),
});
