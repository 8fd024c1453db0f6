import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staffStore } from '#src/store/staff.ts';
import { draftStore, sessionStore } from '#src/store/web.ts';
import type { Draft } from '#src/usecases/ports/web.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { partyId } from '#test/support/ids.ts';

let emulator: Emulator;
let table: string;
beforeAll(async () => {
  emulator = await startEmulator();
  table = (await emulator.makeTables('pages')).web;
});
afterAll(() => emulator.stop());

const at = '2026-11-19T09:00:00.000Z';
const later = (hours: number): string => new Date(Date.parse(at) + hours * 3_600_000).toISOString();
/** When DynamoDB may delete the row. */
const expiryOf = async (id: string, row: string): Promise<string> => {
  const { Item } = await emulator.client.send(new GetCommand({ TableName: table, Key: { id, row } }));
  return new Date(Number(Item?.['ttl']) * 1000).toISOString();
};

describe('a sign-in', () => {
  const state = {
    id: 'state',
    issuer: 'authority',
    verifier: 'v',
    nonce: 'n',
    returnTo: '/inbox',
    startedAt: at,
  } as const;

  test('is finished once, with what it began with', async () => {
    const sessions = sessionStore(emulator.client, table);
    await sessions.beginSignIn(state);
    expect(await expiryOf('sign-in#state', 'sign-in')).toBe(later(0.25));
    expect(await sessions.takeSignIn('another')).toBeUndefined();
    expect(await sessions.takeSignIn('state')).toStrictEqual(state);
    expect(await sessions.takeSignIn('state')).toBeUndefined();
  });
});

describe('a session', () => {
  const session = {
    id: 'session',
    user: 'u1',
    party: 'general',
    issuer: 'authority',
    startedAt: at,
    seenAt: at,
  } as const;

  test('is kept for a day after its last use', async () => {
    const sessions = sessionStore(emulator.client, table);
    await sessions.start(session);
    expect(await sessions.find('session')).toStrictEqual(session);
    expect(await expiryOf('session#session', 'session')).toBe(later(24));
    await sessions.touch('session', later(2));
    expect(await sessions.find('session')).toStrictEqual({ ...session, seenAt: later(2) });
    expect(await expiryOf('session#session', 'session')).toBe(later(26));
  });

  test('from before there could be two issuers is of the common one, and so is a sign-in', async () => {
    const sessions = sessionStore(emulator.client, table);
    await sessions.start({ ...session, id: 'older' });
    await sessions.beginSignIn({
      id: 'older',
      issuer: 'authority',
      verifier: 'v',
      nonce: 'n',
      returnTo: '/',
      startedAt: at,
    });
    for (const [id, row] of [
      ['session#older', 'session'],
      ['sign-in#older', 'sign-in'],
    ])
      await emulator.client.send(
        new UpdateCommand({ TableName: table, Key: { id, row }, UpdateExpression: 'REMOVE issuer' }),
      );
    expect(await sessions.find('older')).toMatchObject({ issuer: 'common' });
    expect(await sessions.takeSignIn('older')).toMatchObject({ issuer: 'common' });
  });

  test('that has ended is not brought back by a page that is still being answered', async () => {
    const sessions = sessionStore(emulator.client, table);
    await sessions.start({ ...session, id: 'ended' });
    await sessions.end('ended');
    await sessions.touch('ended', later(1));
    expect(await sessions.find('ended')).toBeUndefined();
  });
});

describe('a draft', () => {
  const days = 24;
  const draft = (id: string, more: Partial<Draft> = {}): Draft => ({
    id,
    user: 'author',
    rev: 1,
    startedAt: at,
    savedAt: at,
    sealed: new Uint8Array([1]),
    ...more,
  });

  test('is found by its author alone', async () => {
    const drafts = draftStore(emulator.client, table);
    await drafts.create(draft('own'));
    expect(await drafts.find('author', 'own', at)).toStrictEqual(draft('own'));
    expect(await drafts.find('somebody else', 'own', at)).toBeUndefined();
  });

  test('is saved over the revision that was read, and over no other', async () => {
    const drafts = draftStore(emulator.client, table);
    await drafts.create(draft('saved'));
    const second = draft('saved', { rev: 2, savedAt: later(1), sealed: new Uint8Array([2]) });
    expect(await drafts.save(second)).toBe('saved');
    expect(await drafts.save({ ...second, sealed: new Uint8Array([3]) })).toBe('moved');
    expect(await drafts.find('author', 'saved', at)).toStrictEqual(second);
    await drafts.remove('author', 'saved');
    expect(await drafts.save(draft('saved', { rev: 3 }))).toBe('moved');
    expect(await drafts.find('author', 'saved', at)).toBeUndefined();
  });

  test('is begun once: to begin it again keeps what was saved', async () => {
    const drafts = draftStore(emulator.client, table);
    const kept = draft('begun', { sealed: new Uint8Array([7]) });
    await drafts.create(kept);
    await drafts.create(draft('begun'));
    expect(await drafts.find('author', 'begun', at)).toStrictEqual(kept);
  });

  test('is gone six weeks after it was last saved, even if its row still exists', async () => {
    const drafts = draftStore(emulator.client, table);
    await drafts.create(draft('old', { user: 'slow' }));
    await drafts.create(draft('newer', { user: 'slow', savedAt: later(days) }));
    expect(await expiryOf('user#slow', 'draft#old')).toBe(later(42 * days));
    const [before, after] = [later(42 * days - 1), later(42 * days)];
    expect((await drafts.list('slow', before)).map(({ id }) => id)).toEqual(['newer', 'old']);
    expect((await drafts.list('slow', after)).map(({ id }) => id)).toEqual(['newer']);
    expect(await drafts.find('slow', 'old', before)).toBeDefined();
    expect(await drafts.find('slow', 'old', after)).toBeUndefined();
    const again = draft('old', { user: 'slow', startedAt: after, savedAt: after });
    await drafts.create(again);
    expect(await drafts.find('slow', 'old', after)).toStrictEqual(again);
  });

  test('is on the list of its author, the last saved first, beside nothing else of theirs', async () => {
    const drafts = draftStore(emulator.client, table);
    for (const [id, hours] of [
      ['a', 1],
      ['b', 3],
      ['c', 2],
    ] as const)
      await drafts.create(draft(id, { user: 'busy', savedAt: later(hours) }));
    await drafts.create(draft('d', { user: 'another' }));
    await drafts.saveProfile('busy', new Uint8Array([1]), at);
    expect((await drafts.list('busy', at)).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });
});

test('what a person asked us to remember is kept for a year after it was last given', async () => {
  const drafts = draftStore(emulator.client, table);
  expect(await drafts.findProfile('known', at)).toBeUndefined();
  await drafts.saveProfile('known', new Uint8Array([1]), at);
  await drafts.saveProfile('known', new Uint8Array([2]), later(1));
  const lastHour = 365 * 24 + 1;
  expect(await drafts.findProfile('known', later(lastHour - 1))).toStrictEqual(new Uint8Array([2]));
  expect(await drafts.findProfile('known', later(lastHour))).toBeUndefined();
});

test('the page after a sign-in, a save or a removal reads what was just written', async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-2' }));
  const mock = mockClient(client);
  mock.on(GetCommand).resolves({});
  await sessionStore(client, 'web').find('session');
  await draftStore(client, 'web').find('author', 'own', at);
  await staffStore(client, 'web').find(partyId('general'), 'u1');
  expect(mock.commandCalls(GetCommand).map((call) => call.args[0].input)).toEqual([
    { TableName: 'web', Key: { id: 'session#session', row: 'session' }, ConsistentRead: true },
    { TableName: 'web', Key: { id: 'user#author', row: 'draft#own' }, ConsistentRead: true },
    { TableName: 'web', Key: { id: 'staff#general', row: 'u1' }, ConsistentRead: true },
  ]);
});
