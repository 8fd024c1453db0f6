import { describe, expect, test } from 'vitest';
import type { HandOff } from '#src/domain/case/model.ts';
import { readWaitingNow } from '#src/usecases/jobs/waiting-now.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { area, service } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { nothingSafe } from '#test/support/submissions.ts';
import { referAndAccept, referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const general = serviceId('general');
const readAll = () => readWaitingNow(system.deps.cases, system.deps.area);
const later = (minutes: number): string => {
  system.clock.now = new Date(system.clock.now.getTime() + minutes * 60_000);
  return system.clock.now.toISOString();
};

describe('what waits now', () => {
  test('is nothing where nothing was referred', async () => {
    const none = { count: 0, oldestSince: undefined };
    expect(await readAll()).toEqual({ held: none, unread: none, suspended: none });
  });

  test('is counted by where it waits, with the time since when the oldest has waited there', async () => {
    const held = system.clock.now.toISOString();
    await referAndDispatch({
      contact: { safe: nothingSafe },
      victimReference: 'held',
      victim: { givenName: 'Alex' },
    });
    const queued = later(10);
    const { first: firstUnread } = await referAndDispatch({ victimReference: '1' });
    later(10);
    await referAndDispatch({ victimReference: '2', victim: { givenName: 'Kim' } });
    const { first } = await referAndAccept({ victimReference: '3', victim: { givenName: 'Robin' } });
    const stopped = later(10);
    const note = sealNote(system.deps, first, 'A stranger answers this number.');
    await reportStatus(system.deps, general, first, { status: 'suspended', reason: 'wrong-contact-details', note });
    later(10);
    expect(await readAll()).toEqual({
      held: { count: 1, oldestSince: held },
      unread: { count: 2, oldestSince: queued },
      suspended: { count: 1, oldestSince: stopped },
    });
    await readHandOff(system.deps, general, firstUnread);
    expect((await readAll()).unread.count).toBe(1);
  });

  test('is all that is open, whatever stands first in a service’s list, of what waits alone', async () => {
    const handOffs = Array.from({ length: 300 }, (_, index) => ({
      status: index % 3 === 0 ? 'queued' : 'accepted',
      since: `2026-01-${String(30 - Math.floor(index / 10)).padStart(2, '0')}T00:00:00Z`,
    })) as HandOff[];
    const { triageList } = system.deps.cases;
    const oneService = area({ services: [service('general', 0, {})] });
    const read = await readWaitingNow({ triageList, openHandOffs: async () => handOffs }, oneService);
    expect(read.unread).toEqual({ count: 100, oldestSince: '2026-01-01T00:00:00Z' });
  });
});
