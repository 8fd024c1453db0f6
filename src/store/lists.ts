/** Reads one list from several index partitions, in order of position, a page at a time. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { Unreadable } from '#src/usecases/ports.ts';
import { queryAll } from './query.ts';

/** Rows in a page, as the API contract says. */
export const pageSize = 50;

interface ListIndex {
  index: string;
  key: string;
  pos: string;
}

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
  { index, key, pos }: ListIndex = { index: 'byList', key: 'list', pos: 'pos' },
): Promise<KeyPage> {
  const after = cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString();
  const pages = await Promise.all(
    partitions.map(async (partition) => {
      const items = queryAll(client, {
        TableName: table,
        IndexName: index,
        KeyConditionExpression: after === '' ? '#key = :key' : '#key = :key AND #pos > :after',
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
  const merged = pages.flat().sort((a, b) => (String(a[pos]) < String(b[pos]) ? -1 : 1));
  const rows = merged.slice(0, pageSize);
  const last = rows.at(-1);
  return {
    rows: rows.map(({ id, row }) => {
      if (typeof id !== 'string' || !isReferralId(id)) throw new Unreadable('a row of a list has no referral id');
      return { id, row: String(row) };
    }),
    ...(merged.length > pageSize && last ? { cursor: Buffer.from(String(last[pos])).toString('base64url') } : {}),
  };
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
  return { rows: shown, ...(hasMore ? { cursor: Buffer.from(position(last)).toString('base64url') } : {}) };
}
