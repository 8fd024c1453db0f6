import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CaseHead } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { headToRow } from '#src/store/case-rows.ts';
import { readGroupIds } from '#src/store/groups.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { newCase } from '#test/support/cases.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';

let emulator: Emulator;
let table: string;
let made = 0;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(async () => {
  made += 1;
  table = (await emulator.makeTables(`groups-${process.pid}-${made}`)).work;
});
afterAll(() => emulator.stop());

const { head } = newCase();
const idOf = (number: number): ReferralId =>
  `${String.fromCharCode(97 + Math.floor(number / 26))}${String.fromCharCode(97 + (number % 26))}`.padEnd(
    26,
    'x',
  ) as ReferralId;
const put = (number: number, more: Partial<CaseHead>) =>
  emulator.client.send(
    new PutCommand({
      TableName: table,
      Item: headToRow({
        ...head,
        id: idOf(number),
        receivedAt: new Date(Date.UTC(2026, 10, 19, 9, number)).toISOString(),
        ...more,
      }),
    }),
  );

test('a group is read by its hash, the newest first, without those of another or of none', async () => {
  await put(1, { group: 'one' });
  await put(2, { group: 'other' });
  await put(3, {});
  await put(4, { group: 'one' });
  expect(await readGroupIds(emulator.client, table, 'one')).toEqual([idOf(4), idOf(1)]);
  await put(4, {});
  expect(await readGroupIds(emulator.client, table, 'one')).toEqual([idOf(1)]);
  expect(await readGroupIds(emulator.client, table, 'nobody')).toEqual([]);
});

test('one reference for everything that a sender sends costs no more than 50 cases to read', async () => {
  for (let number = 0; number < 52; number += 1) await put(number, { group: 'one' });
  const ids = await readGroupIds(emulator.client, table, 'one');
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([50, idOf(51), idOf(2)]);
});

test('a row without a referral’s id is unreadable', async () => {
  const Item = { ...headToRow({ ...head, group: 'one' }), id: 'not-an-id' };
  await emulator.client.send(new PutCommand({ TableName: table, Item }));
  await expect(readGroupIds(emulator.client, table, 'one')).rejects.toThrow(Unreadable);
});
