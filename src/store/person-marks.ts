/**
 * People's marks in the counters table, which keep counts of distinct people exact. A mark is under the person's keyed
 * hash. A person who was counted under the old form of the hash keeps that mark: a row under the new form, the alias,
 * says where it is, so that they are counted once in whatever spelling (docs/adr/0017-known-again.md).
 */
import { randomBytes } from 'node:crypto';
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { mergeDeltas } from '#src/domain/counting/cells.ts';
import {
  type CountedReferral,
  linkDeltas,
  packCountedReferral,
  unpackCountedReferral,
} from '#src/domain/counting/distinct-people.ts';
import type { Count } from '#src/domain/counting/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { PersonMark } from '#src/usecases/ports/counters.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { counterUpdate } from './counters.ts';
import { orUnavailable, wasWritten } from './errors.ts';
import { personMarkPrefix } from './table-model.ts';
import type { Write } from './transact.ts';

const keyOf = (person: string) => ({ k: `${personMarkPrefix}${person}`, d: 'seen' });
const markRow = z.object({
  n: z.int(),
  s: z.array(z.string()),
  t: z.string(),
  e: z.set(z.string()).optional(),
  /** The hash that the alias is under. */
  a: z.string().optional(),
});
/** Changes its version with each write of the mark through it, so that neither is deleted while the other is used. */
const aliasRow = z.object({ n: z.int(), as: z.string() });

async function readRow(client: DynamoDBDocumentClient, table: string, person: string) {
  const command = new GetCommand({ TableName: table, Key: keyOf(person), ConsistentRead: true });
  const { Item } = await orUnavailable(client.send(command));
  return Item && z.union([aliasRow, markRow]).parse(Item);
}
type Row = Awaited<ReturnType<typeof readRow>>;

function markOf(person: string, row: Row): PersonMark {
  // The pseudonym is random, so that deleting the mark breaks the link between history and person for good.
  if (!row || 'as' in row)
    return { person, pseudonym: randomBytes(16).toString('base64url'), version: 0, seen: [], erased: [] };
  const { n, s, t, e = new Set() } = row;
  return { person, pseudonym: t, version: n, seen: s.map(unpackCountedReferral), erased: [...e] };
}

/** @param oldForm the person's hash in the old form */
async function findMark(
  client: DynamoDBDocumentClient,
  table: string,
  person: string,
  oldForm: string | undefined,
): Promise<PersonMark> {
  const [row, oldRow] = await Promise.all([
    readRow(client, table, person),
    oldForm === undefined ? undefined : readRow(client, table, oldForm),
  ]);
  if (row && 'as' in row) return readThroughAlias(client, table, person, row);
  if (row || oldForm === undefined || !oldRow) return markOf(person, row);
  return { ...markOf(oldForm, oldRow), alias: { person, version: 0 } };
}

/** Reads the alias before the mark: a write in between makes the next write or deletion of the alias fail. */
const readThroughAlias = async (
  client: DynamoDBDocumentClient,
  table: string,
  person: string,
  { as, n }: z.infer<typeof aliasRow>,
): Promise<PersonMark> => ({
  ...markOf(as, await readRow(client, table, as)),
  alias: { person, version: n },
});

const ifVersion = (version: number) => (version === 0 ? 'attribute_not_exists(k)' : 'n = :read');

/** Conditional on the version that was read: of two simultaneous referrals of one person, one is retried. */
function markUpdates(
  table: string,
  { person, pseudonym, version, alias }: PersonMark,
  seen: readonly CountedReferral[],
): Write[] {
  const mark = {
    TableName: table,
    Key: keyOf(person),
    UpdateExpression: `SET s = :seen, n = :next, t = :pseudonym${alias ? ', a = :alias' : ''}`,
    ConditionExpression: ifVersion(version),
    ExpressionAttributeValues: {
      ':seen': seen.map(packCountedReferral),
      ':next': version + 1,
      ':pseudonym': pseudonym,
      ...(version === 0 ? {} : { ':read': version }),
      ...(alias ? { ':alias': alias.person } : {}),
    },
  };
  if (!alias) return [{ Update: mark }];
  const aliasUpdate = {
    TableName: table,
    Key: keyOf(alias.person),
    UpdateExpression: 'SET #as = :as, n = :next',
    ConditionExpression: ifVersion(alias.version),
    ExpressionAttributeNames: { '#as': 'as' },
    ExpressionAttributeValues: {
      ':as': person,
      ':next': alias.version + 1,
      ...(alias.version === 0 ? {} : { ':read': alias.version }),
    },
  };
  return [{ Update: mark }, { Update: aliasUpdate }];
}

/**
 * The writes that keep counts of distinct people exact: each person's mark, and the links to their earlier
 * referrals. They belong in the same transaction as the counter writes. If it is cancelled because a mark
 * has changed, call this again for the retry.
 * @returns the writes, and each person's pseudonym for the history
 */
export async function peopleWrites(
  client: DynamoDBDocumentClient,
  table: string,
  counts: readonly Count[],
): Promise<{ writes: Write[]; pseudonyms: ReadonlyMap<string, string> }> {
  const people = new Map<string, { oldForm: string | undefined; added: CountedReferral[] }>();
  for (const { measure, person, personOldForm: oldForm, day, facts, services = [] } of counts) {
    if (measure !== 'victims' || person === undefined) continue;
    const added = people.get(person)?.added ?? [];
    people.set(person, { oldForm, added: [...added, { day, facts, services }] });
  }
  const found = await Promise.all(
    [...people].map(async ([person, { oldForm, added }]) => {
      const mark = await findMark(client, table, person, oldForm);
      return { person, mark, added };
    }),
  );
  const links = mergeDeltas(...found.map(({ mark, added }) => linkDeltas(mark.seen, added)));
  const writes = [
    ...found.flatMap(({ mark, added }) => markUpdates(table, mark, [...mark.seen, ...added])),
    ...links.map((delta) => ({ Update: counterUpdate(delta, table) })),
  ];
  return { writes, pseudonyms: new Map(found.map(({ person, mark }) => [person, mark.pseudonym])) };
}

/**
 * Removes one referral from a person's mark. The mark is deleted with the person's last referral, after which the
 * history no longer leads to them; referred again, they count as a new person. Safe to repeat. Not part of a
 * transaction, because it is not certain how AWS applies an IAM condition on keys to a delete inside one.
 * @param person the hash that the referral's row has, in whichever form
 */
export async function forgetPerson(
  client: DynamoDBDocumentClient,
  table: string,
  person: string,
  referral: ReferralId,
): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const mark = await findMarkToForget(client, table, person);
    const { version, seen, erased, alias } = mark;
    if (version === 0 && !alias) return;
    const isLast = new Set([...erased, referral]).size >= seen.length;
    // The alias goes first: while the mark stands, an interrupted run finds both again.
    if (isLast && alias && !(await deleteRow(client, table, alias.person, alias.version))) continue;
    if (version === 0) return;
    const wasDone = isLast
      ? await deleteRow(client, table, mark.person, version)
      : await addErased(client, table, mark, referral);
    // A failed condition means that the mark has changed: the person has just been referred again.
    if (wasDone) return;
  }
  throw new Unavailable('PersonKeptMoving');
}

/** The mark from either form of the hash, with its alias as it stands; an alias that is gone is left out. */
async function findMarkToForget(client: DynamoDBDocumentClient, table: string, person: string): Promise<PersonMark> {
  const row = await readRow(client, table, person);
  const aliasPerson = row && 'as' in row ? person : row?.a;
  if (aliasPerson === undefined) return markOf(person, row);
  const alias = aliasPerson === person ? row : await readRow(client, table, aliasPerson);
  return alias && 'as' in alias ? readThroughAlias(client, table, aliasPerson, alias) : markOf(person, row);
}

const deleteRow = (client: DynamoDBDocumentClient, table: string, person: string, version: number): Promise<boolean> =>
  wasWritten(
    client.send(
      new DeleteCommand({
        TableName: table,
        Key: keyOf(person),
        ConditionExpression: 'n = :read',
        ExpressionAttributeValues: { ':read': version },
      }),
    ),
  );

const addErased = (
  client: DynamoDBDocumentClient,
  table: string,
  { person, version }: PersonMark,
  referral: ReferralId,
): Promise<boolean> =>
  wasWritten(
    client.send(
      new UpdateCommand({
        TableName: table,
        Key: keyOf(person),
        UpdateExpression: 'ADD e :gone',
        ConditionExpression: 'n = :read',
        ExpressionAttributeValues: { ':read': version, ':gone': new Set([referral]) },
      }),
    ),
  );
