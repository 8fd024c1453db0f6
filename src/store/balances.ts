/**
 * The daily balances, in the work table: one row for each day, and one for each sender's own count of a day. Numbers alone: no
 * reference that a sender asked about is kept.
 */
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { differenceKinds, handOffShares } from '#src/domain/balance.ts';
import { isPartyId, isServiceId } from '#src/domain/ids.ts';
import { referralStatuses } from '#src/domain/states.ts';
import { lazyParser } from '#src/platform/parser.ts';
import type { BalanceStore } from '#src/usecases/ports/balance.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { parseRow } from './case-rows.ts';
import { orUnavailable } from './errors.ts';
import { readRange } from './query.ts';
import { balancePartition } from './table-model.ts';

const party = z.string().refine(isPartyId);
const balanceRow = lazyParser(() =>
  z.object({
    day: z.string(),
    madeAt: z.string(),
    senders: z.array(
      z.object({
        sender: party,
        received: z.int(),
        byStatus: z.record(z.enum(referralStatuses), z.int()),
        notRecorded: z.int(),
        counted: z.int(),
      }),
    ),
    services: z.array(
      z.object({
        service: z.string().refine(isServiceId),
        handedOff: z.int(),
        shares: z.record(z.enum(handOffShares), z.int()),
        deadLetters: z.int(),
      }),
    ),
    differences: z.array(z.object({ kind: z.enum(differenceKinds), party, expected: z.int(), found: z.int() })),
  }),
);
const countRow = lazyParser(() =>
  z.object({
    day: z.string(),
    sender: party,
    sent: z.int(),
    received: z.int(),
    neverSeen: z.int(),
    at: z.string(),
  }),
);

/** @param table name of the work table */
export function balanceStore(client: DynamoDBDocumentClient, table: string): BalanceStore {
  const put = (row: string, what: object) =>
    orUnavailable(
      client.send(new PutCommand({ TableName: table, Item: { id: balancePartition, row, is: JSON.stringify(what) } })),
    );
  return {
    keep: async (balance) => void (await put(balance.day, balance)),
    keepCount: async (count) => void (await put(`${count.day}#${count.sender}`, count)),
    async read(from, to) {
      const balances = [];
      const counts = [];
      for await (const { row, is } of readRange(client, table, balancePartition, { from, to: `${to}~` })) {
        if (String(row).includes('#')) counts.push(parseRow(countRow, parseJson(is), 'count of a day'));
        else balances.push(parseRow(balanceRow, parseJson(is), 'balance'));
      }
      return { balances, counts };
    },
  };
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch (cause) {
    throw new Unreadable('balance row: not JSON', { cause });
  }
}
