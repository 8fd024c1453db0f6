import { describe, expect, test } from 'vitest';
import { type CanaryDeps, canaryReferral, walkCanary } from '#src/usecases/jobs/walk-canary.ts';
import type { LogFields } from '#src/usecases/ports/log.ts';
import { partyId } from '#test/support/ids.ts';

const now = new Date('2026-11-20T09:15:00.250Z');
const serviceId = partyId('canary-service');
const minute = 60_000;

interface Line extends LogFields {
  event: string;
}

/** A way on which everything is as it must be; `over` breaks a part of it. */
function makeWay(over: Partial<CanaryDeps> = {}) {
  const lines: Line[] = [];
  const done: string[] = [];
  const write = (event: string, fields: LogFields = {}) => void lines.push({ event, ...fields });
  const deps: CanaryDeps = {
    sender: {
      async submit() {
        done.push('submit');
        return { answer: { referralId: 'r1', status: 'received', routing: { chosen: [{ service: serviceId }] } } };
      },
      readReferral: async () => ({ status: 'closed' }),
    },
    service: {
      async readHandOff(id) {
        done.push(`read ${id}`);
        return { confirmationCode: 'ABC123' };
      },
      async report(id, report) {
        done.push(`${report.status} ${id}`);
      },
    },
    queue: { take: async (referralId) => `${referralId}-01` },
    serviceId,
    log: { info: write, warn: write, error: write },
    now: () => now,
    ...over,
  };
  return { deps, lines, done };
}
const plentyLeft = () => 5 * minute;

test('the canary goes all the way, and says so', async () => {
  const { deps, lines, done } = makeWay();
  await walkCanary(deps, plentyLeft);
  expect(done).toEqual(['submit', 'read r1-01', 'accepted r1-01', 'closed r1-01']);
  expect(lines).toEqual([{ event: 'canary-finished', referralId: 'r1', ms: 0 }]);
});

describe('a way that is closed is told with the step that failed, and fails the run', () => {
  const refuse = async () => {
    throw new Error('refused');
  };
  const { sender, service } = makeWay().deps;
  const goesTo = (chosen: { service: string }[]) => ({
    ...sender,
    submit: async () => ({ answer: { referralId: 'r1', status: 'held', routing: { chosen } } }),
  });
  test.each<[string, string, Partial<CanaryDeps>]>([
    ['the sender is refused', 'accepted', { sender: { ...sender, submit: refuse } }],
    ['it is held', 'accepted', { sender: goesTo([]) }],
    ['it goes to a real service', 'accepted', { sender: goesTo([{ service: 'somebody-else' }]) }],
    ['no message comes', 'queued', { queue: { take: async () => undefined } }],
    ['the queue may not be read', 'queued', { queue: { take: refuse } }],
    ['the detail is refused', 'collected', { service: { ...service, readHandOff: refuse } }],
    ['the detail has no code', 'collected', { service: { ...service, readHandOff: async () => ({}) } }],
    ['a report is refused', 'answered', { service: { ...service, report: refuse } }],
    ['the sender sees it open', 'closed', { sender: { ...sender, readReferral: async () => ({ status: 'routed' }) } }],
  ])('%s: %s', async (_, step, over) => {
    const { deps, lines } = makeWay(over);
    await expect(walkCanary(deps, plentyLeft)).rejects.toThrow(`The referral was not ${step}`);
    expect(lines).toEqual([expect.objectContaining({ event: 'canary-failed', reason: step })]);
  });
});

test('it waits for its message as long as the rest can still be done', async () => {
  const asked: boolean[] = [];
  let left = 2 * minute;
  const { deps } = makeWay({
    queue: {
      async take(_, isTimeLeft) {
        for (; left > 0; left -= 30_000) asked.push(isTimeLeft());
        return undefined;
      },
    },
  });
  await expect(walkCanary(deps, () => left)).rejects.toThrow('not queued');
  expect(asked).toEqual([true, true, true, false]);
});

test('each run’s referral is another one', () => {
  expect(canaryReferral(now).crimeReference).toBe('CANARY/20261120T091500250Z');
  expect(canaryReferral(new Date(now.getTime() + 15 * minute)).crimeReference).toBe('CANARY/20261120T093000250Z');
});
