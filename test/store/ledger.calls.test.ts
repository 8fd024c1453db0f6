/** What the emulator cannot show of the ledger: how it is called, and what it answers when DynamoDB fails. */
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { documentClient } from '#src/store/client.ts';
import { ledgerStore } from '#src/store/ledger.ts';
import { Unavailable, Unreadable } from '#src/usecases/ports/errors.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { judgedVersion, referralId } from '#test/support/cases.ts';
import { mockClient } from '#test/support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const ledger = ledgerStore(documentClient(), 'the-referrals');
const record: LedgerRecord = { ...judgedVersion(), bodyHash: 'hash' };
const failure = (name: string) => Object.assign(new Error('failed'), { name });
beforeEach(() => dynamo.reset());

test('a referral is read as it is now, not as it was', async () => {
  dynamo.on(GetCommand).resolves({});
  expect(await ledger.get(referralId)).toBeUndefined();
  expect(dynamo.commandCalls(GetCommand).map((call) => call.args[0].input)).toEqual([
    { TableName: 'the-referrals', Key: { id: referralId, v: 1 }, ConsistentRead: true },
  ]);
});

test('a referral that could not be stored is not taken for one that is there', async () => {
  dynamo.on(PutCommand).rejects(failure('ThrottlingException'));
  await expect(ledger.put(record)).rejects.toThrow(Unavailable);
  dynamo.on(PutCommand).rejects(failure('AccessDeniedException'));
  await expect(ledger.put(record)).rejects.toThrow('failed');
});

test.each([{}, { id: 7 }, { id: 'not an id' }])('a row found without a referral’s id is unreadable: %j', async (id) => {
  dynamo.on(QueryCommand).resolves({ Items: [{ ...id, at: '2026-11-19T09:00:00.000Z', sender: 'example-police' }] });
  const expected = new Unreadable('a ledger row has no referral id');
  await expect(ledger.byReference('EX-7K3M-9QTX')).rejects.toThrow(expected);
  await expect(ledger.byPerson(['hash'], '2026', '2027')).rejects.toThrow(expected);
});
