/** What the deadlines job checks once an hour, through the tables. */
import { describe, expect, test } from 'vitest';
import type { Area } from '#src/domain/area.ts';
import { processDeadlines } from '#src/usecases/process-deadlines.ts';
import { listTriage } from '#src/usecases/triage.ts';
import { area, rules } from '#test/support/area-fixture.ts';
import { dispatch, refer, referAndDispatch, system } from './support/referral-steps.ts';

const runAt = (instant: string, under: Area = system.deps.area) => {
  system.clock.now = new Date(instant);
  return processDeadlines({ ...system.deps, area: under });
};

describe('when a bank holiday is proclaimed', () => {
  const extended = area({
    rules: {
      ...rules,
      bankHolidays: [...rules.bankHolidays, '2028-01-03', '2028-01-07'],
      bankHolidaysCover: { from: '2019-01-01', to: '2028-12-31' },
    },
  });
  const events = async (id: Parameters<typeof system.deps.cases.history>[0]) =>
    (await system.deps.cases.history(id)).map(({ event }) => event);

  test('the deadlines of open hand-offs move at the next run, on the service’s list too', async () => {
    system.clock.now = new Date('2028-01-05T10:00:00Z');
    const { id, first, service } = await referAndDispatch({ reportedAt: '2028-01-05T09:00:00Z' });
    await runAt('2028-01-05T10:05:00Z');
    expect(await system.deps.cases.readHandOff(first)).toMatchObject({ respondBy: '2028-01-12T23:59:59.000Z' });
    expect(await runAt('2028-01-05T10:10:00Z', extended)).toMatchObject({ moved: 1, failed: 0 });
    expect(await system.deps.cases.readHandOff(first)).toMatchObject({ respondBy: '2028-01-13T23:59:59.000Z' });
    const { rows } = await system.deps.cases.serviceList(service, ['queued']);
    expect(rows.map(({ respondBy }) => respondBy)).toEqual(['2028-01-13T23:59:59.000Z']);
    expect(await events(id)).toEqual(['received', 'handed-off', 'deadline-corrected']);
    expect(await runAt('2028-01-05T11:10:00Z', extended)).toMatchObject({ moved: 0 });
  });

  test('a deadline that is due by the old list is corrected before anybody is late', async () => {
    system.clock.now = new Date('2028-01-05T10:00:00Z');
    const { id, first } = await referAndDispatch({ reportedAt: '2028-01-05T09:00:00Z' });
    await runAt('2028-01-12T23:30:00Z');
    await runAt('2028-01-13T00:05:00Z', extended);
    expect(await system.deps.cases.readHandOff(first)).toMatchObject({ status: 'queued' });
    expect(await events(id)).toEqual(['received', 'handed-off', 'reminded', 'deadline-corrected']);
    await runAt('2028-01-14T00:05:00Z', extended);
    expect(await system.deps.cases.readHandOff(first)).toMatchObject({ status: 'expired' });
  });

  test('cases are read for it only when the list has changed', async () => {
    const read: string[] = [];
    const due: typeof system.deps.cases.due = (before) => {
      read.push(before);
      return system.deps.cases.due(before);
    };
    const cases = { ...system.deps.cases, due };
    const run = (under: Area) => processDeadlines({ ...system.deps, cases, area: under });
    await run(system.deps.area);
    expect(read.splice(0)).toHaveLength(2);
    system.wait(1);
    await run(system.deps.area);
    expect(read.splice(0)).toHaveLength(1);
    await run(extended);
    expect(read.splice(0)).toHaveLength(2);
  });
});

describe('a suspect’s release', () => {
  const suspects = [{ name: 'Alex Example', releaseOn: '2026-12-02' }];
  const noSafeWay = { safe: { call: 'no', voicemail: 'no', text: 'no', email: 'no', post: 'no' } } as const;
  const reasons = async () => {
    const { rows } = await listTriage(system.deps);
    return rows.flatMap(({ triage }) => (triage ? [[triage.reason, ...(triage.also ?? [])]] : []));
  };

  test('puts a held case on the hub’s list for it too, and leaves it when its day is over', async () => {
    const { id } = await refer({ suspects, contact: noSafeWay });
    await dispatch(id);
    await runAt('2026-11-29T23:59:00Z');
    expect(await reasons()).toEqual([['held']]);
    await runAt('2026-11-30T00:00:00Z');
    await runAt('2026-12-01T12:00:00Z');
    expect(await reasons()).toEqual([['held', 'release-near']]);
    await runAt('2026-12-03T00:00:00Z');
    expect(await reasons()).toEqual([['held']]);
    const history = await system.deps.cases.history(id);
    expect(history.filter(({ event }) => event === 'release-reminded')).toHaveLength(1);
  });

  test('that a service was reminded of leaves the hub’s list when its day is over', async () => {
    const suspected = [{ name: 'Alex Example', releaseOn: '2026-11-20' }];
    await referAndDispatch({ suspects: suspected });
    await runAt('2026-11-19T09:05:00Z');
    expect(await reasons()).toEqual([['release-near']]);
    await runAt('2026-11-20T23:59:00Z');
    expect(await reasons()).toEqual([['release-near']]);
    await runAt('2026-11-21T00:00:00Z');
    expect(await reasons()).toEqual([]);
  });
});

test.each([
  ['more than six months before their end', '2027-06-30T09:00:00Z', []],
  ['less than that', '2027-07-01T09:00:00Z', [183]],
])('whoever runs the system is told that the bank holidays end, once an hour: %s', async (_what, instant, left) => {
  await runAt(instant);
  await runAt(instant);
  const lines = system.lines.map((line) => JSON.parse(line) as { event: string; count?: number });
  expect(lines.filter(({ event }) => event === 'calendar-ends-soon').map(({ count }) => count)).toEqual(left);
});
