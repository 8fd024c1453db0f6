import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { type FaultKind, faultKinds } from './faults.ts';
import { createMemoryWorld } from './memory/world.ts';
import { type Actor, type CallReport, createScheduler, type Scheduler } from './scheduler.ts';

const TableName = 'work';
const Key = { id: 'a', row: 'counter' };
const QueueUrl = 'queue';
const start = new Date('2026-11-21T08:00:00Z');

function createRun(seed: number, faults?: { rate: number; kinds?: readonly FaultKind[] }) {
  const world = createMemoryWorld(start, { [QueueUrl]: {} });
  const calls: CallReport[] = [];
  const onCall = ({ command: _, ...report }: CallReport) => calls.push(report);
  const scheduler = createScheduler({ ...world, seed, onCall, ...(faults ? { faults } : {}) });
  const count = () => world.dynamo.rows(TableName).find(({ row }) => row === Key.row)?.n;
  return { ...world, scheduler, calls, count };
}

const readCount = async ({ dynamo }: Actor): Promise<number> =>
  (await dynamo.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item?.n ?? 0;

/** Reads, adds one, writes: right only when nobody writes in between. */
async function incrementBlindly(actor: Actor): Promise<void> {
  const n = (await readCount(actor)) + 1;
  await actor.dynamo.send(new PutCommand({ TableName, Item: { ...Key, n } }));
}

/** The same, held to what was read, and tried again. */
async function incrementSafely(actor: Actor): Promise<void> {
  const before = await readCount(actor);
  const condition =
    before === 0
      ? { ConditionExpression: 'attribute_not_exists(id)' }
      : { ConditionExpression: 'n = :n', ExpressionAttributeValues: { ':n': before } };
  try {
    await actor.dynamo.send(new PutCommand({ TableName, Item: { ...Key, n: before + 1 }, ...condition }));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
    await actor.pause(10);
    await incrementSafely(actor);
  }
}

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

async function countsOf(increment: (actor: Actor) => Promise<void>): Promise<unknown[]> {
  const counts: unknown[] = [];
  for (const seed of seeds) {
    const { scheduler, count } = createRun(seed);
    scheduler.start('one', increment);
    scheduler.start('other', increment);
    await scheduler.run();
    counts.push(count());
  }
  return counts;
}

/** Some of every call, without a care for errors. */
async function workAtRandom({ dynamo, sqs, random, pause }: Actor): Promise<void> {
  const row = () => `r${random.below(3)}`;
  const tries: (() => Promise<unknown>)[] = [
    () => dynamo.send(new PutCommand({ TableName, Item: { id: 'a', row: row(), list: 'l', pos: row() } })),
    () =>
      dynamo.send(
        new UpdateCommand({
          TableName,
          Key: { id: 'a', row: row() },
          UpdateExpression: 'ADD n :one SET #list = :l, pos = :p',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: { ':one': 1, ':l': 'l', ':p': row() },
        }),
      ),
    () =>
      dynamo.send(
        new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: { id: 'a', row: row(), n: 0 } } }] }),
      ),
    () => dynamo.send(new GetCommand({ TableName, Key: { id: 'a', row: row() } })),
    () => dynamo.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: rows } } })),
    () =>
      dynamo.send(
        new QueryCommand({
          TableName,
          IndexName: 'byList',
          KeyConditionExpression: '#list = :l',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: { ':l': 'l' },
        }),
      ),
    () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: row() })),
    () =>
      sqs.send(
        new SendMessageBatchCommand({ QueueUrl, Entries: ['0', '1', '2'].map((Id) => ({ Id, MessageBody: Id })) }),
      ),
    async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 2 }));
      for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },
    () => pause(random.below(100)),
  ];
  const rows = ['r0', 'r1', 'r2'].map((one) => ({ id: 'a', row: one }));
  for (let turn = 0; turn < 12; turn++)
    await random
      .pick(tries)()
      .catch(() => undefined);
}

const startThree = (scheduler: Scheduler) => ['one', 'two', 'three'].map((name) => scheduler.start(name, workAtRandom));

describe('the order of calls', () => {
  const playAll = async (seed: number) => {
    const { scheduler, calls, dynamo, sqs, clock } = createRun(seed, { rate: 0.3 });
    startThree(scheduler);
    await scheduler.run();
    return {
      calls,
      counts: scheduler.counts,
      rows: dynamo.rows(TableName),
      messages: sqs.bodies(QueueUrl),
      at: clock.ms,
    };
  };

  test('is the same for the same seed, with the same faults and the same rows after it', async () => {
    expect(await playAll(7)).toEqual(await playAll(7));
  });

  test('is another for another seed', async () => {
    const orders = await Promise.all([1, 2, 3, 4].map(async (seed) => JSON.stringify((await playAll(seed)).calls)));
    expect(new Set(orders).size).toBe(orders.length);
  });

  test('lets one actor come between the calls of another: an unconditional write loses an update', async () => {
    const counts = await countsOf(incrementBlindly);
    expect(new Set(counts)).toEqual(new Set([1, 2]));
  });

  test('and a conditional write loses none, whatever the order', async () => {
    expect(new Set(await countsOf(incrementSafely))).toEqual(new Set([2]));
  });

  test('counts it as interleaving only where another actor had called before', async () => {
    const alone = createRun(1);
    alone.scheduler.start('one', incrementBlindly);
    await alone.scheduler.run();
    expect(alone.scheduler.counts).toMatchObject({ calls: 2, interleavings: 0 });
  });
});

describe('faults', () => {
  test('each kind happens, and is counted when it made a difference', async () => {
    const fired = new Map<FaultKind, number>(faultKinds.map((kind) => [kind, 0]));
    for (const seed of seeds) {
      const { scheduler, calls } = createRun(seed, { rate: 0.4 });
      startThree(scheduler);
      await scheduler.run();
      for (const kind of faultKinds) {
        expect(calls.filter(({ fault }) => fault === kind)).toHaveLength(scheduler.counts.fired[kind]);
        fired.set(kind, (fired.get(kind) ?? 0) + scheduler.counts.fired[kind]);
      }
    }
    expect([...fired].filter(([, times]) => times === 0)).toEqual([]);
  });

  test('none happens at a rate of nought', async () => {
    const { scheduler } = createRun(1);
    startThree(scheduler);
    await scheduler.run();
    expect(Object.values(scheduler.counts.fired).every((times) => times === 0)).toBe(true);
  });

  /** One write with one fault that is sure to happen, and what its caller heard. */
  const writeWith = async (kind: FaultKind, write: (actor: Actor) => Promise<unknown>) => {
    const run = createRun(1, { rate: 1, kinds: [kind] });
    const task = run.scheduler.start('one', write);
    await run.scheduler.run();
    const outcome = task.outcome();
    const heard = outcome?.status === 'failed' && outcome.error instanceof Error ? outcome.error.name : outcome?.status;
    return { heard, rows: run.dynamo.rows(TableName).length };
  };
  const first = { Put: { TableName, Item: Key, ConditionExpression: 'attribute_not_exists(id)' } };
  const putFirst = ({ dynamo }: Actor) => dynamo.send(new PutCommand(first.Put));
  const transactFirst = ({ dynamo }: Actor) => dynamo.send(new TransactWriteCommand({ TransactItems: [first] }));

  const writes = { put: putFirst, transaction: transactFirst };
  test.each([
    ['conflict', 'put', 'TransactionConflictException', 0],
    ['conflict', 'transaction', 'TransactionCanceledException', 0],
    ['request-lost', 'put', 'TimeoutError', 0],
    ['answer-lost', 'put', 'TimeoutError', 1],
    ['crash-before', 'put', 'crashed', 0],
    ['crash-after', 'put', 'crashed', 1],
    ['sent-twice', 'put', 'ConditionalCheckFailedException', 1],
    ['sent-twice', 'transaction', 'done', 1],
  ] as const)('%s: whoever sent a conditional %s hears %s, and %d rows stand', async (kind, write, heard, rows) => {
    expect(await writeWith(kind, writes[write])).toEqual({ heard, rows });
  });

  test('after a crash nothing of the task runs, and its other calls may have arrived or not', async () => {
    const standing = new Set<number>();
    for (const seed of seeds) {
      const run = createRun(seed, { rate: 1, kinds: ['crash-before'] });
      let wentOn = false;
      run.scheduler.start('one', async ({ dynamo }) => {
        const rows = ['1', '2', '3'].map((row) => new PutCommand({ TableName, Item: { id: 'a', row } }));
        await Promise.all(rows.map((put) => dynamo.send(put)));
        wentOn = true;
      });
      await run.scheduler.run();
      expect(wentOn).toBe(false);
      standing.add(run.dynamo.rows(TableName).length);
    }
    expect(standing).toEqual(new Set([0, 1, 2]));
  });
});

describe('time', () => {
  test('passes by pauses, which wait for nobody', async () => {
    const { scheduler, clock } = createRun(1);
    const task = scheduler.start('one', async ({ pause }) => {
      await pause(24 * 3_600_000);
      return clock.now().toISOString();
    });
    await scheduler.run();
    expect(task.outcome()).toEqual({ status: 'done', value: '2026-11-22T08:00:00.000Z' });
  });

  test('does not pass for what the simulation does not do: a task that waits for it is named', async () => {
    const { scheduler } = createRun(1);
    scheduler.start('one', () => new Promise(() => undefined));
    await expect(scheduler.run()).rejects.toThrow('one');
  });
});
