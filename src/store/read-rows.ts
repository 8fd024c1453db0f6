/** Reads many rows of the work table by their keys. */
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Unavailable } from '#src/usecases/ports.ts';
import { backoffMs, type Pause, pauseWithJitter } from './backoff.ts';
import { orUnavailable } from './errors.ts';

export interface RowKey {
  id: string;
  row: string;
}

/** As many as BatchGetItem takes. */
const maxKeys = 100;

/**
 * @param pause called with the backoff before keys that DynamoDB left unprocessed are read again
 * @returns the rows that exist, in the order of their keys
 * @throws Unavailable when DynamoDB leaves keys unprocessed at every attempt
 */
export async function readRows(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly RowKey[],
  pause: Pause = pauseWithJitter,
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  // BatchGetItem rejects duplicate keys, which occur when a row changes lists or two versions share a head.
  let pendingKeys = [...new Map(keys.map(({ id, row }): [string, RowKey] => [`${id}/${row}`, { id, row }])).values()];
  let shortAnswers = 0;
  while (pendingKeys.length > 0) {
    const request = { [table]: { Keys: pendingKeys.slice(0, maxKeys) } };
    const response = await orUnavailable(client.send(new BatchGetCommand({ RequestItems: request })));
    found.push(...(response.Responses?.[table] ?? []));
    const unprocessed = (response.UnprocessedKeys?.[table]?.Keys ?? []) as RowKey[];
    pendingKeys = [...unprocessed, ...pendingKeys.slice(maxKeys)];
    if (unprocessed.length === 0) {
      shortAnswers = 0;
      continue;
    }
    const delay = backoffMs[shortAnswers++];
    if (delay === undefined) throw new Unavailable('UnprocessedKeys');
    await pause(delay);
  }
  const order = new Map(keys.map((key, index) => [nameOf(key), index]));
  const at = ({ id, row }: Record<string, unknown>) => order.get(`${id}/${row}`) ?? 0;
  return found.sort((a, b) => at(a) - at(b));
}

const nameOf = ({ id, row }: RowKey): string => `${id}/${row}`;
