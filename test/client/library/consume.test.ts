import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiveAll, returnToQueue } from '#client/library/dead-letters.ts';
import { AccessRefused, ReferralsProblem, Unreachable } from '#client/library/errors.ts';
import type { ProblemCode } from '#src/contracts/problems.ts';
import { startConsumer } from '#test/client/support/consumer.ts';
import { handOffDetail, problem } from '#test/client/support/fake-api.ts';
import {
  amendment,
  handOff,
  type QueueServer,
  startQueueServer,
  withdrawal,
} from '#test/client/support/queue-server.ts';
import { onFileFinished } from '#test/support/on-file-finished.ts';

let queues: QueueServer;
beforeAll(async () => {
  queues = await startQueueServer();
});
afterAll(() => queues.stop());

/** A client that passes every command to a function first, which may refuse it. */
function watching(hear: (command: string | undefined, input: object) => void): SQSClient {
  const sqs = new SQSClient({
    endpoint: queues.endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  sqs.middlewareStack.add(
    (next, context) => async (args) => {
      hear(context.commandName, args.input);
      return next(args);
    },
    { step: 'initialize' },
  );
  onFileFinished(() => sqs.destroy());
  return sqs;
}

const noWith = (code: ProblemCode) => new ReferralsProblem(problem(code));

// The tests mostly wait for a queue, so they run at the same time.
describe.concurrent('a message', () => {
  test('is passed to the handler with its detail, and deleted only after that', async () => {
    const { queueUrl, deadUrl } = await queues.make();
    await queues.send(queueUrl, handOff('h-01'), withdrawal('h-00'));
    let there = 0;
    const asked: string[] = [];
    const consumer = startConsumer(queues, queueUrl, {
      concurrency: 1,
      detail: (id) => {
        asked.push(id);
        return handOffDetail();
      },
      async onHandOff(work) {
        consumer.worked.push(work);
        there = await queues.count(queueUrl);
        await work.accept();
      },
    });
    await consumer.until('empty');
    await consumer.stop();
    expect(consumer.worked).toMatchObject([
      { kind: 'hand-off', message: handOff('h-01'), detail: { confirmationCode: 'ABCDEF' }, redelivered: false },
      { kind: 'withdrawal', message: withdrawal('h-00') },
    ]);
    // The detail is read from the configured API by id: the message's own address is elsewhere.
    expect(asked).toEqual(['h-01']);
    expect(consumer.reports).toEqual([['h-01', { status: 'accepted', confirmationCode: 'ABCDEF' }]]);
    expect(there).toBe(2);
    expect([await queues.count(queueUrl), await queues.count(deadUrl)]).toEqual([0, 0]);
  });

  test('whose handler fails stays, and is visible again in half a minute', async () => {
    const { queueUrl } = await queues.make();
    await queues.send(queueUrl, handOff('h-01'));
    const shownAfter = Promise.withResolvers<unknown>();
    const consumer = startConsumer(queues, queueUrl, {
      sqs: watching((command, input) => {
        if (command === 'ChangeMessageVisibilityCommand') shownAfter.resolve(input);
      }),
      onHandOff: async () => {
        throw new RangeError('Marked words of a handler');
      },
    });
    expect(await consumer.until('failed')).toEqual({
      event: 'failed',
      messageId: expect.any(String),
      handOffId: 'h-01',
      error: 'RangeError',
    });
    expect(await shownAfter.promise).toMatchObject({ VisibilityTimeout: 30 });
    await consumer.stop();
    expect(await queues.count(queueUrl)).toBe(1);
    expect(JSON.stringify(consumer.events)).not.toContain('Marked');
  });

  test('stays while the API cannot be reached', async () => {
    const { queueUrl, deadUrl } = await queues.make();
    await queues.send(queueUrl, handOff('h-01'));
    const consumer = startConsumer(queues, queueUrl, {
      detail: () => {
        throw new Unreachable('no answer');
      },
    });
    await consumer.until('failed');
    await consumer.stop();
    expect([await queues.count(queueUrl), await queues.count(deadUrl)]).toEqual([1, 0]);
    expect(consumer.worked).toEqual([]);
  });

  test('of a hand-off that has ended is deleted without being handled: a person who withdrew is not passed on', async () => {
    const { queueUrl } = await queues.make();
    await queues.send(queueUrl, handOff('h-01'));
    const consumer = startConsumer(queues, queueUrl, { detail: () => handOffDetail({ status: 'withdrawn' }) });
    expect(await consumer.until('over')).toMatchObject({ status: 'withdrawn', handOffId: 'h-01' });
    await consumer.until('empty');
    await consumer.stop();
    expect(consumer.worked).toEqual([]);
    expect(await queues.count(queueUrl)).toBe(0);
  });

  test('stays hidden for as long as its handler works', async () => {
    const { queueUrl } = await queues.make();
    await queues.send(queueUrl, handOff('h-01'));
    const [working, finish] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const changes: (number | undefined)[] = [];
    const changed = Promise.withResolvers<void>();
    const watched = watching((command, input) => {
      if (command !== 'ChangeMessageVisibilityCommand') return;
      changes.push((input as { VisibilityTimeout?: number }).VisibilityTimeout);
      if (changes.length === 2) changed.resolve();
    });
    const consumer = startConsumer(queues, queueUrl, {
      sqs: watched,
      visibilityS: 3,
      async onHandOff() {
        working.resolve();
        await finish.promise;
      },
    });
    await working.promise;
    await changed.promise;
    finish.resolve();
    await consumer.until('handled');
    await consumer.stop();
    expect(changes.slice(0, 2)).toEqual([3, 3]);
  });
});

describe.concurrent('an amendment', () => {
  test('comes to its own handler with the detail as it stands, also before its hand-off', async () => {
    const { queueUrl } = await queues.make();
    await queues.send(queueUrl, amendment('h-01'), handOff('h-01'));
    const consumer = startConsumer(queues, queueUrl, { concurrency: 1, detail: () => handOffDetail({ version: 2 }) });
    await consumer.until('empty');
    await consumer.stop();
    expect(consumer.worked).toMatchObject([
      { kind: 'amendment', message: amendment('h-01'), detail: { version: 2 }, redelivered: false },
      { kind: 'hand-off', detail: { version: 2 } },
    ]);
    expect(await queues.count(queueUrl)).toBe(0);
  });

  test('that comes twice has its effect once where the handler keeps the version', async () => {
    const { queueUrl } = await queues.make();
    await queues.send(queueUrl, amendment('h-01'), amendment('h-01'), amendment('h-01', 3));
    const stored = new Map<string, number>();
    const changes: number[] = [];
    let asked = 0;
    const consumer = startConsumer(queues, queueUrl, {
      concurrency: 1,
      // The second correction was made before the messages of the first were read.
      detail: () => handOffDetail({ version: asked++ === 0 ? 2 : 3 }),
      async onAmendment({ message, detail }) {
        if ((stored.get(message.handOffId) ?? 0) >= detail.version) return;
        stored.set(message.handOffId, detail.version);
        changes.push(detail.version);
      },
    });
    await consumer.until('empty');
    await consumer.stop();
    expect(changes).toEqual([2, 3]);
  });

  test('of a hand-off that has ended is deleted without being handled', async () => {
    const { queueUrl } = await queues.make();
    await queues.send(queueUrl, amendment('h-01'));
    const consumer = startConsumer(queues, queueUrl, { detail: () => handOffDetail({ status: 'withdrawn' }) });
    await consumer.until('over');
    await consumer.until('empty');
    await consumer.stop();
    expect([consumer.worked, await queues.count(queueUrl)]).toEqual([[], 0]);
  });
});

test.concurrent('a hand-off that was sent back from the dead letters is told as delivered before', async ({
  expect,
}) => {
  const { queueUrl, deadUrl } = await queues.make();
  await queues.send(deadUrl, handOff('h-01'));
  const [received] = await receiveAll(queues.sqs, deadUrl, { max: 1 });
  if (!received) throw new Error('a dead letter');
  await returnToQueue(queues.sqs, deadUrl, queueUrl, received);
  const consumer = startConsumer(queues, queueUrl);
  await consumer.until('handled');
  await consumer.stop();
  expect(consumer.worked).toMatchObject([{ kind: 'hand-off', redelivered: true }]);
});

test.concurrent('a hand-off in a status that is not known yet is for the handler', async ({ expect }) => {
  const { queueUrl } = await queues.make();
  await queues.send(queueUrl, { ...handOff('h-01'), priority: 'at-once' });
  const consumer = startConsumer(queues, queueUrl, { detail: () => handOffDetail({ status: 'paused' }) });
  await consumer.until('handled');
  await consumer.stop();
  expect(consumer.worked).toMatchObject([{ message: { priority: 'at-once' }, detail: { status: 'paused' } }]);
});

test.concurrent.each([
  ['victim-referral-intake/later/1', 'victim-referral-intake/later/1'],
  ['https://example.org/Later.json', 'of another form'],
  ['constructor', 'of another form'],
])('a message of the unknown schema %s is deleted, and said so', async (schema, told) => {
  const { queueUrl, deadUrl } = await queues.make();
  await queues.send(queueUrl, { schema, handOffId: 'h-01' });
  const consumer = startConsumer(queues, queueUrl);
  expect(await consumer.until('unknown-message')).toMatchObject({ schema: told });
  await consumer.until('empty');
  await consumer.stop();
  expect([await queues.count(queueUrl), await queues.count(deadUrl), consumer.worked]).toEqual([0, 0, []]);
});

describe.concurrent('a message that can never be handled', () => {
  test.each([
    ['is not JSON', 'garbage', 'it is not JSON'],
    ['has no kind', { handOffId: 'h-02' }, 'wrong or missing: schema'],
    ['has a kind that is not text', { schema: 1 }, 'wrong or missing: schema'],
  ])('and %s goes to the dead letters at once', async (_, body, why) => {
    const { queueUrl, deadUrl } = await queues.make();
    await queues.send(queueUrl, body, handOff('h-01'));
    const consumer = startConsumer(queues, queueUrl, { concurrency: 1 });
    expect(await consumer.until('set-aside')).toMatchObject({ why, moved: true });
    await consumer.until('empty');
    await consumer.stop();
    expect(consumer.worked).toHaveLength(1);
    expect(await queues.count(queueUrl)).toBe(0);
    expect(await queues.bodies(deadUrl)).toEqual([typeof body === 'string' ? body : JSON.stringify(body)]);
  });

  test('a hand-off that the API does not find is moved to the dead letters', async () => {
    const { queueUrl, deadUrl } = await queues.make();
    await queues.send(queueUrl, handOff('h-09'));
    const consumer = startConsumer(queues, queueUrl, {
      deadLetterQueueUrl: deadUrl,
      detail: () => {
        throw noWith('not-found');
      },
    });
    expect(await consumer.until('set-aside')).toMatchObject({ moved: true });
    await consumer.stop();
    expect([await queues.count(queueUrl), await queues.count(deadUrl)]).toEqual([0, 1]);
  });

  test('reaches the dead-letter queue by itself where this client may not send to it', async ({ expect }) => {
    const { queueUrl, deadUrl } = await queues.make({ receives: 2 });
    await queues.send(queueUrl, 'garbage');
    const refused = watching((command) => {
      if (command === 'SendMessageCommand') throw new Error('AccessDenied');
    });
    const consumer = startConsumer(queues, queueUrl, { sqs: refused });
    expect(await consumer.until('set-aside')).toMatchObject({ moved: false });
    await expect.poll(() => queues.count(deadUrl), { timeout: 15_000 }).toBe(1);
    await consumer.stop();
    expect(consumer.events.filter(({ event }) => event === 'set-aside')).toHaveLength(2);
  });
});

describe.concurrent('the end of a consumer', () => {
  test('waits for messages being handled', async () => {
    const { queueUrl } = await queues.make();
    await queues.send(queueUrl, handOff('h-01'));
    const [working, finish] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const consumer = startConsumer(queues, queueUrl, {
      async onHandOff() {
        working.resolve();
        await finish.promise;
      },
    });
    await working.promise;
    const order: string[] = [];
    const stopped = consumer.stop().then(() => order.push('stopped'));
    const handled = consumer.until('handled').then(() => order.push('handled'));
    finish.resolve();
    await Promise.all([stopped, handled]);
    expect(order).toEqual(['handled', 'stopped']);
    expect(await queues.count(queueUrl)).toBe(0);
    await consumer.done;
  });

  test.each([new AccessRefused('no token'), noWith('forbidden')])(
    'comes at once when access is refused, before messages use up their attempts: %s',
    async (error) => {
      const { queueUrl, deadUrl } = await queues.make();
      await queues.send(queueUrl, handOff('h-01'), handOff('h-02'), handOff('h-03'));
      let asked = 0;
      const consumer = startConsumer(queues, queueUrl, {
        concurrency: 1,
        detail: () => {
          asked += 1;
          throw error;
        },
      });
      await expect(consumer.done).rejects.toBeInstanceOf(AccessRefused);
      expect(asked).toBe(1);
      expect([await queues.count(queueUrl), await queues.count(deadUrl)]).toEqual([3, 0]);
    },
  );
});
