import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordVersion } from '#src/domain/case/record-version.ts';
import { caseStore } from '#src/store/cases.ts';
import { noticeStore } from '#src/store/notices.ts';
import type { WaitingNotice } from '#src/usecases/ports/mail.ts';
import { judgedVersion, referralId, ruleContextAt } from '#test/support/cases.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { partyId } from '#test/support/ids.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

const at = '2026-11-19T09:20:00.000Z';
const later = '2026-11-19T10:00:00.000Z';
let count = 0;
async function makeStore() {
  count += 1;
  const tables = await emulator.makeTables(`notices-${count}`);
  const notices = noticeStore(emulator.client, tables.work);
  const due = async (now = later): Promise<WaitingNotice[]> => {
    const found = [];
    for await (const one of notices.due(now)) if (!('fault' in one)) found.push(one);
    return found;
  };
  return { tables, notices, due, cases: caseStore(emulator.client, tables, () => new Date(at)) };
}
/** A store in which a new case has made one notice. */
async function withNotice() {
  const store = await makeStore();
  const change = recordVersion(judgedVersion(), undefined, ruleContextAt(0));
  if (!change || (await store.cases.commit(change)) !== 'committed') throw new Error('not committed');
  const [notice] = await store.due();
  if (!notice) throw new Error('no notice');
  return { ...store, change, notice };
}

test('a notice is written with its change, and not without it', async () => {
  const { change, cases, due, notice } = await withNotice();
  expect(notice).toEqual({
    id: referralId,
    row: 'n#0001#0',
    kind: 'new-hand-off',
    party: 'domestic-abuse',
    handOff: 1,
    isUrgent: false,
    at,
    due: at,
    tries: 0,
    told: [],
  });
  expect(await cases.commit(change)).toBe('conflict');
  expect(await due()).toHaveLength(1);
  // The case is read without its notices.
  expect((await cases.read(referralId))?.handOffs).toHaveLength(1);
});

test('it waits until it is due, and what was told and tried is remembered', async () => {
  const { notices, due, notice } = await withNotice();
  await notices.recordTold(notice, 'hash-a');
  await notices.recordTold(notice, 'hash-b');
  await notices.waitUntil(notice, '2026-11-19T11:00:00.000Z', true);
  expect(await due('2026-11-19T10:59:59.000Z')).toEqual([]);
  expect(await due('2026-11-19T11:00:00.000Z')).toMatchObject([{ tries: 1, told: ['hash-a', 'hash-b'] }]);
});

test('one whose attempt was begun waits as if it had failed, until what became of it is recorded', async () => {
  const { notices, due, notice } = await withNotice();
  await notices.begin(notice, '2026-11-19T11:00:00.000Z');
  expect(await due('2026-11-19T10:59:59.000Z')).toEqual([]);
  expect(await due('2026-11-19T11:00:00.000Z')).toMatchObject([{ tries: 1, due: '2026-11-19T11:00:00.000Z' }]);
  // For another address it is looked at sooner.
  await notices.waitUntil(notice, later, false);
  expect(await due(later)).toMatchObject([{ tries: 0, due: later }]);
});

test('a finished one stays as a record of what was sent, and waits no longer, whatever comes late', async () => {
  const { tables, notices, due, notice } = await withNotice();
  await notices.finish(notice, 'sent', later);
  await notices.waitUntil(notice, at, true);
  await notices.park(notice, 'TimeoutError', later);
  expect(await due('9999')).toEqual([]);
  expect(await notices.parked()).toEqual([]);
  const { Item } = await emulator.client.send(
    new GetCommand({ TableName: tables.work, Key: { id: notice.id, row: notice.row } }),
  );
  expect(Item).toMatchObject({ k: 'new-hand-off', done: later, res: 'sent' });
});

test('a parked one waits for somebody with its reason, and then has all its attempts again', async () => {
  const { notices, due, notice } = await withNotice();
  await notices.waitUntil(notice, at, true);
  await notices.park(notice, 'MessageRejected', later);
  expect(await due('9999')).toEqual([]);
  expect(await notices.parked()).toStrictEqual([
    { id: notice.id, row: notice.row, kind: 'new-hand-off', reason: 'MessageRejected' },
  ]);
  await notices.retry(notice, later);
  expect(await notices.parked()).toEqual([]);
  expect(await due()).toMatchObject([{ tries: 0, due: later }]);
});

test('one of no case is there once, whoever adds it again', async () => {
  const { notices, due } = await makeStore();
  const morning = { row: 'n#morning#2026-11-19', kind: 'morning', isUrgent: false, at, due: at } as const;
  expect(await notices.isThere(morning.row)).toBe(false);
  expect(await notices.add(morning)).toBe('added');
  expect(await notices.add(morning)).toBe('there');
  expect(await notices.isThere(morning.row)).toBe(true);
  await notices.add({ ...morning, row: 'n#marked#x', kind: 'address-marked', party: partyId('general') });
  expect((await due()).map(({ kind }) => kind).sort()).toEqual(['address-marked', 'morning']);
});

test('one that cannot be read keeps back no other, and is parked and tried again by its key', async () => {
  const { tables, notices, notice } = await withNotice();
  const key = { id: notice.id, row: 'n#0000#0' };
  const Item = { ...key, k: 'unheard-of', u: false, at, agenda: 'mail', due: at };
  await emulator.client.send(new PutCommand({ TableName: tables.work, Item }));
  const found = [];
  for await (const one of notices.due(later)) found.push(one);
  expect(found).toHaveLength(2);
  expect(found).toContainEqual(notice);
  expect(found).toContainEqual({ ...key, fault: expect.objectContaining({ message: 'notice row: k' }) });
  await notices.park(key, 'unreadable', later);
  expect(await notices.parked()).toStrictEqual([{ ...key, reason: 'unreadable' }]);
  await notices.retry(key, later);
  expect(await notices.parked()).toEqual([]);
});

test('one of no case that an earlier build wrote is still there, and still waits', async () => {
  const { tables, notices, due } = await makeStore();
  const row = 'n#morning#2026-11-19';
  const Item = { id: 'mail', row, k: 'morning', u: false, at, agenda: 'mail', due: at };
  await emulator.client.send(new PutCommand({ TableName: tables.work, Item }));
  expect(await notices.isThere(row)).toBe(true);
  const [notice] = await due();
  expect(notice).toMatchObject({ id: 'mail', kind: 'morning' });
  // It is for the hub, and of no hand-off.
  expect(notice).not.toHaveProperty('party');
  expect(notice).not.toHaveProperty('handOff');
  if (notice) await notices.finish(notice, 'sent', later);
  expect(await due()).toEqual([]);
});

test('nothing is sent twice, nor too soon, where the index is behind the table', async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-2' }));
  const mock = mockClient(client);
  const base = { id: referralId, k: 'new-hand-off', u: false, at, agenda: 'mail', due: at };
  const sent = { ...base, row: 'n#0001#0', agenda: undefined, due: undefined };
  const parked = { ...base, row: 'n#0002#0', agenda: 'mail-parked' };
  const putOff = { ...base, row: 'n#0003#0', due: '2026-11-19T10:00:00.001Z' };
  const waits = { ...base, row: 'n#0004#0', due: later };
  const rows = [sent, parked, putOff, waits];
  mock.on(QueryCommand).resolves({ Items: rows.map(({ id, row }) => ({ id, row, agenda: 'mail', due: at })) });
  mock.on(BatchGetCommand).resolves({ Responses: { work: rows } });
  const found = [];
  for await (const one of noticeStore(client, 'work').due(later)) found.push(one.row);
  expect(found).toEqual([waits.row]);
});

test('all that are due are found, however many', async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-2' }));
  const mock = mockClient(client);
  const rows = Array.from({ length: 250 }, (_, index) => `n#${String(index).padStart(4, '0')}#0`);
  mock.on(QueryCommand).resolves({ Items: rows.map((row) => ({ id: referralId, row, agenda: 'mail', due: at })) });
  mock.on(BatchGetCommand).callsFake(({ RequestItems: { work } }) => ({
    Responses: {
      work: work.Keys.map((key: object) => ({ ...key, k: 'new-hand-off', u: false, at, agenda: 'mail', due: at })),
    },
  }));
  const found = [];
  for await (const one of noticeStore(client, 'work').due(later)) found.push(one.row);
  expect(found).toEqual(rows);
});

test('whether one of no case is there is read from the table as it is now', async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-2' }));
  const mock = mockClient(client);
  mock.on(GetCommand).resolves({});
  expect(await noticeStore(client, 'work').isThere('n#morning#2026-11-19')).toBe(false);
  const reads = mock.commandCalls(GetCommand).map((call) => call.args[0].input.ConsistentRead);
  expect(reads).toEqual([true, true]);
});
