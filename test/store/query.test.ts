import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { documentClient } from '#src/store/client.ts';
import { ledgerStore } from '#src/store/ledger.ts';
import { readAgenda, readRange } from '#src/store/query.ts';
import { Unavailable, Unreadable } from '#src/usecases/ports/errors.ts';
import { mockClient } from '#test/support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const client = documentClient();
beforeEach(() => dynamo.reset());

const id = (letter: string) => letter.repeat(26) as ReferralId;
/** DynamoDB may end a page anywhere, even an empty one with more to come. */
function answerInPages(pages: readonly Record<string, unknown>[][]): void {
  pages.forEach((Items, index) => {
    const LastEvaluatedKey = index < pages.length - 1 ? { id: `after page ${index + 1}` } : undefined;
    dynamo
      .on(QueryCommand, index === 0 ? {} : { ExclusiveStartKey: { id: `after page ${index}` } })
      .resolves({ Items, ...(LastEvaluatedKey ? { LastEvaluatedKey } : {}) });
  });
}
const inputs = () => dynamo.commandCalls(QueryCommand).map((call) => call.args[0].input);
async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const range = { from: 'h', to: 'h~' };
const row = (letter: string) => ({ id: id(letter), row: 'head', due: '2026-11-19' });

describe('rows of one case', () => {
  test('are read to the end, even if a page is cut short or empty', async () => {
    answerInPages([[{ row: 'h#01' }], [], [{ row: 'h#02' }, { row: 'h#03' }]]);
    expect(await all(readRange(client, 'work', id('a'), range))).toEqual([
      { row: 'h#01' },
      { row: 'h#02' },
      { row: 'h#03' },
    ]);
    expect(inputs().map((input) => input.ExclusiveStartKey)).toEqual([
      undefined,
      { id: 'after page 1' },
      { id: 'after page 2' },
    ]);
  });

  test('are read consistently, since changes are decided from them', async () => {
    answerInPages([[]]);
    await all(readRange(client, 'work', id('a'), range));
    expect(inputs()).toEqual([
      {
        TableName: 'work',
        KeyConditionExpression: 'id = :id AND #row BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#row': 'row' },
        ExpressionAttributeValues: { ':id': id('a'), ':from': 'h', ':to': 'h~' },
        ConsistentRead: true,
        ScanIndexForward: true,
        ExclusiveStartKey: undefined,
      },
    ]);
  });

  test('are read last one first where that is asked for', async () => {
    answerInPages([[]]);
    await all(readRange(client, 'work', id('a'), range, { isReversed: true }));
    expect(inputs()[0]?.ScanIndexForward).toBe(false);
  });

  test('are Unavailable while DynamoDB throttles', async () => {
    dynamo.on(QueryCommand).rejects(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
    await expect(all(readRange(client, 'work', id('a'), range))).rejects.toThrow(Unavailable);
  });
});

describe('an agenda', () => {
  test('is read to the end, earliest first as the index has it', async () => {
    answerInPages([[row('a')], [], [row('b'), row('c')]]);
    const found = await all(readAgenda(client, 'work', 'unsent', '2026-11-20'));
    expect(found.map((item) => item.id)).toEqual([id('a'), id('b'), id('c')]);
    expect(inputs()[0]).toEqual({
      TableName: 'work',
      IndexName: 'byAgenda',
      KeyConditionExpression: 'agenda = :agenda AND due <= :before',
      ExpressionAttributeValues: { ':agenda': 'unsent', ':before': '2026-11-20' },
      ExclusiveStartKey: undefined,
    });
  });

  test.each([
    ['no id', { ...row('a'), id: undefined }],
    ['an id that is none', { ...row('a'), id: 'sweep' }],
    ['no sort key', { ...row('a'), row: undefined }],
    ['no time', { ...row('a'), due: undefined }],
  ])('with a row of %s is Unreadable, and not passed over', async (_what, item) => {
    answerInPages([[item]]);
    await expect(all(readAgenda(client, 'work', 'unsent', '2026-11-20'))).rejects.toThrow(
      expect.objectContaining({ constructor: Unreadable, message: 'agenda row: keys' }),
    );
  });
});

describe('the ledger', () => {
  const ledger = ledgerStore(client, 'referrals');

  test('of an hour is read to the end, even if a page is cut short or empty', async () => {
    answerInPages([[{ id: id('a'), v: 1, at: 't1' }], [], [{ id: id('b'), v: 2, at: 't2' }]]);
    expect(await all(ledger.byHour('2026-11-19T09'))).toEqual([
      { id: id('a'), version: 1, at: 't1' },
      { id: id('b'), version: 2, at: 't2' },
    ]);
    expect(inputs()[0]).toMatchObject({ IndexName: 'byHour', ExpressionAttributeValues: { ':hour': '2026-11-19T09' } });
  });

  test('finds a person’s referrals to the end', async () => {
    const sent = { sender: 'one', at: 't' };
    answerInPages([[{ id: id('a'), ...sent }], [{ id: id('b'), ...sent, occurredOn: '2026-11-18' }]]);
    expect(await ledger.byPerson(['hash'], 'from', 'to')).toEqual([
      { id: id('a'), sender: 'one', receivedAt: 't' },
      { id: id('b'), sender: 'one', receivedAt: 't', occurredOn: '2026-11-18' },
    ]);
  });

  test('finds all referrals of one spoken reference', async () => {
    answerInPages([[{ id: id('a') }], [{ id: id('b') }]]);
    expect(await ledger.byReference('GM-7K3M-9QTX')).toEqual([id('a'), id('b')]);
  });
});
