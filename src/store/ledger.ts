/** The ledger, in the referrals table. One conditional write stores a referral; only an erasure changes a row. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { isPartyId, isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import type { Ledger, LedgerRecord, PersonReferral } from '#src/usecases/ports/ledger.ts';
import { orUnavailable } from './errors.ts';
import { putInput, putResult } from './ledger-put.ts';
import { recordToRow, rowToRecord } from './ledger-row.ts';
import { queryAll, readAll } from './query.ts';
import { readRows } from './read-rows.ts';

/** @param table name of the referrals table */
export function ledgerStore(client: DynamoDBDocumentClient, table: string): Ledger {
  return {
    async put(record) {
      try {
        await orUnavailable(client.send(new PutCommand(putInput(record, table))));
        return { stored: true };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        return putResult(record, unmarshall(error.Item));
      }
    },

    async get(id, version = 1) {
      const command = new GetCommand({ TableName: table, Key: { id, v: version }, ConsistentRead: true });
      const { Item } = await orUnavailable(client.send(command));
      return Item && rowToRecord(Item);
    },

    async findStored(ids) {
      const rows = await readRows(
        client,
        table,
        ids.map((id) => ({ id, v: 1 })),
      );
      return new Set(rows.map(idOf));
    },

    async byReference(reference) {
      const items = await readAll(client, {
        TableName: table,
        IndexName: 'byReference',
        KeyConditionExpression: '#ref = :ref',
        ExpressionAttributeNames: { '#ref': 'ref' },
        ExpressionAttributeValues: { ':ref': reference },
      });
      return items.map(idOf);
    },

    async byPerson(hashes, from, to) {
      const itemsOfEach = await Promise.all(
        hashes.map((hash) =>
          readAll(client, {
            TableName: table,
            IndexName: 'byPerson',
            KeyConditionExpression: 'person = :person AND #at BETWEEN :from AND :to',
            ExpressionAttributeNames: { '#at': 'at' },
            ExpressionAttributeValues: { ':person': hash, ':from': from, ':to': to },
          }),
        ),
      );
      const found = itemsOfEach.flat().map(rowToPersonReferral);
      return found.sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : 0));
    },

    async *byHour(hour, from) {
      const items = queryAll(client, {
        TableName: table,
        IndexName: 'byHour',
        KeyConditionExpression: from === undefined ? '#hour = :hour' : '#hour = :hour AND #at >= :from',
        ExpressionAttributeNames: { '#hour': 'hour', ...(from !== undefined && { '#at': 'at' }) },
        ExpressionAttributeValues: { ':hour': hour, ...(from !== undefined && { ':from': from }) },
      });
      for await (const item of items) yield { id: idOf(item), version: Number(item.v), at: String(item.at) };
    },
  };
}

/** The write that stores a corrected version, as part of a transaction. */
export const ledgerPut = (record: LedgerRecord, table: string) => ({
  Put: { TableName: table, Item: recordToRow(record), ConditionExpression: 'attribute_not_exists(id)' },
});

const indexRow = z.object({ at: z.string(), sender: z.string().refine(isPartyId), occurredOn: z.string().optional() });

function rowToPersonReferral(item: Record<string, unknown>): PersonReferral {
  const { at, sender, occurredOn } = indexRow.parse(item);
  return { id: idOf(item), sender, receivedAt: at, ...(occurredOn === undefined ? {} : { occurredOn }) };
}

function idOf(item: Record<string, unknown>): ReferralId {
  const { id } = item;
  if (typeof id !== 'string' || !isReferralId(id)) throw new Unreadable('a ledger row has no referral id');
  return id;
}
