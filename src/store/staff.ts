/** The staff directory in the web table. Its rows do not expire: the disclosure log names people for as long as it is kept. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { isPartyId, type PartyId } from '#src/domain/ids.ts';
import { staffRoles } from '#src/domain/vocabulary.ts';
import { lazyParser } from '#src/platform/parser.ts';
import { noSession, type StaffDirectory, type StaffRecord } from '#src/usecases/ports/staff.ts';
import { parseRow } from './case-rows.ts';
import { orUnavailable, wasWritten } from './errors.ts';
import { readAll } from './query.ts';

const rowParser = lazyParser(() =>
  z.object({
    row: z.string(),
    party: z.string().refine(isPartyId),
    sealed: z.instanceof(Uint8Array),
    roles: z.array(z.enum(staffRoles)).optional(),
    invitedAt: z.string().optional(),
    seenAt: z.string().optional(),
    session: z.string().optional(),
    removedAt: z.string().optional(),
  }),
);

const partition = (party: PartyId): string => `staff#${party}`;
const keyOf = (party: PartyId, user: string) => ({ id: partition(party), row: user });

/** DynamoDB refuses to be asked for an empty sort key or one of more than 1,024 bytes, which a form or a path may give. */
const isPossibleRow = (user: string): boolean => user !== '' && Buffer.byteLength(user) <= 1024;

/** Without what is undefined. */
const definedOf = (values: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

function rowToStaff(item: Record<string, unknown>): StaffRecord {
  const { row: user, party, sealed, roles, ...times } = parseRow(rowParser, item, 'staff');
  return {
    party,
    user,
    sealed,
    ...(roles && { roles }),
    ...definedOf(times),
  };
}

/** @param table name of the web table */
export function staffStore(client: DynamoDBDocumentClient, table: string): StaffDirectory {
  /** Of a row that is there; another's is left alone. */
  async function update(
    party: PartyId,
    user: string,
    UpdateExpression: string,
    ExpressionAttributeValues?: Record<string, unknown>,
    ExpressionAttributeNames?: Record<string, string>,
  ): Promise<void> {
    const command = new UpdateCommand({
      TableName: table,
      Key: keyOf(party, user),
      ConditionExpression: 'attribute_exists(id)',
      UpdateExpression,
      ExpressionAttributeValues,
      ExpressionAttributeNames,
    });
    await wasWritten(client.send(command));
  }

  return {
    async list(party) {
      const items = await readAll(client, {
        TableName: table,
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': partition(party) },
      });
      return items.map(rowToStaff);
    },

    async find(party, user) {
      if (!isPossibleRow(user)) return undefined;
      const command = new GetCommand({ TableName: table, Key: keyOf(party, user), ConsistentRead: true });
      const { Item } = await orUnavailable(client.send(command));
      return Item && rowToStaff(Item);
    },

    async recordSignIn({ party, user, sealed, roles, seenAt, session }) {
      const command = new UpdateCommand({
        TableName: table,
        Key: keyOf(party, user),
        ConditionExpression: 'attribute_not_exists(removedAt)',
        UpdateExpression: `SET party = :party, sealed = :sealed, seenAt = :at, #session = :session${roles ? ', #roles = :roles' : ' REMOVE #roles'}`,
        ExpressionAttributeNames: { '#roles': 'roles', '#session': 'session' },
        ExpressionAttributeValues: {
          ':party': party,
          ':sealed': sealed,
          ':at': seenAt,
          ':session': session,
          ...(roles && { ':roles': roles }),
        },
      });
      return (await wasWritten(client.send(command))) ? 'recorded' : 'removed';
    },

    async invite({ party, user, ...rest }) {
      const Item = { ...keyOf(party, user), party, ...rest };
      await orUnavailable(client.send(new PutCommand({ TableName: table, Item })));
    },

    change: ({ party, user, sealed, roles }) =>
      update(
        party,
        user,
        'SET sealed = :sealed, #roles = :roles',
        { ':sealed': sealed, ':roles': roles },
        { '#roles': 'roles' },
      ),
    remove: (party, user, at) =>
      update(
        party,
        user,
        'SET removedAt = :at, #session = :none',
        { ':at': at, ':none': noSession },
        { '#session': 'session' },
      ),
    readmit: (party, user) =>
      update(
        party,
        user,
        // Older removals left the session out.
        'SET #session = if_not_exists(#session, :none) REMOVE removedAt',
        { ':none': noSession },
        { '#session': 'session' },
      ),
    touch: (party, user, at) => update(party, user, 'SET seenAt = :at', { ':at': at }),
  };
}
