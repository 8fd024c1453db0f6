/** Every sealed text of the tables, by row, so that each can be sealed again. Only the counters hold none. */
import { type DynamoDBDocumentClient, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { isPartyId, isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import {
  disclosureReasonPlace,
  draftPlace,
  mailAddressPlace,
  notePlace,
  onBehalfOfPlace,
  profilePlace,
  referencesPlace,
  type SealPlace,
  staffPlace,
  submissionPlace,
} from '#src/usecases/ports/seals.ts';
import { disclosureKeyRange, headKey, historyKeyRange } from './case-rows.ts';
import { orUnavailable, wasWritten } from './errors.ts';
import { markedPartition } from './mail-addresses.ts';
import type { TableName } from './table-model.ts';

type Row = Record<string, unknown>;

export const sealedTables = ['referrals', 'work', 'web'] as const satisfies readonly TableName[];
export type SealedTable = (typeof sealedTables)[number];

export interface SealedText {
  place: SealPlace;
  sealed: Uint8Array;
}

export interface SealedRow {
  texts: SealedText[];
  /**
   * Puts a seal in place of each text, in their order. `changed`: one of them is no longer what was read, and nothing is
   * written, so that what came between stands.
   */
  replace(seals: readonly Uint8Array[]): Promise<'replaced' | 'changed'>;
}

/** An attribute that holds seals: one as bytes or as base 64, by itself or in a map, or the events of a history row as JSON. */
interface SealedAttribute {
  name: string;
  value: unknown;
  places: readonly SealPlace[];
  read(): Uint8Array[];
  write(seals: readonly Uint8Array[]): unknown;
}

const bytesAt = (row: Row, name: string, place: SealPlace): SealedAttribute[] => {
  const value = row[name];
  if (value === undefined) return [];
  if (!(value instanceof Uint8Array)) throw new Unreadable(`sealed row: ${name}`);
  return [{ name, value, places: [place], read: () => [value], write: ([seal]) => seal }];
};

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const toBase64 = (seal: Uint8Array | undefined): string => Buffer.from(seal ?? []).toString('base64');

const textAt = (row: Row, name: string, place: SealPlace): SealedAttribute[] => {
  const value = row[name];
  if (value === undefined) return [];
  if (typeof value !== 'string') throw new Unreadable(`sealed row: ${name}`);
  return [{ name, value, places: [place], read: () => [fromBase64(value)], write: ([seal]) => toBase64(seal) }];
};

/** A text in a map, which is written as a whole. */
const textIn = (row: Row, name: string, inner: string, place: SealPlace): SealedAttribute[] => {
  const value = row[name];
  if (typeof value !== 'object' || value === null) return [];
  const map = value as Row;
  return textAt(map, inner, place).map((text) => ({
    ...text,
    name,
    value,
    write: (seals) => ({ ...map, [inner]: text.write(seals) }),
  }));
};

const eventRows = z.array(z.looseObject({ note: z.string().optional(), obo: z.string().optional() }));

/** The notes of the events, and whom systems named. */
function eventsOf(row: Row, id: ReferralId): SealedAttribute[] {
  const value = String(row.evs);
  const events = eventRows.parse(JSON.parse(value));
  const found = events.flatMap((event) =>
    (['note', 'obo'] as const).flatMap((name) =>
      event[name] === undefined ? [] : [{ event, name, text: event[name] }],
    ),
  );
  if (found.length === 0) return [];
  return [
    {
      name: 'evs',
      value,
      places: found.map(({ name }) => (name === 'note' ? notePlace(id) : onBehalfOfPlace(id))),
      read: () => found.map(({ text }) => fromBase64(text)),
      write(seals) {
        for (const [index, { event, name }] of found.entries()) event[name] = toBase64(seals[index]);
        return JSON.stringify(events);
      },
    },
  ];
}

const begins = (row: string, { from }: { from: string }): boolean => row.startsWith(from);

/** Where the seals of a row stand. @throws Unreadable naming what is not as it should be */
const attributesOf: Record<SealedTable, (row: Row) => SealedAttribute[]> = {
  referrals(row) {
    const { id, v } = row;
    if (typeof id !== 'string' || !isReferralId(id) || typeof v !== 'number') throw new Unreadable('ledger row: keys');
    return [
      ...bytesAt(row, 'sealed', submissionPlace(id, v)),
      ...bytesAt(row, 'refs', referencesPlace(id)),
      ...textAt(row, 'obo', onBehalfOfPlace(id)),
    ];
  },

  work(row) {
    const { id } = row;
    const key = String(row.row);
    if (typeof id !== 'string' || !isReferralId(id)) return [];
    if (begins(key, historyKeyRange)) return eventsOf(row, id);
    if (begins(key, disclosureKeyRange))
      return [...textAt(row, 'why', disclosureReasonPlace(id)), ...textAt(row, 'obo', onBehalfOfPlace(id))];
    if (key === headKey) return [...bytesAt(row, 'refs', referencesPlace(id)), ...textAt(row, 'adv', notePlace(id))];
    return textIn(row, 'sus', 'adv', notePlace(id));
  },

  web(row) {
    const [id, key] = [String(row.id), String(row.row)];
    const [kind, owner = ''] = id.split('#');
    if (id === markedPartition) return bytesAt(row, 'sealed', mailAddressPlace(key));
    if (kind === 'staff' && isPartyId(owner)) return bytesAt(row, 'sealed', staffPlace(owner, key));
    if (kind === 'user' && key === 'profile') return bytesAt(row, 'sealed', profilePlace(owner));
    if (kind === 'user' && key.startsWith('draft#'))
      return bytesAt(row, 'sealed', draftPlace(key.slice('draft#'.length)));
    return [];
  },
};

/**
 * Reads a whole table, whichever of its rows hold seals.
 * @param tables names by table
 * @param pageRows rows read in one call, where it is fewer than the megabyte that DynamoDB gives
 */
export async function* readSealedRows(
  client: DynamoDBDocumentClient,
  tables: Readonly<Record<SealedTable, string>>,
  table: SealedTable,
  pageRows?: number,
): AsyncGenerator<SealedRow> {
  const TableName = tables[table];
  const sortKey = table === 'referrals' ? 'v' : 'row';
  let ExclusiveStartKey: Row | undefined;
  do {
    const command = new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey, Limit: pageRows });
    const page = await orUnavailable(client.send(command));
    for (const row of page.Items ?? []) {
      const attributes = attributesOf[table](row);
      if (attributes.length === 0) continue;
      yield {
        texts: attributes.flatMap(({ places, read }) =>
          read().map((sealed, index) => ({ sealed, place: places[index] as SealPlace })),
        ),
        replace: (seals) => replaceSeals(client, TableName, { id: row.id, [sortKey]: row[sortKey] }, attributes, seals),
      };
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

/** One write, on condition that each attribute is what was read: an erased one is not put back, and a new one is not lost. */
async function replaceSeals(
  client: DynamoDBDocumentClient,
  TableName: string,
  Key: Row,
  attributes: readonly SealedAttribute[],
  seals: readonly Uint8Array[],
): Promise<'replaced' | 'changed'> {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const conditions: string[] = [];
  const changes: string[] = [];
  let taken = 0;
  for (const [index, { name, value, places, write }] of attributes.entries()) {
    names[`#${index}`] = name;
    values[`:old${index}`] = value;
    values[`:new${index}`] = write(seals.slice(taken, taken + places.length));
    taken += places.length;
    conditions.push(`#${index} = :old${index}`);
    changes.push(`#${index} = :new${index}`);
  }
  const command = new UpdateCommand({
    TableName,
    Key,
    ConditionExpression: conditions.join(' AND '),
    UpdateExpression: `SET ${changes.join(', ')}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  });
  return (await wasWritten(client.send(command))) ? 'replaced' : 'changed';
}
