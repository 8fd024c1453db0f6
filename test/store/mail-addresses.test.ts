import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailAddressStore } from '#src/store/mail-addresses.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { partyId } from '#test/support/ids.ts';
import { mockClient } from '#test/support/mock-client.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

const at = '2026-11-19T09:20:00.000Z';

test('an address is told bundled e-mails once, wants less, takes none, and is clear again', async () => {
  const tables = await emulator.makeTables('addresses');
  const addresses = mailAddressStore(emulator.client, tables.web);
  const stateOf = async (hash: string) => (await addresses.states([hash, 'other'])).get(hash);
  expect(await stateOf('a')).toEqual({ isMarked: false, isUrgentOnly: false });
  await addresses.recordBundle('a', at);
  await addresses.setUrgentOnly('a', true);
  const mark = { hash: 'a', reason: 'bounce', at, party: partyId('general'), sealed: new Uint8Array([1, 2]) } as const;
  expect(await addresses.mark(mark)).toBe('marked');
  expect(await addresses.mark({ ...mark, reason: 'complaint' })).toBe('already');
  expect(await stateOf('a')).toEqual({ isMarked: true, isUrgentOnly: true, lastBundleAt: at });
  expect(await addresses.marked()).toEqual([mark]);
  await addresses.clear('a');
  await addresses.setUrgentOnly('a', false);
  expect(await stateOf('a')).toEqual({ isMarked: false, isUrgentOnly: false, lastBundleAt: at });
  expect(await stateOf('other')).toEqual({ isMarked: false, isUrgentOnly: false });
});

test('of an address that was told nothing no time is known, whatever else is', async () => {
  const { web } = await emulator.makeTables('nothing-told');
  const addresses = mailAddressStore(emulator.client, web);
  await addresses.setUrgentOnly('a', true);
  await addresses.mark({ hash: 'a', reason: 'bounce', at, party: partyId('general'), sealed: new Uint8Array([1]) });
  expect((await addresses.states(['a'])).get('a')).toStrictEqual({ isMarked: true, isUrgentOnly: true });
});

test('the hub sees what is marked now, and no copy of the table that has not heard of it', async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-2' }));
  const mock = mockClient(client);
  mock.on(QueryCommand).resolves({ Items: [] });
  expect(await mailAddressStore(client, 'web').marked()).toEqual([]);
  expect(mock.commandCalls(QueryCommand)[0]?.args[0].input.ConsistentRead).toBe(true);
});

test('when an address was last told is kept for a day, and what it wants until it says otherwise', async () => {
  const { web } = await emulator.makeTables('expiry');
  const addresses = mailAddressStore(emulator.client, web);
  await addresses.recordBundle('a', at);
  await addresses.setUrgentOnly('a', true);
  const { Items = [] } = await emulator.client.send(new ScanCommand({ TableName: web }));
  const expiries = Items.map(({ ttl }) => ttl && new Date(Number(ttl) * 1000).toISOString());
  expect(expiries.sort()).toEqual(['2026-11-20T09:20:00.000Z', undefined]);
});

test('a marked address that cannot be read is named by what is wrong with it, not by itself', async () => {
  const { web } = await emulator.makeTables('unreadable');
  const addresses = mailAddressStore(emulator.client, web);
  const mark = { hash: 'the-hash', at, party: partyId('general'), sealed: new Uint8Array([1]) };
  await addresses.mark({ ...mark, reason: 'lost' as 'bounce' });
  await expect(addresses.marked()).rejects.toThrow(new Unreadable('marked address row: reason'));
});
