import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { countedHistory, storedCounters } from '#src/store/counted-history.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { findHeldAboutPerson } from '#src/usecases/erasure/held-about-person.ts';
import { requestErasureAsTriage } from '#src/usecases/erasure/retention.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff } from '#src/usecases/service/hand-offs.ts';
import { recount } from '#src/usecases/volumes/recount.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { dispatch, refer, referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const sam = { givenName: 'Sam', familyName: 'Groß' } as const;
const samOtherwise = { givenName: 'Gross', familyName: 'Mr Sam' } as const;

/** Refers and dispatches as a release did that knew only the old form. */
async function referInOldForm(over: Parameters<typeof refer>[0]): Promise<ReferralId> {
  const { id } = await refer(over);
  const update = new UpdateCommand({
    TableName: system.tables.referrals,
    Key: { id, v: 1 },
    UpdateExpression: 'SET person = was REMOVE was',
  });
  await system.client.send(update);
  await dispatch(id);
  return id;
}
const differences = async () => {
  const history = countedHistory(system.client, system.tables.work);
  const counters = storedCounters(system.client, system.tables.counters);
  return (await recount({ history, counters }, '2026-01-01', '2033-12-31')).differences;
};
/** No agreement of the example area shares it. */
const sharesRepeatVictim = () => {
  const { area } = system.deps;
  const services = area.services.map((one) => ({ ...one, sharing: ['victim.familyName', 'repeatVictim'] }));
  system.deps.area = { ...area, services };
};

describe('a person whose referral has the old form of the hash', () => {
  test('is a repeat victim when they are referred again', async () => {
    sharesRepeatVictim();
    await referInOldForm({ victim: sam });
    system.wait(60 * 24);
    const again = await referAndDispatch({
      crimeReference: '06AB/0009999/27',
      reportedAt: system.clock.now.toISOString(),
      offence: { occurredOn: '2027-01-17' },
      victim: sam,
    });
    expect(await readHandOff(system.deps, again.service, again.first)).toMatchObject({ repeatVictim: true });
  });

  test('is a possible duplicate of what another sender sends', async () => {
    await referInOldForm({ victim: sam });
    const { id } = await refer({ victim: sam }, hospital);
    await dispatch(id);
    expect((await system.deps.cases.read(id))?.head.triage).toMatchObject({ reason: 'possible-duplicate' });
  });

  test('is found by subject access with the referrals of after', async () => {
    const before = await referInOldForm({ victim: sam });
    const { id } = await refer({ victim: samOtherwise, victimReference: '2' });
    const names = { ...sam, dateOfBirth: '1990-02-03' };
    const { referrals } = await findHeldAboutPerson(system.deps, { referrals: [], names });
    expect(new Set(referrals.filter(({ isCertain }) => isCertain).map((one) => one.id))).toEqual(new Set([before, id]));
  });

  test('is counted once with later referrals in any spelling, and the recount agrees', async () => {
    await referInOldForm({ victim: sam });
    await referAndDispatch({ victim: sam, victimReference: '2' });
    await referAndDispatch({ victim: samOtherwise, victimReference: '3' });
    await referInOldForm({ victim: sam, victimReference: '4' });
    expect(await system.total('referrals')).toBe(4);
    expect(await system.total('victims')).toBe(1);
    expect(await differences()).toEqual([]);
  });

  test('is forgotten in both forms', async () => {
    const one = await referInOldForm({ victim: sam });
    const two = await referAndDispatch({ victim: sam, victimReference: '2' });
    for (const id of [one, two.id]) {
      await withdrawOwnReferral(system.deps, police, id, 'consent-withdrawn');
      await requestErasureAsTriage(system.deps, partyId('hub'), id, 'asked-by-person');
    }
    await eraseDue({ ...system.deps, rules: system.deps.area.rules });
    for (const id of [one, two.id]) {
      const record = await system.deps.ledger.get(id);
      expect(record).not.toHaveProperty('person');
      expect(record).not.toHaveProperty('personOldForm');
    }
    const names = { ...sam, dateOfBirth: '1990-02-03' };
    expect((await findHeldAboutPerson(system.deps, { referrals: [], names })).referrals).toEqual([]);
    await referAndDispatch({ victim: sam, victimReference: '3' });
    expect(await system.total('victims')).toBe(2);
    expect(await differences()).toEqual([]);
  });
});
