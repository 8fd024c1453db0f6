/** The counters table: additions inside transactions, marks of people, and reading by key and day. */
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { counterDeltas, counterKey } from '#src/domain/counting/cells.ts';
import type { Count, CounterDelta } from '#src/domain/counting/model.ts';
import { linkDeltas, packSighting, type Sighting, unpackSighting } from '#src/domain/counting/people.ts';
import { addDays } from '#src/domain/london.ts';
import type { CounterQuestion, CounterReader, CounterRow, PersonMark } from '#src/usecases/counter-ports.ts';
import type { Counters } from '#src/usecases/ports.ts';
import { orUnavailable } from './errors.ts';
import { transact, type Write } from './transact.ts';

/** One ADD for one counter row: rows and cells that are not there yet begin at nought. */
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

/** Counts outside a change of state, for example a resend: all rows of a count, or none. */
export function counterWriter(client: DynamoDBDocumentClient, table: string): Counters {
  return {
    async add(counts) {
      await transact(client, () => counterDeltas(counts).map((delta) => ({ Update: counterUpdate(delta, table) })));
    },
  };
}

const markKey = (person: string) => ({ k: `person|${person}`, d: 'seen' });
const markRow = z.object({ n: z.int(), s: z.array(z.string()) });

async function readMark(client: DynamoDBDocumentClient, table: string, person: string): Promise<PersonMark> {
  const answer = await orUnavailable(
    client.send(new GetCommand({ TableName: table, Key: markKey(person), ConsistentRead: true })),
  );
  if (!answer.Item) return { person, version: 0, seen: [] };
  const { n, s } = markRow.parse(answer.Item);
  return { person, version: n, seen: s.map(unpackSighting) };
}

/** The mark moves only from the version that was read: of two referrals of one person at once, one tries again. */
const markUpdate = (table: string, { person, version }: PersonMark, seen: readonly Sighting[]): Write => ({
  Update: {
    TableName: table,
    Key: markKey(person),
    UpdateExpression: 'SET s = :seen, n = :next',
    ConditionExpression: version === 0 ? 'attribute_not_exists(k)' : 'n = :read',
    ExpressionAttributeValues: {
      ':seen': seen.map(packSighting),
      ':next': version + 1,
      ...(version === 0 ? {} : { ':read': version }),
    },
  },
});

/**
 * What a transaction must write besides its counter deltas so that distinct people stay exact: each
 * person's mark, and the links to their earlier referrals. Reads the marks of people among `counts`;
 * when the transaction is cancelled because a mark moved on, call this again and try again.
 */
export async function peopleWrites(
  client: DynamoDBDocumentClient,
  table: string,
  counts: readonly Count[],
): Promise<Write[]> {
  const now = new Map<string, Sighting[]>();
  for (const { measure, person, day, facts, services = [] } of counts) {
    if (measure !== 'victims' || person === undefined) continue;
    now.set(person, [...(now.get(person) ?? []), { day, facts, services }]);
  }
  const marks = await Promise.all([...now.keys()].map((person) => readMark(client, table, person)));
  return marks.flatMap((mark) => {
    const added = now.get(mark.person) ?? [];
    return [
      markUpdate(table, mark, [...mark.seen, ...added]),
      ...linkDeltas(mark.seen, added).map((delta) => ({ Update: counterUpdate(delta, table) })),
    ];
  });
}

/** Reads counter rows by key and day; keys, and quarters of a year of each, at the same time. */
export function counterReader(client: DynamoDBDocumentClient, table: string): CounterReader {
  return {
    async read(question) {
      const spans = spansOf(question.from, question.to);
      const parts = await Promise.all(
        question.keys.flatMap((k) => spans.map((span) => readKey(client, table, k, { ...question, ...span }))),
      );
      return {
        rows: parts.flatMap((part) => part.rows),
        readUnits: parts.reduce((sum, part) => sum + part.readUnits, 0),
      };
    },
    async firstDay() {
      const answer = await orUnavailable(
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
      const day: unknown = answer.Items?.[0]?.d;
      return typeof day === 'string' ? day : undefined;
    },
  };
}

const spanDays = 92;

/** A long range in spans that are read at the same time: while one is decoded, the next is on its way. */
function spansOf(from: string, to: string): { from: string; to: string }[] {
  const spans: { from: string; to: string }[] = [];
  let start = from;
  for (let next = addDays(from.slice(0, 10), spanDays); next <= to; next = addDays(next, spanDays)) {
    // Sort keys may say more than the day, after it: all that begin with a day sort before the next day.
    spans.push({ from: start, to: `${addDays(next, -1)}~` });
    start = next;
  }
  return [...spans, { from: start, to }];
}

async function readKey(
  client: DynamoDBDocumentClient,
  table: string,
  k: string,
  { from, to, cells }: CounterQuestion,
): Promise<{ rows: CounterRow[]; readUnits: number }> {
  const input: QueryCommandInput = {
    TableName: table,
    KeyConditionExpression: 'k = :k AND d BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':k': k, ':from': from, ':to': to },
    ReturnConsumedCapacity: 'TOTAL',
    ...(cells
      ? {
          ProjectionExpression: ['d', ...cells.map((_, index) => `#${index}`)].join(','),
          ExpressionAttributeNames: Object.fromEntries(cells.map((cell, index) => [`#${index}`, cell])),
        }
      : {}),
  };
  const rows: CounterRow[] = [];
  let readUnits = 0;
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await orUnavailable(client.send(new QueryCommand({ ...input, ExclusiveStartKey })));
    readUnits += page.ConsumedCapacity?.CapacityUnits ?? 0;
    for (const { k: _, d, ...held } of page.Items ?? []) rows.push({ k, d: String(d), cells: numbers(held) });
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return { rows, readUnits };
}

function numbers(held: Record<string, unknown>): Record<string, number> {
  for (const cell in held) if (typeof held[cell] !== 'number') throw new Error('a counter cell is not a number');
  return held as Record<string, number>;
}
