/** The daily balance over the tables in memory. */

import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import { addDays } from '#src/domain/london.ts';
import { balanceDays } from '#src/usecases/balance/balance-days.ts';
import { differencesByDay, readBalance } from '#src/usecases/balance/read-balance.ts';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff } from '#src/usecases/service/hand-offs.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { serviceId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { nothingSafe, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const general = serviceId('general');
const day = '2026-11-19';
const tables = memoryTables();
let system: TestSystem;
beforeEach(async () => {
  system = await makeTestSystem(tables);
});

const crime = (n: number) => submission({ crimeReference: `06AB/000000${n}/26` });
const refer = (n: number) => submitAndDispatch(system.deps, police, crime(n));
const balance = (timeLeftMs?: () => number) =>
  balanceDays({ ...system.deps, counters: system.deps.reader }, timeLeftMs);
const found = async (of = day) => (await readBalance(system.deps.balances, of)).differences;
const nextMorning = (after = day): void => {
  system.clock.now = new Date(`${addDays(after, 1)}T04:00:00Z`);
};

test('a day with every kind of end adds up, and says where each is', async () => {
  const read = await refer(1);
  await readHandOff(system.deps, general, handOffId(read.id, 1));
  await refer(2);
  const withdrawn = await refer(3);
  await withdrawOwnReferral(system.deps, police, withdrawn.id, 'sent-in-error');
  await submitAndDispatch(system.deps, police, { ...crime(4), contact: { safe: nothingSafe } });
  nextMorning();
  await balance();
  const { balance: made, differences } = await readBalance(system.deps.balances, day);
  expect(differences).toEqual([]);
  expect(made?.senders.find(({ sender }) => sender === police.id)).toMatchObject({
    received: 4,
    counted: 4,
    notRecorded: 0,
    byStatus: { routed: 2, withdrawn: 1, held: 1, received: 0, returned: 0, closed: 0 },
  });
  expect(made?.services.find(({ service }) => service === general)).toEqual({
    service: general,
    handedOff: 3,
    shares: { collected: 1, waiting: 1, suspended: 0, 'taken-back': 1 },
    deadLetters: 0,
  });
});

test('what was stored and never dispatched is named, and is right again once it is', async () => {
  await refer(1);
  const lost = await submitReferral(system.deps, police, crime(2));
  nextMorning();
  await balance();
  expect(await found()).toEqual([{ kind: 'not-recorded', party: police.id, expected: 2, found: 1 }]);
  expect(system.lines.join('\n')).toContain('"event":"balance-differs"');
  if ('created' in lost) await dispatchReferral(system.deps, lost.created.id, 1);
  // Not the day before any more: it is looked at again because it did not add up.
  nextMorning('2026-11-20');
  await balance();
  expect(await found()).toEqual([]);
});

test('a case that is deleted, a counter that is changed and a hand-off that is lost are found, also weeks later', async () => {
  const [deleted, , lost] = [await refer(1), await refer(2), await refer(3)];
  nextMorning();
  await balance();
  expect(await found()).toEqual([]);
  const { work, counters } = system.tables;
  const remove = (row: string, id: string) =>
    system.client.send(new DeleteCommand({ TableName: work, Key: { id, row } }));
  await remove('head', deleted.id);
  await remove('h#01', deleted.id);
  await remove('h#01', lost.id);
  await system.client.send(
    new UpdateCommand({
      TableName: counters,
      Key: { k: `r|source:${police.id}`, d: day },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': 1 },
    }),
  );
  nextMorning('2026-11-20');
  await balance();
  expect(await found()).toEqual([]);
  nextMorning(addDays(day, 28));
  await balance();
  expect(await found()).toEqual([
    { kind: 'not-recorded', party: police.id, expected: 3, found: 2 },
    { kind: 'counted-otherwise', party: police.id, expected: 2, found: 4 },
    { kind: 'case-disagrees', party: police.id, expected: 0, found: 1 },
    { kind: 'hand-off-missing', party: police.id, expected: 0, found: 1 },
  ]);
});

test('a correction that was not dispatched, a message that did not go and a dead letter are named', async () => {
  const held = await submitAndDispatch(system.deps, police, { ...crime(1), contact: { safe: nothingSafe } });
  await correctWhole(system.deps, police, held.id, 1, crime(1));
  system.down.add(general);
  const unsent = await submitReferral(system.deps, police, crime(2));
  if (!('created' in unsent)) throw new Error('not created');
  await expect(dispatchReferral(system.deps, unsent.created.id, 1)).rejects.toThrow();
  system.deadLetters.set(general, 2);
  nextMorning();
  await balance();
  const kinds = (await found()).map(({ kind, party }) => `${kind} ${party}`);
  expect(kinds).toContain(`not-sent ${general}`);
  expect(kinds).toContain(`dead-letters ${general}`);
});

test('a record that cannot be read is named, and keeps nothing else from being balanced', async () => {
  await refer(1);
  const Item = { id: 'toxictoxictoxictoxictoxict', v: 1, hour: `${day}T08`, at: `${day}T08:00:00.000Z` };
  await system.client.send(new PutCommand({ TableName: system.tables.referrals, Item }));
  nextMorning();
  await balance();
  expect(await found()).toEqual([{ kind: 'not-recorded', party: 'unknown', expected: 1, found: 0 }]);
});

test('a morning that was missed is made up for, newest first, as far as the time allows', async () => {
  await refer(1);
  nextMorning();
  await balance();
  nextMorning('2026-11-23');
  expect(await balance(() => 0)).toEqual({ days: 1, differences: 0 });
  const days = async () => (await system.deps.balances.read('2026-11-01', '2026-11-30')).balances.map(({ day }) => day);
  expect(await days()).toEqual(['2026-11-19', '2026-11-23']);
  nextMorning('2026-11-23');
  await balance();
  expect(await days()).toEqual(expect.arrayContaining(['2026-11-20', '2026-11-21', '2026-11-22']));
});

test('a day and its senders’ own counts are told together, the latest first', async () => {
  const count = { sender: police.id, sent: 3, received: 1, neverSeen: 1, at: '2026-11-21T07:00:00Z' };
  await system.deps.balances.keepCount({ ...count, day: '2026-11-20' });
  await refer(1);
  await submitReferral(system.deps, police, crime(2));
  nextMorning();
  await balance();
  const byDay = await differencesByDay(system.deps.balances, '2026-11-01', '2026-11-30');
  expect([...byDay].map(([of, all]) => [of, all.map(({ kind }) => kind)])).toEqual([
    ['2026-11-20', ['sender-counts-otherwise', 'never-seen']],
    ['2026-11-19', ['not-recorded']],
  ]);
  expect((await readBalance(system.deps.balances, '2026-11-20')).balance).toBeUndefined();
});
