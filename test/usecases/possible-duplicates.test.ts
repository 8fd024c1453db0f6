import { describe, expect, test } from 'vitest';
import { withdrawOwnReferral } from '#src/usecases/own-referrals.ts';
import { sweep } from '#src/usecases/sweep.ts';
import { listTriage } from '#src/usecases/triage.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { dispatch, refer, system } from './support/referral-steps.ts';

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
