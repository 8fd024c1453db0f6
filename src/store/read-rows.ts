/** Reads many rows of a table by their keys. */
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { backoffMs, type Pause, pauseWithJitter } from './backoff.ts';
import { orUnavailable } from './errors.ts';

/** Of the work table. */
export interface RowKey {
  id: string;
  row: string;
}
/** Of the ledger. */
export interface VersionKey {
  id: string;
  v: number;
}

/** As many as BatchGetItem takes. */
const maxKeys = 100;

/**
 * @param pause called with the backoff before keys that DynamoDB left unprocessed are read again
 * @returns the rows that exist, in the order of their keys
 * @throws Unavailable when DynamoDB leaves keys unprocessed at every attempt
 */
export async function readRows<Key extends RowKey | VersionKey>(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
  pause: Pause = pauseWithJitter,
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  const places = new Map(keys.map((key, index) => [nameOf(key), index]));
  // BatchGetItem rejects duplicate keys, which occur when a row changes lists or two versions share a head.
  let pendingKeys = [...new Map(keys.map((key) => [nameOf(key), toKey(key)])).values()];
  let shortAnswers = 0;
  while (pendingKeys.length > 0) {
    // Whoever decides by these rows must see what was written a moment ago.
    const request = { [table]: { Keys: pendingKeys.slice(0, maxKeys), ConsistentRead: true } };
    const response = await orUnavailable(client.send(new BatchGetCommand({ RequestItems: request })));
    found.push(...(response.Responses?.[table] ?? []));
    const unprocessed = response.UnprocessedKeys?.[table]?.Keys ?? [];
    pendingKeys = [...unprocessed, ...pendingKeys.slice(maxKeys)];
    if (unprocessed.length === 0) {
      shortAnswers = 0;
      continue;
    }
    const delay = backoffMs[shortAnswers++];
    if (delay === undefined) throw new Unavailable('UnprocessedKeys');
    await pause(delay);
  }
  const placeOf = (row: Record<string, unknown>): number => places.get(nameOf(row)) ?? 0;
  return found.sort((a, b) => placeOf(a) - placeOf(b));
}

const toKey = (key: RowKey | VersionKey): Record<string, unknown> =>
  'row' in key ? { id: key.id, row: key.row } : { id: key.id, v: key.v };
const nameOf = (key: { id?: unknown; row?: unknown; v?: unknown }): string => `${key.id}/${key.row ?? key.v}`;
