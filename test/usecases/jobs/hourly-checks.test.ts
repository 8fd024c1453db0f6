/** What the deadlines job checks once an hour, through the tables. */
import { describe, expect, test } from 'vitest';
import type { Area } from '#src/domain/area.ts';
import type { CaseHead } from '#src/domain/case/model.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { reviewAsTriage } from '#src/usecases/triage/review.ts';
import { listTriage } from '#src/usecases/triage/triage.ts';
import { area, police, rules } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { nothingSafe } from '#test/support/submissions.ts';
import {
  dispatch,
  refer,
  referAndAccept,
  referAndDispatch,
  setUpSystem,
  system,
} from '#test/usecases/support/referral-steps.ts';

setUpSystem();
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
  const noSafeWay = { safe: nothingSafe };
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

describe('an unsafe attempt of a case that is over', () => {
  const listed = async () => (await listTriage(system.deps)).rows.map(({ triage }) => triage?.reason);
  /** Withdrawn, and then the service tells of a call that it had made before it knew. */
  async function ringAfterWithdrawal() {
    const { id, first, service } = await referAndAccept();
    await withdrawOwnReferral(system.deps, police, id, 'sent-in-error');
    const at = system.deps.now().toISOString();
    const note = sealNote(system.deps, first, 'I had the old list.');
    const attempt = { status: 'contact-attempted', channel: 'call', at, note } as const;
    expect(await reportStatus(system.deps, service, first, attempt)).toMatchObject({
      handOff: { status: 'withdrawn' },
    });
    return id;
  }
  const erase = () => eraseDue({ ...system.deps, rules });
  const toldOf = (id: string) => system.lines.filter((line) => line.includes('"left-unreviewed"') && line.includes(id));
  const monthsLater = '2027-12-01T12:00:00Z';

  test('is on the hub’s list; once it is reviewed the person is erased when their time is over', async () => {
    const id = await ringAfterWithdrawal();
    expect(await listed()).toEqual(['safety']);
    const { head } = (await system.deps.cases.read(id)) ?? {};
    const review = { reason: 'safety', note: 'They know now.', seenRevision: head?.rev ?? 0 } as const;
    expect(await reviewAsTriage(system.deps, partyId('example-authority'), id, review)).toHaveProperty('referralCase');
    expect(await listed()).toEqual([]);
    system.clock.now = new Date(monthsLater);
    expect(await erase()).toEqual({ erased: 1, failed: 0 });
  });

  test('that nobody reviewed leaves the list when the person’s time is over, and they are erased', async () => {
    const id = await ringAfterWithdrawal();
    await runAt('2026-11-19T12:00:00Z');
    expect(await listed()).toEqual(['safety']);
    system.clock.now = new Date(monthsLater);
    expect(await erase()).toEqual({ erased: 0, failed: 0 });
    await runAt(monthsLater);
    expect(await listed()).toEqual([]);
    expect(await erase()).toEqual({ erased: 1, failed: 0 });
    const history = await system.deps.cases.history(id);
    expect(history.filter(({ event }) => event === 'left-unreviewed')).toMatchObject([{ reason: 'safety' }]);
    expect(history.find(({ event }) => event === 'contact-attempted')).not.toHaveProperty('note');
    expect(toldOf(id)).toHaveLength(1);
  });

  test('that somebody reviews while the list is gone through is not told of as left', async () => {
    const id = await ringAfterWithdrawal();
    system.clock.now = new Date(monthsLater);
    const before: CaseHead[] = [];
    for await (const head of system.deps.cases.triageHeads()) before.push(head);
    const review = { reason: 'safety', note: 'They know now.', seenRevision: before[0]?.rev ?? 0 } as const;
    expect(await reviewAsTriage(system.deps, partyId('example-authority'), id, review)).toHaveProperty('referralCase');
    const triageHeads = async function* () {
      yield* before;
    };
    const cases = { ...system.deps.cases, triageHeads };
    await processDeadlines({ ...system.deps, cases });
    expect(toldOf(id)).toEqual([]);
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

test('how many wait is told once an hour, for the operator’s dashboard', async () => {
  await referAndDispatch();
  await referAndAccept({ victimReference: '2', victim: { givenName: 'Alex' } });
  await runAt('2026-11-19T10:00:00Z');
  await runAt('2026-11-19T10:05:00Z');
  const lines = system.lines.map((line) => JSON.parse(line) as { event: string; reason?: string; count?: number });
  const told = lines.filter(({ event }) => event === 'waiting-now').map(({ reason, count }) => [reason, count]);
  expect(told).toEqual([
    ['held', 0],
    ['unread', 1],
    ['suspended', 0],
  ]);
});
