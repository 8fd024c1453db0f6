/** What the stream dispatches, and what it leaves to whoever waits for the answer. */
import { expect, test } from 'vitest';
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { sweep } from '#src/usecases/dispatch/sweep.ts';
import type { QueueMessage } from '#src/usecases/ports/queue.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { submission } from '#test/support/submissions.ts';
import { referAndAccept, setUpSystem, streamRecord, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const corrected = submission({ contact: { phone: '+447700900456' } });

/** The stream brings the new version while the request that stored it is about to send its message. */
async function correctWhileStreamIsFast() {
  const { id } = await referAndAccept();
  const sent: QueueMessage[] = [];
  const queue: typeof system.deps.queue = {
    async send(messages) {
      if (sent.length === 0) await dispatchRecords({ ...system.deps, queue: streamQueue }, [streamRecord(id, '2')]);
      sent.push(...messages);
    },
  };
  const streamQueue: typeof system.deps.queue = {
    async send(messages) {
      sent.push(...messages);
    },
  };
  const done = await correctWhole({ ...system.deps, queue }, police, id, 1, corrected);
  expect(done).toHaveProperty('corrected');
  return sent;
}

test('a service is told of a correction once, however fast the stream brings it', async () => {
  const sent = await correctWhileStreamIsFast();
  expect(sent.filter(({ schema }) => schema.includes('amendment'))).toHaveLength(1);
});

test('what the request could not send is sent by the sweep', async () => {
  const { id } = await referAndAccept();
  const queue: typeof system.deps.queue = {
    send: () => Promise.reject(new Error('The process ended.')),
  };
  await expect(correctWhole({ ...system.deps, queue }, police, id, 1, corrected)).rejects.toThrow('ended');
  expect(await dispatchRecords(system.deps, [streamRecord(id, '2')])).toEqual([]);
  system.wait(2);
  expect(await sweep(system.deps)).toMatchObject({ sent: 1 });
});
