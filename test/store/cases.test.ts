import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { HandOff } from '#src/domain/case/model.ts';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import { handOffToRow, headToRow } from '#src/store/case-rows.ts';
import { caseStore } from '#src/store/cases.ts';
import { documentClient } from '#src/store/client.ts';
import { Unavailable, Unreadable } from '#src/usecases/ports/errors.ts';
import { newCase, referralId } from '#test/support/cases.ts';
import { mockClient } from '#test/support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const pauses: number[] = [];
const tables = { referrals: 'the-referrals', work: 'the-work', counters: 'the-counters' };
const cases = caseStore(documentClient(), tables, undefined, async (ms) => void pauses.push(ms));
beforeEach(() => {
  dynamo.reset();
  pauses.length = 0;
});

const { head, handOffs } = newCase();
const first = handOffs[0] as HandOff;
const id = (number: number) =>
  String(number)
    .padStart(26, 'a')
    .replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '') as ReferralId;
const headRow = (one: ReferralId) => headToRow({ ...head, id: one });

describe('many heads at once', () => {
  /** Answers at most this many keys of a call, and returns the others as unprocessed. */
  function answerAtMost(count: number): void {
    dynamo.on(BatchGetCommand).callsFake(({ RequestItems }) => {
      const keys: { id: ReferralId }[] = RequestItems['the-work'].Keys;
      const rest = keys.slice(count);
      return {
        Responses: {
          'the-work': keys
            .slice(0, count)
            .map((key) => headRow(key.id))
            .reverse(),
        },
        UnprocessedKeys: rest.length > 0 ? { 'the-work': { Keys: rest } } : {},
      };
    });
  }
  const asked = () =>
    dynamo.commandCalls(BatchGetCommand).map((call) => call.args[0].input.RequestItems?.['the-work']?.Keys?.length);
  const ids = Array.from({ length: 230 }, (_, index) => id(index));

  test('are read a hundred at a time, and returned in the order of the ids', async () => {
    answerAtMost(100);
    expect((await cases.heads(ids)).map((one) => one.id)).toEqual(ids);
    expect(asked()).toEqual([100, 100, 30]);
  });

  test('are read as they were written last: somebody decides by them', async () => {
    answerAtMost(100);
    await cases.heads(ids);
    const consistent = dynamo
      .commandCalls(BatchGetCommand)
      .map((call) => call.args[0].input.RequestItems?.['the-work']?.ConsistentRead);
    expect(consistent).toEqual([true, true, true]);
  });

  test('are read again where DynamoDB leaves some unprocessed', async () => {
    answerAtMost(60);
    expect((await cases.heads(ids)).map((one) => one.id)).toEqual(ids);
    expect(asked()).toEqual([100, 100, 100, 50]);
  });

  test('are read again after a wait that grows until an answer is whole', async () => {
    const answers = [0, 0, 100, 0, 100];
    dynamo.on(BatchGetCommand).callsFake(({ RequestItems }) => {
      const keys: { id: ReferralId }[] = RequestItems['the-work'].Keys;
      return answers.shift()
        ? { Responses: { 'the-work': keys.map((key) => headRow(key.id)) } }
        : { UnprocessedKeys: { 'the-work': { Keys: keys } } };
    });
    expect((await cases.heads(ids.slice(0, 150))).map((one) => one.id)).toEqual(ids.slice(0, 150));
    expect(pauses).toEqual([10, 20, 10]);
  });

  test('are Unavailable where DynamoDB processes none of them, nine times', async () => {
    answerAtMost(0);
    await expect(cases.heads([id(1)])).rejects.toThrow(new Unavailable('UnprocessedKeys'));
    expect(asked()).toHaveLength(9);
    expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 640, 1000]);
  });

  test('are read once each, even if one is named twice', async () => {
    answerAtMost(100);
    expect(await cases.heads([id(1), id(2), id(1)])).toHaveLength(2);
    expect(asked()).toEqual([2]);
  });

  test('make no call where there are no ids', async () => {
    expect(await cases.heads([])).toEqual([]);
    expect(asked()).toEqual([]);
  });
});

describe('the case that a change is decided from', () => {
  test('is read consistently, with all its rows', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [handOffToRow(first), headToRow(head)] });
    expect(await cases.read(referralId)).toEqual({ head, handOffs: [first] });
    expect(dynamo.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      ConsistentRead: true,
      ExpressionAttributeValues: { ':id': referralId, ':from': 'h', ':to': 'h~' },
    });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['one hand-off', () => cases.readHandOff(handOffId(referralId, 1)), 'h#01'],
    ['whether a version is parked', () => cases.isParked(referralId, 2), 'p#2'],
  ])('is read as it is now: %s', async (_what, read, row) => {
    dynamo.on(GetCommand).resolves({});
    await read();
    expect(dynamo.commandCalls(GetCommand).map((call) => call.args[0].input)).toEqual([
      { TableName: 'the-work', Key: { id: referralId, row }, ConsistentRead: true },
    ]);
  });

  test('is Unavailable while DynamoDB throttles', async () => {
    dynamo.onAnyCommand().rejects(Object.assign(new Error('slow'), { name: 'ProvisionedThroughputExceededException' }));
    await expect(cases.read(referralId)).rejects.toThrow(Unavailable);
    await expect(cases.readHandOff(handOffId(referralId, 1))).rejects.toThrow(Unavailable);
    await expect(cases.heads([referralId])).rejects.toThrow(Unavailable);
    await expect(cases.markSent(first)).rejects.toThrow(Unavailable);
  });
});

describe('the mark of a message that is not sent yet', () => {
  const update = () => dynamo.commandCalls(UpdateCommand)[0]?.args[0].input;

  test('is cleared only on the row that was read, and only if the mark is the one that was read', async () => {
    dynamo.on(UpdateCommand).resolves({});
    await cases.markSent({ ...first, rev: 3 });
    expect(update()).toEqual({
      TableName: 'the-work',
      Key: { id: referralId, row: 'h#01' },
      ConditionExpression: 'rev = :rev AND uns = :uns',
      UpdateExpression: 'SET agenda = :agenda, due = :due REMOVE uns',
      ExpressionAttributeValues: { ':rev': 3, ':uns': 'h1', ':agenda': 'respond', ':due': first.remindAt },
    });
  });

  test('of a hand-off without a deadline leaves no agenda', async () => {
    dynamo.on(UpdateCommand).resolves({});
    await cases.markSent({ ...first, status: 'withdrawn', unsent: [{ kind: 'withdrawal', version: 1 }] });
    expect(update()).toMatchObject({
      UpdateExpression: 'REMOVE uns, agenda, due',
      ExpressionAttributeValues: { ':rev': 1, ':uns': 'w1' },
    });
  });

  test('of a row that changed meanwhile is left to whoever changed it', async () => {
    dynamo.on(UpdateCommand).rejects(Object.assign(new Error('moved'), { name: 'ConditionalCheckFailedException' }));
    await expect(cases.markSent(first)).resolves.toBeUndefined();
  });
});

describe('the marks of the sweep', () => {
  test('are absent before the first sweep', async () => {
    dynamo.on(GetCommand).resolves({});
    expect(await cases.readSweepMark()).toBeUndefined();
    expect(await cases.checkMark()).toBeUndefined();
  });

  test('that hold anything but text are unreadable, or begin again where that loses nothing', async () => {
    dynamo.on(GetCommand).resolves({ Item: { hour: 3, after: 3 } });
    await expect(cases.readSweepMark()).rejects.toThrow(new Unreadable('sweep mark: hour'));
    expect(await cases.checkMark()).toBeUndefined();
  });
});
