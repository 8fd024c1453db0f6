import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type QueueServer, startQueueServer } from '#test/client/support/queue-server.ts';
import { queueClientOf } from './clients.ts';
import { createClock } from './clock.ts';
import { type Action, playActions, type QueueSide } from './contract/queue-actions.ts';
import { createMemorySqs } from './sqs.ts';

let queues: QueueServer;
beforeAll(async () => {
  queues = await startQueueServer();
});
afterAll(() => queues.stop());

/** Seconds that a message received stays hidden: as short as SQS has it, since the emulator's time is real. */
const visibilityS = 1;
const receives = 2;

async function makeSides(hiddenS = visibilityS): Promise<QueueSide[]> {
  const clock = createClock(new Date('2026-11-21T08:00:00Z'));
  const [queueUrl, deadUrl] = ['queue', 'dead'];
  const deadLetters = { url: deadUrl, maxReceiveCount: receives };
  const memory = createMemorySqs({ [queueUrl]: { visibilityTimeoutS: hiddenS, deadLetters }, [deadUrl]: {} }, clock);
  const model: QueueSide = {
    sqs: queueClientOf(async (command) => memory.execute(command)),
    queueUrl,
    deadUrl,
    wait: async (seconds) => clock.advance(seconds * 1000),
  };
  const emulator: QueueSide = {
    sqs: queues.sqs,
    ...(await queues.make({ receives, visibilityS: hiddenS })),
    wait: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
  };
  return [model, emulator];
}

async function expectSame(actions: readonly Action[], hiddenS?: number): Promise<unknown[]> {
  const [model, emulator] = await Promise.all((await makeSides(hiddenS)).map((side) => playActions(side, actions)));
  expect(model).toEqual(emulator);
  return model ?? [];
}

const send = (...bodies: string[]): Action => ({ do: 'send', bodies, ids: bodies.map((_, index) => String(index)) });
const receive = (count = 10): Action => ({ do: 'receive', count, dead: false });
const receiveDead: Action = { do: 'receive', count: 10, dead: true };
const wait: Action = { do: 'wait', seconds: visibilityS + 0.1 };

describe('the model of SQS answers as the emulator does', () => {
  test('a message received comes again when its time is over, and goes to the dead letters in the end', async () => {
    await expectSame([send('a'), receive(), receive(), wait, receive(), wait, receive(), receiveDead]);
  });

  test('what is deleted does not come again, what is hidden for longer comes later', async () => {
    const actions: Action[] = [send('a', 'b', 'c'), receive(), { do: 'delete', picks: [0] }, { do: 'hide', pick: 1 }];
    await expectSame([...actions, wait, receive(), receiveDead]);
  });

  test.each<[string, Action]>([
    ['a batch of eleven', send(...Array.from({ length: 11 }, (_, index) => `m${index}`))],
    ['an empty batch', send()],
    ['a batch that names two alike', { do: 'send', bodies: ['a', 'b'], ids: ['0', '0'] }],
  ])('%s is refused', async (_, action) => {
    expect(await expectSame([action])).toEqual([{ refused: expect.any(String) }]);
  });

  test('whatever is asked of it while no time passes', async () => {
    const body = fc.constantFrom('a', 'b', '{"é":1}');
    const pick = fc.nat(9);
    const action: fc.Arbitrary<Action> = fc.oneof(
      fc.array(body, { minLength: 1, maxLength: 4 }).map((bodies) => send(...bodies)),
      fc.integer({ min: 1, max: 3 }).map((count) => receive(count)),
      fc.array(pick, { minLength: 1, maxLength: 3 }).map((picks): Action => ({ do: 'delete', picks })),
      pick.map((one): Action => ({ do: 'hide', pick: one })),
      fc.constant(receiveDead),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 25, size: 'max' }), async (actions) => {
        await expectSame(actions, 600);
      }),
      { numRuns: Number(process.env['CONTRACT_RUNS'] ?? 30) },
    );
  });
});
