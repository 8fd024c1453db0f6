import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staffStore } from '#src/store/staff.ts';
import { endOf } from '#src/web/app/session.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { partyId } from '#test/support/ids.ts';
import { mockClient } from '#test/support/mock-client.ts';

const party = partyId('general');
const user = 'u1';
const at = '2026-11-19T09:00:00.000Z';
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

/** Somebody who signed in with the session `first`, and why a session of theirs is over. */
async function signedIn(prefix: string) {
  const { web } = await emulator.makeTables(prefix);
  const staff = staffStore(emulator.client, web);
  const signIn = (session: string) =>
    staff.recordSignIn({ party, user, sealed: new Uint8Array([1]), seenAt: at, session });
  await signIn('first');
  return { web, staff, signIn, end: async (session: string) => endOf(await staff.find(party, user), session) };
}

test('from a removal on every session is over, until the person is let in again and signs in', async () => {
  const { staff, signIn, end } = await signedIn('removed');
  expect(await end('first')).toBeUndefined();
  await staff.remove(party, user, at);
  expect([await end('first'), await signIn('second')]).toEqual(['removed', 'removed']);
  await staff.readmit(party, user);
  expect([await end('first'), await end('older')]).toEqual(['expired', 'expired']);
  expect(await signIn('second')).toBe('recorded');
  expect([await end('first'), await end('second')]).toEqual(['elsewhere', undefined]);
  await staff.readmit(party, user);
  expect(await end('second')).toBeUndefined();
});

test('so too of somebody whose removal left no session in the row, as it did before', async () => {
  const { web, staff, end } = await signedIn('removed-before');
  await emulator.client.send(
    new UpdateCommand({
      TableName: web,
      Key: { id: `staff#${party}`, row: user },
      UpdateExpression: 'SET removedAt = :at REMOVE #session',
      ExpressionAttributeNames: { '#session': 'session' },
      ExpressionAttributeValues: { ':at': at },
    }),
  );
  await staff.readmit(party, user);
  expect(await end('first')).toBe('expired');
});

test('when somebody was last seen is remembered, and of nobody whose row is not there', async () => {
  const { staff } = await signedIn('seen');
  const later = '2026-11-19T09:05:00.000Z';
  await staff.touch(party, user, later);
  expect(await staff.find(party, user)).toMatchObject({ seenAt: later });
  await staff.touch(party, 'nobody', later);
  expect(await staff.find(party, 'nobody')).toBeUndefined();
});

test('a row that cannot be read is named, and nothing that is in it', async () => {
  const { web, staff } = await signedIn('unreadable');
  await emulator.client.send(new PutCommand({ TableName: web, Item: { id: `staff#${party}`, row: user, party } }));
  await expect(staff.list(party)).rejects.toThrow(/^staff row: sealed$/);
});

test('somebody is found as they are now, since whoever was just removed must be out at once', async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-2' }));
  const mock = mockClient(client);
  mock.on(GetCommand).resolves({});
  expect(await staffStore(client, 'web').find(party, user)).toBeUndefined();
  expect(mock.commandCalls(GetCommand)[0]?.args[0].input.ConsistentRead).toBe(true);
});

describe('the directory of a party', () => {
  const sealed = (number: number) => new Uint8Array([number]);
  const invited = { party, user, sealed: sealed(1), roles: ['worker'], invitedAt: at } as const;
  const later = '2026-11-20T09:00:00.000Z';
  const inTable = async (prefix: string) => staffStore(emulator.client, (await emulator.makeTables(prefix)).web);

  test('says all that was written of a person, and nothing that was not', async () => {
    const staff = await inTable('directory');
    await staff.invite(invited);
    expect(await staff.find(party, user)).toStrictEqual(invited);
    const signIn = { party, user, sealed: sealed(2), seenAt: later, session: 's', roles: ['manager'] } as const;
    await staff.recordSignIn(signIn);
    expect(await staff.find(party, user)).toStrictEqual({ ...signIn, invitedAt: at });
    await staff.change({ party, user, sealed: sealed(3), roles: ['worker', 'manager'] });
    await staff.touch(party, user, later);
    expect(await staff.find(party, user)).toStrictEqual({
      ...invited,
      ...signIn,
      sealed: sealed(3),
      roles: ['worker', 'manager'],
      seenAt: later,
    });
  });

  test('has no roles of whom the issuer names none', async () => {
    const staff = await inTable('roles');
    const signIn = { party, user, sealed: sealed(1), seenAt: at, session: 's' } as const;
    await staff.recordSignIn({ ...signIn, roles: ['worker'] });
    await staff.recordSignIn(signIn);
    expect(await staff.find(party, user)).toStrictEqual(signIn);
  });

  test('lists everybody of the party, also who was removed, and nobody of another', async () => {
    const staff = await inTable('list');
    await staff.invite(invited);
    await staff.invite({ ...invited, user: 'u2' });
    await staff.invite({ ...invited, party: partyId('young-people') });
    await staff.remove(party, user, later);
    expect((await staff.list(party)).map((one) => [one.user, one.removedAt])).toEqual([
      [user, later],
      ['u2', undefined],
    ]);
  });

  test('does not gain a person by a change, a removal or a visit of somebody who is not in it', async () => {
    const staff = await inTable('nobody');
    await staff.change({ party, user, sealed: sealed(1), roles: ['worker'] });
    await staff.remove(party, user, at);
    await staff.readmit(party, user);
    await staff.touch(party, user, at);
    expect(await staff.list(party)).toEqual([]);
  });

  test('writes nothing of somebody removed who tries to sign in', async () => {
    const staff = await inTable('shut-out');
    await staff.invite(invited);
    await staff.remove(party, user, at);
    const before = await staff.find(party, user);
    await staff.recordSignIn({ party, user, sealed: sealed(9), seenAt: later, session: 's' });
    expect(await staff.find(party, user)).toStrictEqual(before);
  });

  test('has nobody by a name that no row can have, as a path may give it', async () => {
    const staff = await inTable('impossible');
    for (const name of ['', 'x'.repeat(1025), 'é'.repeat(513)]) expect(await staff.find(party, name)).toBeUndefined();
    await staff.invite({ ...invited, user: 'é'.repeat(512) });
    expect(await staff.find(party, 'é'.repeat(512))).toBeDefined();
  });
});
