/** What a withdrawal means for the person's other referrals: nobody is left without one unawares. */
import { describe, expect, test } from 'vitest';
import type { WithdrawReason } from '#src/domain/vocabulary.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { decideDuplicateAsTriage } from '#src/usecases/triage/decide-duplicate.ts';
import { listTriage, withdrawAsTriage } from '#src/usecases/triage/triage.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId } from '#test/support/ids.ts';
import { makeUnreadable } from '#test/support/make-unreadable.ts';
import { submission } from '#test/support/submissions.ts';
import { dispatch, refer, referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const hub = partyId('example-authority');
const reason = 'The officer says so.';
const fromHospital = { crimeReference: undefined, incidentReference: 'AE-2026-1' } as const;
type Id = Awaited<ReturnType<typeof refer>>['id'];
const headOf = async (id: Id) => (await system.deps.cases.read(id))?.head;
const listed = async () => (await listTriage(system.deps)).rows.map(({ id, triage }) => [id, triage?.reason]);
const eventsOf = async (id: Id) => (await system.deps.cases.history(id)).map(({ event, by }) => [event, by]);

/** The hospital's is marked as a possible duplicate of the police's. */
async function referBoth(): Promise<readonly [Id, Id]> {
  const { id: one } = await referAndDispatch();
  const { id: two } = await refer(fromHospital, hospital);
  await dispatch(two);
  return [one, two];
}
const withdraw = (sender: typeof police | typeof hospital, id: Id, why: WithdrawReason) =>
  withdrawOwnReferral(system.deps, sender, id, why);

describe('two senders who each withdraw theirs as the duplicate of the other', () => {
  test.each([
    ['the first first', [0, 1]],
    ['the second first', [1, 0]],
  ] as const)('leave the person with the hub: %s', async (_, [first, last]) => {
    const pair = await referBoth();
    const senders = [police, hospital] as const;
    await withdraw(senders[first], pair[first], 'duplicate');
    expect(await headOf(pair[last])).toMatchObject({ status: 'routed' });
    expect(await listed()).toEqual([]);
    await withdraw(senders[last], pair[last], 'duplicate');
    expect(await headOf(pair[first])).toMatchObject({ status: 'held', heldReasons: [] });
    expect(await listed()).toEqual([[pair[first], 'held']]);
  });

  test('in the same moment do so too', async () => {
    const [one, two] = await referBoth();
    await Promise.all([withdraw(police, one, 'duplicate'), withdraw(hospital, two, 'duplicate')]);
    const statuses = [await headOf(one), await headOf(two)].map((head) => head?.status).sort();
    expect(statuses).toEqual(['held', 'withdrawn']);
  });

  test('where the other was withdrawn as sent in error since', async () => {
    const [one, two] = await referBoth();
    await withdraw(police, one, 'duplicate');
    await withdraw(hospital, two, 'sent-in-error');
    expect(await headOf(one)).toMatchObject({ status: 'held', heldReasons: [] });
  });
});

test('a sender withdraws a duplicate of which nothing is known: it is withdrawn', async () => {
  const { id } = await referAndDispatch();
  await withdraw(police, id, 'duplicate');
  expect(await headOf(id)).toMatchObject({ status: 'withdrawn' });
  expect(await listed()).toEqual([]);
});

describe('a possible duplicate of one that is withdrawn', () => {
  test('is none any more and leaves the hub’s list, which its history says', async () => {
    const [one, two] = await referBoth();
    await withdraw(police, one, 'sent-in-error');
    expect(await listed()).toEqual([]);
    expect(await headOf(two)).toMatchObject({ status: 'routed' });
    expect(await headOf(two)).not.toHaveProperty('possibleDuplicateOf');
    expect((await eventsOf(two)).at(-1)).toEqual(['not-duplicate', 'system']);
  });

  test('is one again once the other is opened again', async () => {
    const [one, two] = await referBoth();
    await withdraw(police, one, 'sent-in-error');
    system.wait(1);
    expect(await correctWhole(system.deps, police, one, 1, submission({ contact: { times: 'any' } }))).toHaveProperty(
      'corrected',
    );
    expect(await headOf(one)).toMatchObject({ status: 'routed', possibleDuplicateOf: two });
    expect(await listed()).toEqual([[one, 'possible-duplicate']]);
  });

  test('unless the hub had said that they are none', async () => {
    const [one, two] = await referBoth();
    await decideDuplicateAsTriage(system.deps, hub, two, { of: null, reason });
    await withdraw(police, one, 'sent-in-error');
    system.wait(1);
    await correctWhole(system.deps, police, one, 1, submission({ contact: { times: 'any' } }));
    expect(await listed()).toEqual([]);
  });

  test('is compared with what was opened again in its place', async () => {
    const [one, two] = await referBoth();
    await decideDuplicateAsTriage(system.deps, hub, two, { of: one, reason });
    const { id: three } = await refer({ victimReference: '3' });
    await dispatch(three);
    expect(await headOf(three)).toMatchObject({ possibleDuplicateOf: one });
    await withdrawAsTriage(system.deps, hub, one, 'sent-in-error');
    expect(await headOf(two)).toMatchObject({ status: 'held' });
    expect(await headOf(three)).toMatchObject({
      status: 'routed',
      possibleDuplicateOf: two,
      triage: { reason: 'possible-duplicate' },
    });
  });
});

describe('another referral of the person that cannot be read', () => {
  test('does not keep this one from being withdrawn, is logged, and the hub has the withdrawn one on its list', async () => {
    const [one, two] = await referBoth();
    await decideDuplicateAsTriage(system.deps, hub, two, { of: one, reason });
    await makeUnreadable(system, two);
    await withdraw(police, one, 'sent-in-error');
    expect(await headOf(one)).toMatchObject({ status: 'withdrawn', triage: { reason: 'possible-duplicate' } });
    const logged = system.lines.filter((line) => line.includes('other-referral-unreadable'));
    expect(logged).toEqual([expect.stringContaining('"level":"error"')]);
    expect(logged[0]).toContain(two);
  });

  test('leaves the list once the hub has seen to it', async () => {
    const [one, two] = await referBoth();
    await decideDuplicateAsTriage(system.deps, hub, two, { of: one, reason });
    await makeUnreadable(system, two);
    await withdraw(police, one, 'sent-in-error');
    expect(await listed()).toEqual([[one, 'possible-duplicate']]);
    expect(await decideDuplicateAsTriage(system.deps, hub, one, { of: null, reason })).toHaveProperty('referralCase');
    expect(await headOf(one)).toMatchObject({ status: 'withdrawn' });
    expect(await listed()).toEqual([]);
  });
});

describe('the person of a referral that was corrected says no while a service has another of the crime', () => {
  test.each([
    ['the name', { victim: { givenName: 'Somebody' } }],
    ['the day', { offence: { occurredOn: '2026-11-17' } }],
  ] as const)('and it is put before the hub: %s', async (_, sent) => {
    const { id: one } = await refer(sent);
    await dispatch(one);
    const { id: two } = await refer(fromHospital, hospital);
    await dispatch(two);
    expect(await correctWhole(system.deps, police, one, 1, submission())).toHaveProperty('corrected');
    expect(await listed()).toEqual([]);
    await withdraw(police, one, 'consent-withdrawn');
    expect(await listed()).toEqual([[two, 'possible-duplicate']]);
  });
});
