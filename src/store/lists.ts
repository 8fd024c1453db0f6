/** Reads one list from several index partitions, in order of position, a page at a time. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import type { PageBothWays } from '#src/usecases/ports/lists.ts';
import { queryAll, readAll } from './query.ts';

/** Rows in a page, as the API contract says. */
export const pageSize = 50;

interface ListIndex {
  index: string;
  key: string;
  pos: string;
}
const byList: ListIndex = { index: 'byList', key: 'list', pos: 'pos' };

/** By position: rising unless it says otherwise. */
export type Direction = 'rising' | 'falling';

export interface KeyPage {
  rows: { id: ReferralId; row: string }[];
  cursor?: string;
}

/**
 * Merges the partitions' rows by position. The cursor is the last position read, so that the next page is
 * right even if rows were added or removed in between.
 */
export async function readMergedPage(
  client: DynamoDBDocumentClient,
  table: string,
  partitions: readonly string[],
  cursor: string | undefined,
  { index = byList, direction = 'rising' }: { index?: ListIndex; direction?: Direction } = {},
): Promise<KeyPage> {
  const { key, pos } = index;
  const isRising = direction === 'rising';
  const after = cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString();
  const pages = await Promise.all(
    partitions.map(async (partition) => {
      const items = queryAll(client, {
        TableName: table,
        IndexName: index.index,
        KeyConditionExpression: after === '' ? '#key = :key' : `#key = :key AND #pos ${isRising ? '>' : '<'} :after`,
        ScanIndexForward: isRising,
        ExpressionAttributeNames: after === '' ? { '#key': key } : { '#key': key, '#pos': pos },
        ExpressionAttributeValues: after === '' ? { ':key': partition } : { ':key': partition, ':after': after },
        Limit: pageSize + 1,
      });
      const rows: Record<string, unknown>[] = [];
      for await (const item of items) {
        rows.push(item);
        if (rows.length > pageSize) break;
      }
      return rows;
    }),
  );
  const merged = pages.flat().sort((a, b) => (String(a[pos]) < String(b[pos]) === isRising ? -1 : 1));
  const rows = merged.slice(0, pageSize);
  const last = rows.at(-1);
  return {
    rows: rows.map(keyOf),
    ...(merged.length > pageSize && last ? { cursor: cursorAt(String(last[pos])) } : {}),
  };
}

/** All rows of a partition, in the order of the index. */
export async function readAllKeys(
  client: DynamoDBDocumentClient,
  table: string,
  partition: string,
): Promise<KeyPage['rows']> {
  const items = await readAll(client, {
    TableName: table,
    IndexName: byList.index,
    KeyConditionExpression: '#key = :key',
    ExpressionAttributeNames: { '#key': byList.key },
    ExpressionAttributeValues: { ':key': partition },
  });
  return items.map(keyOf);
}

function keyOf({ id, row }: Record<string, unknown>): KeyPage['rows'][number] {
  if (typeof id !== 'string' || !isReferralId(id)) throw new Unreadable('a row of a list has no referral id');
  return { id, row: String(row) };
}

interface PageSource<Row> {
  /** The next keys after a cursor. */
  keys(cursor: string | undefined): Promise<KeyPage>;
  read(keys: KeyPage['rows']): Promise<Row[]>;
  isWanted(row: Row): boolean;
  /** The row's place in the list, for the cursor. */
  position(row: Row): string;
}

/** Reads until a page is full of matching rows, or the list ends. */
export async function readFilteredPage<Row>(
  cursor: string | undefined,
  { keys, read, isWanted, position }: PageSource<Row>,
): Promise<{ rows: Row[]; cursor?: string }> {
  const rows: Row[] = [];
  let after = cursor;
  do {
    const page = await keys(after);
    rows.push(...(await read(page.rows)).filter(isWanted));
    after = page.cursor;
  } while (after !== undefined && rows.length <= pageSize);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const hasMore = rows.length > pageSize && last !== undefined;
  return { rows: shown, ...(hasMore ? { cursor: cursorAt(position(last)) } : {}) };
}

const cursorAt = (position: string): string => Buffer.from(position).toString('base64url');

interface SourceBothWays<Row> extends Omit<PageSource<Row>, 'keys'> {
  keys(cursor: string | undefined, direction: Direction): Promise<KeyPage>;
  direction: Direction;
}

/** Begins the cursor of a page that ends before a row, instead of one that begins after it. */
const before = '~';

/** A page of a list, and the way on from it in both directions. */
export async function readPageBothWays<Row>(
  cursor: string | undefined,
  { keys, direction, ...source }: SourceBothWays<Row>,
): Promise<PageBothWays<Row>> {
  const read = (from: string | undefined, way: Direction) =>
    readFilteredPage(from, { ...source, keys: (after) => keys(after, way) });
  const cursorOf = (row: Row): string => cursorAt(source.position(row));
  if (cursor?.startsWith(before)) {
    const page = await read(cursor.slice(before.length), opposite[direction]);
    const rows = page.rows.toReversed();
    const [first, last] = [rows[0], rows.at(-1)];
    // Nothing is before it any more: the list begins here.
    if (first === undefined || last === undefined) return readPageBothWays(undefined, { keys, direction, ...source });
    return {
      rows,
      cursor: cursorOf(last),
      ...(page.cursor && { previous: { cursor: `${before}${cursorOf(first)}` } }),
    };
  }
  const page = await read(cursor, direction);
  const [first] = page.rows;
  const previous = first === undefined ? {} : { cursor: `${before}${cursorOf(first)}` };
  return { ...page, ...(cursor !== undefined && { previous }) };
}

const opposite: Readonly<Record<Direction, Direction>> = { rising: 'falling', falling: 'rising' };
