/** A message may name a hand-off that the API shows only for a reason: the consumer never stops at it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConsumeOptions } from '#client/library/consume.ts';
import { ReferralsProblem } from '#client/library/errors.ts';
import { startConsumer } from '#test/client/support/consumer.ts';
import { handOffDetail, problem } from '#test/client/support/fake-api.ts';
import {
  amendment,
  handOff,
  type QueueServer,
  startQueueServer,
  withdrawal,
} from '#test/client/support/queue-server.ts';

let queues: QueueServer;
beforeAll(async () => {
  queues = await startQueueServer();
});
afterAll(() => queues.stop());

describe.concurrent('a hand-off that the API shows only for a reason', () => {
  const missing = (currentStatus: string) => {
    const errors = [{ pointer: 'X-Access-Reason', code: 'required', detail: 'Say why.' }];
    return new ReferralsProblem(problem('invalid-request', { currentStatus, errors }));
  };
  /** As the API answers it, with what was said for a reason. */
  const answering = (currentStatus: string) => {
    const reasons: (string | undefined)[] = [];
    const api: ConsumeOptions['api'] = {
      async readHandOff(_, { reason } = {}) {
        reasons.push(reason);
        if (reason === undefined) throw missing(currentStatus);
        return handOffDetail();
      },
      report: async () => handOffDetail(),
    };
    return { api, reasons };
  };

  test.each([
    ['a hand-off that comes again', handOff],
    ['a correction that comes late', amendment],
  ])('because it is closed: %s is over, and nobody’s details are asked for', async (_, makeMessage) => {
    const { queueUrl, deadUrl } = await queues.make();
    await queues.send(queueUrl, makeMessage('h-01'), withdrawal('h-02'));
    const { api, reasons } = answering('closed');
    const consumer = startConsumer(queues, queueUrl, { concurrency: 1, api });
    expect(await consumer.until('over')).toMatchObject({ handOffId: 'h-01', status: 'closed' });
    await consumer.until('empty');
    await consumer.stop();
    expect(reasons).toEqual([undefined]);
    expect(consumer.worked).toMatchObject([{ kind: 'withdrawal' }]);
    expect([await queues.count(queueUrl), await queues.count(deadUrl)]).toEqual([0, 0]);
  });

  test.each([
    ['hand-off', handOff],
    ['amendment', amendment],
  ])('because another service was first: the %s is read with that as the reason', async (kind, makeMessage) => {
    const { queueUrl, deadUrl } = await queues.make();
    await queues.send(queueUrl, makeMessage('h-01'));
    const { api, reasons } = answering('queued');
    const consumer = startConsumer(queues, queueUrl, { api });
    await consumer.until('handled');
    await consumer.until('empty');
    await consumer.stop();
    expect(reasons).toEqual([undefined, expect.stringContaining('Handed to this service')]);
    expect(consumer.worked).toMatchObject([{ kind, detail: { confirmationCode: 'ABCDEF' } }]);
    expect([await queues.count(queueUrl), await queues.count(deadUrl)]).toEqual([0, 0]);
  });

  test('a withdrawal of one is handed on, and nothing is read', async () => {
    const { queueUrl } = await queues.make();
    await queues.send(queueUrl, withdrawal('h-01'));
    const { api, reasons } = answering('closed');
    const consumer = startConsumer(queues, queueUrl, { api });
    await consumer.until('handled');
    await consumer.stop();
    expect([consumer.worked.map(({ kind }) => kind), reasons]).toEqual([['withdrawal'], []]);
  });
});
