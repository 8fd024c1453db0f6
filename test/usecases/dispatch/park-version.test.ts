import { expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { type ParkDeps, parkAgain, parkVersion } from '#src/usecases/dispatch/park-version.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';

const target = { id: 'a'.repeat(26) as ReferralId, version: 1, reason: 'no-queue-for-service' };
const request = { ...target, at: '2026-11-19T08:00:00.000Z', requestedAt: '2026-11-19T08:30:00.000Z' };

/** What was done, in order; the queue may be down. */
function setUp({ isParked = false, isQueueDown = false } = {}) {
  const done: string[] = [];
  const note = (what: string) => async () => void done.push(what);
  const deps: ParkDeps = {
    now: () => new Date('2026-11-19T09:00:00Z'),
    parked: {
      park: async () => {
        if (isQueueDown) throw new Unavailable('the queue');
        done.push('message');
      },
    },
    cases: {
      isParked: async () => isParked,
      park: async () => {
        done.push('row');
        return 'parked';
      },
      parkAgain: note('row again'),
    },
  };
  return { deps, done };
}

test('a version’s message is sent before it is parked: without the message nobody would know of it', async () => {
  const { deps, done } = setUp();
  await parkVersion(deps, target);
  expect(done).toEqual(['message', 'row']);
});

test('a version whose message cannot be sent is not parked, so that it is tried again', async () => {
  const { deps, done } = setUp({ isQueueDown: true });
  await expect(parkVersion(deps, target)).rejects.toThrow(Unavailable);
  expect(done).toEqual([]);
});

test('a version that is already parked gets no second message', async () => {
  const { deps, done } = setUp({ isParked: true });
  await parkVersion(deps, target);
  expect(done).toEqual([]);
});

test('a version that is parked again gets its message first, and stays on the sweep’s agenda until it is parked', async () => {
  const up = setUp();
  await parkAgain(up.deps, request);
  expect(up.done).toEqual(['message', 'row again']);
  const down = setUp({ isQueueDown: true });
  await expect(parkAgain(down.deps, request)).rejects.toThrow(Unavailable);
  expect(down.done).toEqual([]);
});
