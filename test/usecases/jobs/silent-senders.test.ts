/** Who is told when nothing comes from a sender any more, through the tables. */
import { expect, test } from 'vitest';
import type { Duration } from '#src/domain/area.ts';
import { tellSilentSenders } from '#src/usecases/jobs/silent-senders.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { nothingSafe } from '#test/support/submissions.ts';
import { dispatch, refer, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const watch = (alarmWhenSilentFor: Duration, more: { active?: boolean } = {}) => ({
  ...system.deps.area,
  parties: system.deps.area.parties.map((party) =>
    party.id === police.id ? { ...party, ...more, alarmWhenSilentFor } : party,
  ),
});
async function findSilent(under = watch({ hours: 12 })): Promise<unknown[]> {
  system.lines.length = 0;
  await tellSilentSenders(system.deps, { area: under, now: system.clock.now });
  return system.lines.map((line) => JSON.parse(line)).map(({ event, party, count }) => ({ event, party, count }));
}
const silentFor = (count: number) => [{ event: 'sender-silent', party: police.id, count }];

test('a sender is silent when its newest referral is older than the register allows', async () => {
  await dispatch((await refer()).id);
  system.wait(11.9);
  expect(await findSilent()).toEqual([]);
  system.wait(0.2);
  expect(await findSilent()).toEqual(silentFor(12));
  await dispatch((await refer({ victimReference: '2' })).id);
  expect(await findSilent()).toEqual([]);
});

test('a referral on hold counts as one that came, and another sender’s does not', async () => {
  await dispatch((await refer()).id);
  system.wait(13);
  await dispatch((await refer({ victimReference: '9' }, hospital)).id);
  expect(await findSilent()).toEqual(silentFor(13));
  await dispatch((await refer({ victimReference: '3', contact: { safe: nothingSafe } })).id);
  expect(await findSilent()).toEqual([]);
});

test('working days leave out the weekend', async () => {
  system.clock.now = new Date('2026-11-20T16:00:00Z');
  await dispatch((await refer()).id);
  system.clock.now = new Date('2026-11-23T10:00:00Z');
  expect(await findSilent(watch({ workingDays: 1 }))).toEqual([]);
  system.clock.now = new Date('2026-11-24T00:30:00Z');
  expect(await findSilent(watch({ workingDays: 1 }))).toEqual(silentFor(80));
});

test('nobody is told of a sender that has not begun, has left, or is not watched', async () => {
  expect(await findSilent()).toEqual([]);
  await dispatch((await refer()).id);
  system.wait(100);
  expect(await findSilent(watch({ hours: 12 }, { active: false }))).toEqual([]);
  expect(await findSilent(system.deps.area)).toEqual([]);
});
