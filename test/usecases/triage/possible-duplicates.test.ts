import { describe, expect, test } from 'vitest';
import { sweep } from '#src/usecases/dispatch/sweep.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { requestErasureAsTriage } from '#src/usecases/erasure/retention.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { decideDuplicateAsTriage } from '#src/usecases/triage/decide-duplicate.ts';
import { listTriage } from '#src/usecases/triage/triage.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { dispatch, refer, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const fromHospital = { crimeReference: undefined, incidentReference: 'AE-2026-1' } as const;
const events = async (id: Awaited<ReturnType<typeof refer>>['id']) =>
  (await system.deps.cases.history(id)).map(({ event }) => event);
const marked = async () => (await listTriage(system.deps)).rows.map(({ id, possibleDuplicateOf: of }) => ({ id, of }));

/** Both are dispatched before the index shows either, as it may when they arrive in the same moment. */
async function referBothAtOnce() {
  const { ledger } = system.deps;
  system.deps.ledger = { ...ledger, byPerson: async () => [] };
  const one = await refer();
  const two = await refer(fromHospital, hospital);
  await dispatch(one.id, two.id);
  system.deps.ledger = ledger;
  expect(await marked()).toEqual([]);
  return [one.id, two.id] as const;
}

describe('two senders who refer one person in the same moment', () => {
  test('are found by the next sweep, which marks one of the two', async () => {
    const [one, two] = await referBothAtOnce();
    system.wait(1 / 60);
    expect(await sweep(system.deps)).toMatchObject({ duplicates: 1, failed: 0 });
    const [first] = await marked();
    expect([one, two]).toContain(first?.id);
    expect(first).toEqual({ id: first?.id, of: first?.id === one ? two : one });
    expect(await events(first?.id ?? one)).toContain('possible-duplicate');
    expect(await sweep(system.deps)).toMatchObject({ duplicates: 0 });
    expect(await marked()).toHaveLength(1);
  });

  test('are looked at again when the sweep failed', async () => {
    await referBothAtOnce();
    system.wait(1 / 60);
    const { cases } = system.deps;
    system.deps.cases = { ...cases, commit: () => Promise.reject(new Error('the table is down')) };
    expect(await sweep(system.deps)).toMatchObject({ duplicates: 0, failed: 1 });
    system.deps.cases = cases;
    expect(await sweep(system.deps)).toMatchObject({ duplicates: 1, failed: 0 });
  });

  test('are left alone once one of them is over', async () => {
    const [one, two] = await referBothAtOnce();
    await withdrawOwnReferral(system.deps, police, one, 'sent-in-error');
    await withdrawOwnReferral(system.deps, hospital, two, 'sent-in-error');
    system.wait(1 / 60);
    expect(await sweep(system.deps)).toMatchObject({ duplicates: 0, failed: 0 });
  });
});

test('the link between the two goes when the person is forgotten', async () => {
  const one = await refer();
  await dispatch(one.id);
  const two = await refer(fromHospital, hospital);
  await dispatch(two.id);
  const hub = partyId('example-authority');
  await decideDuplicateAsTriage(system.deps, hub, two.id, { of: one.id, reason: 'The officer says so.' });
  const erase = () => eraseDue({ ...system.deps, rules: system.deps.area.rules });
  system.wait(24 * 200);
  expect(await erase()).toEqual({ erased: 1, failed: 0 });
  expect((await system.deps.cases.read(two.id))?.head.possibleDuplicateOf).toBe(one.id);
  await requestErasureAsTriage(system.deps, hub, two.id, 'asked-by-person');
  await erase();
  expect((await system.deps.cases.read(two.id))?.head).not.toHaveProperty('possibleDuplicateOf');
});

test('a pair that the hub called no duplicate stays decided, however late the sweep looks at the other', async () => {
  const one = await refer();
  await dispatch(one.id);
  const two = await refer(fromHospital, hospital);
  await dispatch(two.id);
  const hub = partyId('example-authority');
  await decideDuplicateAsTriage(system.deps, hub, two.id, { of: null, reason: 'The officer says so.' });
  system.wait(1 / 60);
  expect(await sweep(system.deps)).toMatchObject({ duplicates: 0, failed: 0 });
  expect(await marked()).toEqual([]);
});

test('of two decisions in the same moment, each for the other, one is refused: the person is left with a referral', async () => {
  const one = await refer();
  const two = await refer(fromHospital, hospital);
  await dispatch(one.id, two.id);
  const hub = partyId('example-authority');
  const decide = (id: typeof one.id, of: typeof one.id) =>
    decideDuplicateAsTriage(system.deps, hub, id, { of, reason: 'The officer says so.' });
  const results = await Promise.all([decide(one.id, two.id), decide(two.id, one.id)]);
  const heads = await Promise.all([one.id, two.id].map(async (id) => (await system.deps.cases.read(id))?.head));
  expect(heads.map((head) => head?.status).sort()).toEqual(['routed', 'withdrawn']);
  expect(results).toContainEqual({ otherReferralFault: 'withdrawn' });
});

describe('two senders who refer one person after another', () => {
  test('are marked once, and the sweep adds nothing', async () => {
    const one = await refer();
    await dispatch(one.id);
    const two = await refer(fromHospital, hospital);
    await dispatch(two.id);
    system.wait(1 / 60);
    expect(await sweep(system.deps)).toMatchObject({ duplicates: 0, failed: 0 });
    expect(await marked()).toEqual([{ id: two.id, of: one.id }]);
  });

  test('one of whom does not say when it happened', async () => {
    const one = await refer();
    await dispatch(one.id);
    const two = await refer({ ...fromHospital, offence: { occurredOn: undefined, occurredAt: undefined } }, hospital);
    await dispatch(two.id);
    expect(await marked()).toEqual([{ id: two.id, of: one.id }]);
  });
});
