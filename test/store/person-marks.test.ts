import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Count } from '#src/domain/counting/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { forgetPerson, peopleWrites } from '#src/store/person-marks.ts';
import { transact } from '#src/store/transact.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { serviceId } from '#test/support/ids.ts';
import { mockClient } from '#test/support/mock-client.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { anyTransaction } from '../support/generated-counts.ts';

const [generated] = fc.sample(anyTransaction, { numRuns: 1, seed: 11 });
const facts = generated?.[0]?.facts;
if (!facts) throw new Error('no counts were generated');

/** The counts of a referral whose sender wrote the person's name in this spelling. */
const referralOf = (person: string | undefined, day: string, personOldForm?: string): Count[] => [
  {
    measure: 'victims',
    facts,
    day,
    services: [serviceId('general')],
    ...(person === undefined ? {} : { person }),
    ...(personOldForm === undefined ? {} : { personOldForm }),
  },
];
const referral = (letter: string) => letter.repeat(26) as ReferralId;

describe('a person’s mark', () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-2' }));
  const mock = mockClient(client);
  beforeEach(() => mock.reset());

  test('changes only from the version that was read', async () => {
    mock.on(GetCommand).resolves({});
    const first = await peopleWrites(client, 'counters', referralOf('somebody', '2026-01-01'));
    const [mark, ...links] = first.writes;
    expect(links).toEqual([]);
    // Without an old form there is one row to read.
    expect(mock.commandCalls(GetCommand)).toHaveLength(1);
    expect(first.pseudonyms.get('somebody')).toMatch(/^[\w-]{22}$/);
    expect(mark?.Update).toMatchObject({
      Key: { k: 'person|somebody', d: 'seen' },
      ConditionExpression: 'attribute_not_exists(k)',
    });
    mock.on(GetCommand).resolves({
      Item: {
        k: 'person|somebody',
        d: 'seen',
        n: 1,
        s: mark?.Update?.ExpressionAttributeValues?.[':seen'],
        t: first.pseudonyms.get('somebody'),
      },
    });
    const second = await peopleWrites(client, 'counters', referralOf('somebody', '2026-02-01'));
    expect(second.pseudonyms).toEqual(first.pseudonyms);
    const [again, ...more] = second.writes;
    expect(again?.Update).toMatchObject({
      ConditionExpression: 'n = :read',
      ExpressionAttributeValues: { ':read': 1, ':next': 2 },
    });
    expect(more.map((write) => [write.Update?.Key?.k, write.Update?.Key?.d]).slice(0, 2)).toEqual([
      ['v|all', '2026-02-01<2026-01'],
      ['v|service:general', '2026-02-01<2026-01'],
    ]);
  });

  test('reached by its alias, changes only from the versions that were read, of both', async () => {
    mock.on(GetCommand, { Key: { k: 'person|new', d: 'seen' } }).resolves({ Item: { n: 1, as: 'old' } });
    mock.on(GetCommand, { Key: { k: 'person|old', d: 'seen' } }).resolves({ Item: { n: 4, s: [], t: 'pseudonym' } });
    const { writes } = await peopleWrites(client, 'counters', referralOf('new', '2026-02-01', 'old'));
    const conditions = writes.map(
      ({ Update: { Key, ConditionExpression, ExpressionAttributeValues: values } = {} }) => ({
        ...Key,
        ConditionExpression,
        read: values?.[':read'],
        next: values?.[':next'],
      }),
    );
    const reads = mock.commandCalls(GetCommand).map((call) => call.args[0].input);
    // Nothing is read of an old form that nobody asked for, and nothing that another copy of the table has not heard of yet.
    expect(reads.map(({ Key, ConsistentRead }) => [Key?.k, ConsistentRead])).toEqual([
      ['person|new', true],
      ['person|old', true],
      ['person|old', true],
    ]);
    expect(conditions).toEqual([
      { k: 'person|old', d: 'seen', ConditionExpression: 'n = :read', read: 4, next: 5 },
      { k: 'person|new', d: 'seen', ConditionExpression: 'n = :read', read: 1, next: 2 },
    ]);
  });

  test('says no service of a referral that went to none', async () => {
    mock.on(GetCommand).resolves({});
    const seenOf = async (over: Partial<Count>): Promise<unknown> => {
      const counts = referralOf('somebody', '2026-01-01').map(({ services: _, ...count }) => ({ ...count, ...over }));
      const [mark] = (await peopleWrites(client, 'counters', counts)).writes;
      return mark?.Update?.ExpressionAttributeValues?.[':seen'];
    };
    expect(await seenOf({})).toEqual(await seenOf({ services: [] }));
    expect(await seenOf({})).not.toEqual(await seenOf({ services: [serviceId('general')] }));
  });

  test('is of people who were referred: what else is counted of a case changes no mark', async () => {
    mock.on(GetCommand).resolves({});
    const contacted = referralOf('somebody', '2026-01-01').map((count) => ({
      ...count,
      measure: 'contacted' as const,
    }));
    expect((await peopleWrites(client, 'counters', contacted)).writes).toEqual([]);
  });

  describe('when its person is forgotten', () => {
    const moved = Object.assign(new Error('moved'), { name: 'ConditionalCheckFailedException' });
    /** The mark of a person who was referred this often. */
    async function markOf(referrals: number): Promise<void> {
      mock.on(GetCommand).resolves({});
      const [mark] = (await peopleWrites(client, 'counters', referralOf('somebody', '2026-01-01'))).writes;
      const seen: string[] = mark?.Update?.ExpressionAttributeValues?.[':seen'];
      mock.reset();
      mock.on(GetCommand).resolves({ Item: { n: 7, s: Array(referrals).fill(seen[0]), t: 'pseudonym' } });
    }
    const forget = () => forgetPerson(client, 'counters', 'somebody', referral('a'));

    test('is deleted with their last referral, in the version that was read', async () => {
      await markOf(1);
      await forget();
      expect(mock.commandCalls(DeleteCommand).map((call) => call.args[0].input)).toEqual([
        {
          TableName: 'counters',
          Key: { k: 'person|somebody', d: 'seen' },
          ConditionExpression: 'n = :read',
          ExpressionAttributeValues: { ':read': 7 },
        },
      ]);
    });

    test('stays while another referral of them does', async () => {
      await markOf(2);
      await forget();
      expect(mock.commandCalls(DeleteCommand)).toEqual([]);
      expect(mock.commandCalls(UpdateCommand)).toHaveLength(1);
    });

    test('is not there any more in a run that goes on after an interruption, which is no fault', async () => {
      mock.on(GetCommand).resolves({});
      await forget();
      expect(mock.calls()).toHaveLength(1);
    });

    test('is read again if they were referred again in the same moment', async () => {
      await markOf(1);
      mock.on(DeleteCommand).rejectsOnce(moved).resolves({});
      await forget();
      expect(mock.commandCalls(GetCommand)).toHaveLength(2);
      expect(mock.commandCalls(DeleteCommand)).toHaveLength(2);
    });

    test('is left to the next run if they are referred again and again', async () => {
      await markOf(1);
      mock.on(DeleteCommand).rejects(moved);
      await expect(forget()).rejects.toThrow(new Unavailable('PersonKeptMoving'));
      expect(mock.commandCalls(DeleteCommand)).toHaveLength(5);
    });
  });

  test('is neither read nor written for counts that are not of a person', async () => {
    expect((await peopleWrites(client, 'counters', referralOf(undefined, '2026-01-01'))).writes).toEqual([]);
    expect(mock.calls()).toEqual([]);
  });
});

describe('a person who was counted under the old form of the hash', () => {
  let emulator: Emulator;
  let table: string;
  let made = 0;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());
  beforeEach(async () => {
    table = (await emulator.makeTables(`marks${++made}`)).counters;
  });

  /** Returns the pseudonym under which it was counted. */
  async function count(person: string, day: string, oldForm?: string): Promise<string | undefined> {
    const { client } = emulator;
    let pseudonym: string | undefined;
    const done = await transact(client, async () => {
      const { writes, pseudonyms } = await peopleWrites(client, table, referralOf(person, day, oldForm));
      pseudonym = pseudonyms.get(person);
      return writes;
    });
    expect(done).toBe('committed');
    return pseudonym;
  }
  const keys = async () =>
    ((await emulator.client.send(new ScanCommand({ TableName: table }))).Items ?? [])
      .map(({ k }) => String(k))
      .filter((k) => k.startsWith('person|'))
      .sort();
  const forget = (hash: string, letter: string) => forgetPerson(emulator.client, table, hash, referral(letter));

  test('is the same person in the new form, in that spelling and then in any other', async () => {
    const before = await count('old', '2026-01-01');
    expect(await count('new', '2026-02-01', 'old')).toBe(before);
    expect(await keys()).toEqual(['person|new', 'person|old']);
    expect(await count('new', '2026-03-01', 'old of another spelling')).toBe(before);
    expect(await count('new', '2026-04-01', 'old')).toBe(before);
    expect(await keys()).toEqual(['person|new', 'person|old']);
  });

  test('a person who is new keeps one mark, under the new form', async () => {
    const first = await count('new', '2026-01-01', 'old');
    expect(await count('new', '2026-02-01', 'old of another spelling')).toBe(first);
    expect(await keys()).toEqual(['person|new']);
  });

  test('a person with a mark in the new form keeps it, whoever was counted in the old', async () => {
    const other = await count('old', '2026-01-01');
    const first = await count('new', '2026-02-01');
    expect(first).not.toBe(other);
    expect(await count('new', '2026-03-01', 'old')).toBe(first);
    expect(await keys()).toEqual(['person|new', 'person|old']);
  });

  test('an alias that was left without its mark goes too', async () => {
    const Item = { k: 'person|new', d: 'seen', n: 1, as: 'old' };
    await emulator.client.send(new PutCommand({ TableName: table, Item }));
    await forget('new', 'a');
    expect(await keys()).toEqual([]);
  });

  test.each([
    ['the row of before first', ['old', 'new']],
    ['the row of before last', ['new', 'old']],
  ])('is forgotten with the last referral, %s: neither mark nor alias stays', async (_, [first = '', second = '']) => {
    await count('old', '2026-01-01');
    const known = await count('new', '2026-02-01', 'old');
    await forget(first, 'a');
    await forget(first, 'a');
    expect(await keys()).toEqual(['person|new', 'person|old']);
    expect(await count('new', '2026-03-01', 'old')).toBe(known);
    await forget('new', 'c');
    await forget(second, 'b');
    expect(await keys()).toEqual([]);
    await forget(second, 'b');
    expect(await count('new', '2026-04-01', 'old')).not.toBe(known);
  });

  test('referred again while they are being forgotten, is still known in any spelling', async () => {
    const before = await count('old', '2026-01-01');
    await count('new', '2026-02-01', 'old');
    await forget('old', 'a');
    const { client } = emulator;
    let gets = 0;
    // The referral is counted after the job has read both rows, before it deletes the first.
    const interrupted: typeof client.send = async (command: Parameters<typeof client.send>[0]) => {
      if (!(command instanceof GetCommand) && gets++ === 0) await count('new', '2026-03-01', 'another spelling');
      return client.send(command);
    };
    await forgetPerson({ ...client, send: interrupted } as typeof client, table, 'new', referral('b'));
    expect(await count('new', '2026-04-01', 'another spelling')).toBe(before);
  });

  test('an interruption between alias and mark is finished by the next run', async () => {
    const before = await count('old', '2026-01-01');
    await count('new', '2026-02-01', 'old');
    await forget('old', 'a');
    const { client } = emulator;
    let calls = 0;
    const failing: typeof client.send = async (command: Parameters<typeof client.send>[0]) => {
      if (!(command instanceof GetCommand) && ++calls > 1) throw new Error('the function was stopped');
      return client.send(command);
    };
    const stopped = forgetPerson({ ...client, send: failing } as typeof client, table, 'new', referral('b'));
    await expect(stopped).rejects.toThrow('stopped');
    expect(await keys()).toEqual(['person|old']);
    expect(await count('new', '2026-03-01', 'old')).toBe(before);
    await forget('new', 'b');
    await forget('new', 'c');
    expect(await keys()).toEqual([]);
  });

  test('an alias that is gone keeps no mark from going', async () => {
    await count('old', '2026-01-01');
    await count('new', '2026-02-01', 'old');
    await forget('old', 'a');
    await emulator.client.send(new DeleteCommand({ TableName: table, Key: { k: 'person|new', d: 'seen' } }));
    await forget('old', 'b');
    expect(await keys()).toEqual([]);
  });
});
