import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  BatchWriteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { Effects, PartialEffect } from './effects.ts';
import { NotModelled } from './errors.ts';
import { createMemoryWorld } from './world.ts';

const TableName = 'work';
const QueueUrl = 'queue';
const start = new Date('2026-11-21T08:00:00Z');

/** What the emulators cannot show: answers in part, and answers as things were. */
function createWorld() {
  const world = createMemoryWorld(start, { [QueueUrl]: {} });
  const effects: PartialEffect[] = [];
  const observed = (given: Effects): Effects => ({ ...given, onEffect: (effect) => effects.push(effect) });
  const put = (row: string, more: object = {}) =>
    world.dynamo.execute(new PutCommand({ TableName, Item: { id: 'a', row, list: 'l', pos: row, ...more } }));
  return { ...world, effects, observed, put };
}

const byList = new QueryCommand({
  TableName,
  IndexName: 'byList',
  KeyConditionExpression: '#list = :l',
  ExpressionAttributeNames: { '#list': 'list' },
  ExpressionAttributeValues: { ':l': 'l' },
});
const get = (row: string, ConsistentRead: boolean) =>
  new GetCommand({ TableName, Key: { id: 'a', row }, ConsistentRead });
const hideAll: Effects = { hide: (waiting) => waiting };

describe('a read that is not consistent', () => {
  test('may not show the newest writes, in an index or in the table', () => {
    const { dynamo, put, observed, effects } = createWorld();
    put('1');
    expect(dynamo.execute(byList, observed(hideAll))).toMatchObject({ Count: 0 });
    expect(dynamo.execute(get('1', false), observed(hideAll))).toEqual({});
    expect(effects).toEqual(['stale-read', 'stale-read']);
  });

  test('shows them in their order, and never goes back behind what it showed', () => {
    const { dynamo, put, observed } = createWorld();
    put('1');
    put('2');
    put('3');
    expect(dynamo.execute(byList, observed({ hide: () => 1 }))).toMatchObject({ Count: 2 });
    expect(dynamo.execute(byList, observed(hideAll))).toMatchObject({ Count: 2 });
    expect(dynamo.execute(byList)).toMatchObject({ Count: 3 });
  });

  test('shows what is older than two seconds', () => {
    const { dynamo, put, observed, clock, effects } = createWorld();
    put('1');
    clock.advance(2000);
    expect(dynamo.execute(byList, observed(hideAll))).toMatchObject({ Count: 1 });
    expect(effects).toEqual([]);
  });

  test('tells nothing of writes to other partitions', () => {
    const { dynamo, put, observed, effects } = createWorld();
    put('1', { list: 'other' });
    dynamo.execute(byList, observed(hideAll));
    expect(effects).toEqual([]);
  });
});

test('a consistent read shows every write at once', () => {
  const { dynamo, put, observed } = createWorld();
  put('1');
  expect(dynamo.execute(get('1', true), observed(hideAll))).toMatchObject({ Item: { row: '1' } });
});

describe('an answer in part', () => {
  test('leaves keys of a batch unprocessed', () => {
    const { dynamo, put, observed, effects } = createWorld();
    put('1');
    put('2');
    const Keys = ['1', '2'].map((row) => ({ id: 'a', row }));
    const command = new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } });
    expect(dynamo.execute(command, observed({ atMost: 1 }))).toMatchObject({
      Responses: { [TableName]: [{ row: '1' }] },
      UnprocessedKeys: { [TableName]: { Keys: [{ id: 'a', row: '2' }] } },
    });
    expect(effects).toEqual(['unprocessed-keys']);
  });

  test('cuts a page short, from where the next goes on', () => {
    const { dynamo, put, observed, effects } = createWorld();
    put('1');
    put('2');
    const LastEvaluatedKey = { list: 'l', pos: '1', id: 'a', row: '1' };
    expect(dynamo.execute(byList, observed({ atMost: 1 }))).toMatchObject({ Count: 1, LastEvaluatedKey });
    expect(effects).toEqual(['short-page']);
  });

  test('fails some messages of a batch, and none of them is in the queue', () => {
    const { sqs, observed, effects } = createWorld();
    const Entries = ['0', '1', '2'].map((Id) => ({ Id, MessageBody: Id }));
    const answer = sqs.execute(
      new SendMessageBatchCommand({ QueueUrl, Entries }),
      observed({ atMost: 1, choose: () => 2 }),
    );
    expect(answer).toMatchObject({ Successful: [{ Id: '2' }], Failed: [{ Id: '0' }, { Id: '1' }] });
    expect(sqs.bodies(QueueUrl)).toEqual(['2']);
    expect(effects).toEqual(['partial-batch']);
  });
});

describe('a queue', () => {
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1 });
  const received = (answer: object) => answer as { Messages?: { Body: string; ReceiptHandle: string }[] };

  test('may give out a message that another has, or that was deleted', () => {
    const { sqs, observed, effects } = createWorld();
    sqs.execute(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
    const [first] = received(sqs.execute(receive)).Messages ?? [];
    expect(received(sqs.execute(receive)).Messages).toBeUndefined();
    expect(received(sqs.execute(receive, observed({ duplicate: true }))).Messages).toMatchObject([{ Body: 'a' }]);
    sqs.execute(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    expect(sqs.bodies(QueueUrl)).toEqual(['a']);
    expect(effects).toEqual(['duplicate']);
  });

  test('may give out a later message first', () => {
    const { sqs, observed, effects } = createWorld();
    for (const MessageBody of ['a', 'b']) sqs.execute(new SendMessageCommand({ QueueUrl, MessageBody }));
    expect(sqs.execute(receive, observed({ choose: () => 1 }))).toMatchObject({ Messages: [{ Body: 'b' }] });
    expect(effects).toEqual(['reorder']);
  });

  test('refuses a handle that it never gave out', () => {
    const { sqs } = createWorld();
    const command = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'made up' });
    expect(() => sqs.execute(command)).toThrow(expect.objectContaining({ name: 'ReceiptHandleIsInvalid' }));
  });
});

test('what changes nothing leaves no record in the stream', () => {
  const { dynamo } = createWorld();
  const Item = { id: 'a', v: 1 };
  dynamo.execute(new PutCommand({ TableName: 'referrals', Item }));
  dynamo.execute(new PutCommand({ TableName: 'referrals', Item }));
  expect(dynamo.stream('referrals')).toMatchObject([{ sequence: 1, eventName: 'INSERT', keys: Item }]);
});

test('a row is the table’s own: whoever wrote or read it may change theirs', () => {
  const { dynamo } = createWorld();
  const Item = { id: 'a', row: '1', held: ['x'] };
  dynamo.execute(new PutCommand({ TableName, Item }));
  Item.held.push('y');
  const answer = dynamo.execute(get('1', true)) as { Item: { held: string[] } };
  answer.Item.held.push('z');
  expect(dynamo.rows(TableName)).toEqual([{ id: 'a', row: '1', held: ['x'] }]);
});

describe('what is not modelled is said aloud', () => {
  const Key = { id: 'a', row: '1' };
  const update = (UpdateExpression: string) =>
    new UpdateCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues: { ':x': 1 } });
  test.each([
    ['a command', new BatchWriteCommand({ RequestItems: {} })],
    ['an option', new PutCommand({ TableName, Item: Key, ReturnItemCollectionMetrics: 'SIZE' })],
    ['a function', update('SET n = size(n)')],
    ['a path into a value', update('SET a.b = :x')],
    ['a clause', update('CHANGE n :x')],
    ['a date as a value', new PutCommand({ TableName, Item: { ...Key, at: start } })],
  ])('%s', (_, command) => {
    expect(() => createWorld().dynamo.execute(command)).toThrow(NotModelled);
  });

  test('a command to a queue', () => {
    expect(() => createWorld().sqs.execute(new GetQueueUrlCommand({ QueueName: 'queue' }))).toThrow(NotModelled);
  });
});
