/** The counters table: additions, people's marks and reads. */
import { randomBytes } from 'node:crypto';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { counterDeltas, counterKey } from '#src/domain/counting/cells.ts';
import {
  type CountedReferral,
  linkDeltas,
  packCountedReferral,
  unpackCountedReferral,
} from '#src/domain/counting/distinct-people.ts';
import type { Count, CounterDelta } from '#src/domain/counting/model.ts';
import { canRollUp } from '#src/domain/counting/monthly-roll-up.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { londonDate, monthOf } from '#src/domain/london.ts';
import { wholeMonths } from '#src/domain/months.ts';
import type { CounterReader, PersonMark } from '#src/usecases/counter-ports.ts';
import { type Counters, Unavailable } from '#src/usecases/ports.ts';
import type { Pause } from './backoff.ts';
import { mergeReads, readDays } from './counter-rows.ts';
import { orUnavailable, wasWritten } from './errors.ts';
import { readRollUpMarkers, readWithRollUps } from './roll-up-reader.ts';
import { invalidateRollUps } from './roll-up-writer.ts';
import { personMarkPrefix } from './table-model.ts';
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
export const counterWrites = (counts: readonly Count[], table: string, now: Date): Write[] => {
  const deltas = counterDeltas(counts);
  return [
    ...deltas.map((delta) => ({ Update: counterUpdate(delta, table) })),
    ...invalidateRollUps(deltas, table, now),
  ];
};

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
  };
}

const personMarkKey = (person: string) => ({ k: `${personMarkPrefix}${person}`, d: 'seen' });
const personMarkRow = z.object({ n: z.int(), s: z.array(z.string()), t: z.string(), e: z.set(z.string()).optional() });

async function readPersonMark(client: DynamoDBDocumentClient, table: string, person: string): Promise<PersonMark> {
  const response = await orUnavailable(
    client.send(new GetCommand({ TableName: table, Key: personMarkKey(person), ConsistentRead: true })),
  );
  // The pseudonym is random, so that deleting the mark breaks the link between history and person for good.
  if (!response.Item)
    return { person, pseudonym: randomBytes(16).toString('base64url'), version: 0, seen: [], erased: [] };
  const { n, s, t, e = new Set() } = personMarkRow.parse(response.Item);
  return { person, pseudonym: t, version: n, seen: s.map(unpackCountedReferral), erased: [...e] };
}

/** Conditional on the version that was read: of two simultaneous referrals of one person, one is retried. */
const personMarkUpdate = (
  table: string,
  { person, pseudonym, version }: PersonMark,
  seen: readonly CountedReferral[],
): Write => ({
  Update: {
    TableName: table,
    Key: personMarkKey(person),
    UpdateExpression: 'SET s = :seen, n = :next, t = :pseudonym',
    ConditionExpression: version === 0 ? 'attribute_not_exists(k)' : 'n = :read',
    ExpressionAttributeValues: {
      ':seen': seen.map(packCountedReferral),
      ':next': version + 1,
      ':pseudonym': pseudonym,
      ...(version === 0 ? {} : { ':read': version }),
    },
  },
});

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
  const newReferrals = new Map<string, CountedReferral[]>();
  for (const { measure, person, day, facts, services = [] } of counts) {
    if (measure !== 'victims' || person === undefined) continue;
    newReferrals.set(person, [...(newReferrals.get(person) ?? []), { day, facts, services }]);
  }
  const marks = await Promise.all([...newReferrals.keys()].map((person) => readPersonMark(client, table, person)));
  const writes = marks.flatMap((mark) => {
    const added = newReferrals.get(mark.person) ?? [];
    return [
      personMarkUpdate(table, mark, [...mark.seen, ...added]),
      ...linkDeltas(mark.seen, added).map((delta) => ({ Update: counterUpdate(delta, table) })),
    ];
  });
  return { writes, pseudonyms: new Map(marks.map(({ person, pseudonym }) => [person, pseudonym])) };
}

/**
 * Removes one referral from a person's mark. The mark is deleted with the person's last referral, after which the
 * history no longer leads to them; referred again, they count as a new person. Safe to repeat. Not part of a
 * transaction, because it is not certain how AWS applies an IAM condition on keys to a delete inside one.
 */
export async function forgetPerson(
  client: DynamoDBDocumentClient,
  table: string,
  person: string,
  referral: ReferralId,
): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const { version, seen, erased } = await readPersonMark(client, table, person);
    if (version === 0) return;
    const isLast = new Set([...erased, referral]).size >= seen.length;
    const conditionalKey = { TableName: table, Key: personMarkKey(person), ConditionExpression: 'n = :read' };
    const read = { ':read': version };
    const expressions = {
      UpdateExpression: 'ADD e :gone',
      ExpressionAttributeValues: { ...read, ':gone': new Set([referral]) },
    };
    const call = isLast
      ? client.send(new DeleteCommand({ ...conditionalKey, ExpressionAttributeValues: read }))
      : client.send(new UpdateCommand({ ...conditionalKey, ...expressions }));
    // A failed condition means that the mark has changed: the person has just been referred again.
    if (await wasWritten(call)) return;
  }
  throw new Unavailable('PersonKeptMoving');
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
