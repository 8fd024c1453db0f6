import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffStore } from '#src/store/staff.ts';
import { endOf } from '#src/web/app/session.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { partyId } from '#test/support/ids.ts';

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
  expect([await end('first'), await end('older')]).toEqual(['elsewhere', 'elsewhere']);
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
  expect(await end('first')).toBe('elsewhere');
});
