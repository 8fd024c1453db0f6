/** What is known of e-mail addresses, in the web table by their keyed hash: no row says an address. */
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { isPartyId } from '#src/domain/ids.ts';
import { lazyParser } from '#src/platform/parser.ts';
import type { AddressState, MailAddresses, MarkedAddress } from '#src/usecases/ports/mail.ts';
import { parseRow } from './case-rows.ts';
import { orUnavailable, wasWritten } from './errors.ts';
import { expiresAt } from './expiry.ts';
import { readAll } from './query.ts';
import { readRows } from './read-rows.ts';
import { mailPrefix } from './table-model.ts';

export const markedPartition = `${mailPrefix}marked`;

const partitions = {
  /** When others than urgent notices were last sent. Expires. */
  bundle: `${mailPrefix}bundle`,
  urgentOnly: `${mailPrefix}urgent-only`,
  marked: markedPartition,
} as const;

/** Long after the quarter of an hour that it is needed for. */
const bundleSeconds = 86_400;

const markedRow = lazyParser(() =>
  z.object({
    row: z.string(),
    reason: z.enum(['bounce', 'complaint']),
    at: z.string(),
    party: z.string().refine(isPartyId),
    sealed: z.instanceof(Uint8Array),
  }),
);

/** @param table name of the web table */
export function mailAddressStore(client: DynamoDBDocumentClient, table: string): MailAddresses {
  const put = (Item: Record<string, unknown>) => orUnavailable(client.send(new PutCommand({ TableName: table, Item })));
  const remove = (id: string, row: string) =>
    orUnavailable(client.send(new DeleteCommand({ TableName: table, Key: { id, row } })));

  return {
    async states(hashes) {
      const keys = hashes.flatMap((row) => Object.values(partitions).map((id) => ({ id, row })));
      const states = new Map<string, AddressState>(
        hashes.map((hash) => [hash, { isMarked: false, isUrgentOnly: false }]),
      );
      for (const { id, row, at } of await readRows(client, table, keys)) {
        const state = states.get(String(row));
        if (!state) continue;
        if (id === partitions.marked) state.isMarked = true;
        if (id === partitions.urgentOnly) state.isUrgentOnly = true;
        if (id === partitions.bundle) state.lastBundleAt = String(at);
      }
      return states;
    },

    async recordBundle(row, at) {
      await put({ id: partitions.bundle, row, at, ttl: expiresAt(at, bundleSeconds) });
    },

    async setUrgentOnly(row, isUrgentOnly) {
      await (isUrgentOnly ? put({ id: partitions.urgentOnly, row }) : remove(partitions.urgentOnly, row));
    },

    async mark({ hash, ...marked }) {
      const command = new PutCommand({
        TableName: table,
        Item: { id: partitions.marked, row: hash, ...marked },
        ConditionExpression: 'attribute_not_exists(id)',
      });
      return (await wasWritten(client.send(command))) ? 'marked' : 'already';
    },

    async clear(hash) {
      await remove(partitions.marked, hash);
    },

    async marked() {
      const items = await readAll(client, {
        TableName: table,
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': partitions.marked },
        ConsistentRead: true,
      });
      return items.map((item): MarkedAddress => {
        const { row: hash, ...marked } = parseRow(markedRow, item, 'marked address');
        return { hash, ...marked };
      });
    },
  };
}
