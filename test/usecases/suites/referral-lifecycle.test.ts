import { describe, expect, test } from 'vitest';
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { listOwnReferrals } from '#src/usecases/sender/own-lists.ts';
import { readOwnReferral, withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff } from '#src/usecases/service/hand-offs.ts';
import { listTriage, returnAsTriage, routeAsTriage } from '#src/usecases/triage/triage.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId } from '#test/support/ids.ts';
import { explicitConsent, noSafeContact, submission } from '#test/support/submissions.ts';
import {
  dispatch,
  refer,
  referAndAccept,
  referAndDispatch,
  setUpSystem,
  streamRecord,
  system,
} from '#test/usecases/support/referral-steps.ts';

setUpSystem();
describe('a referral that is held, corrected or withdrawn', () => {
  test('a held referral is corrected and goes to its service', async () => {
    const { id } = await refer(noSafeContact);
    const corrected = await correctWhole(system.deps, police, id, 1, submission());
    expect(corrected).toMatchObject({ referralCase: { head: { status: 'routed', version: 2 } } });
    expect(system.sent).toHaveLength(1);
    expect(await system.total('referrals')).toBe(1);
    expect(await system.total('held')).toBe(1);
    // The stream brings both versions as well.
    expect(await dispatchRecords(system.deps, [streamRecord(id), streamRecord(id, '2')])).toEqual([]);
    expect(system.sent).toHaveLength(1);
  });

  test('a correction names the version it corrects, and cannot change the referral’s identity', async () => {
    const { id } = await refer(noSafeContact);
    expect(await correctWhole(system.deps, police, id, 2, submission())).toEqual({ otherVersion: 1 });
    expect(await correctWhole(system.deps, police, id, 1, submission({ victimReference: '9' }))).toEqual({
      otherIdentity: ['victimReference'],
    });
    expect(await correctWhole(system.deps, hospital, id, 1, submission())).toEqual({ absent: true });
  });

  test('a correction that changes nothing of a referral with a service makes no version', async () => {
    const { id } = await referAndDispatch();
    expect(await correctWhole(system.deps, police, id, 1, submission())).toMatchObject({
      corrected: { version: 1 },
      referralCase: { head: { status: 'routed', version: 1 } },
    });
    expect(await system.deps.ledger.get(id, 2)).toBeUndefined();
  });

  test('a withdrawal is sent to the services that hold the referral, which can no longer see personal data', async () => {
    const { id, first, service } = await referAndAccept();
    await withdrawOwnReferral(system.deps, police, id, 'consent-withdrawn');
    expect(system.sent.at(-1)).toMatchObject({ schema: 'victim-referral-intake/withdrawal/1', handOffId: first });
    const detail = await readHandOff(system.deps, service, first);
    expect(detail?.handOff.status).toBe('withdrawn');
    expect(detail?.shared).toBeUndefined();
    expect(await withdrawOwnReferral(system.deps, police, id, 'consent-withdrawn')).toHaveProperty('referralCase');
    expect(await system.total('withdrawn')).toBe(1);
  });

  test('the sender’s list shows held referrals, oldest first, page by page', async () => {
    for (let victim = 1; victim <= 53; victim++) {
      const { id } = await refer({ ...noSafeContact, victimReference: String(victim) });
      await dispatch(id);
      system.wait(0.01);
    }
    const needed = { statuses: ['held', 'returned'] } as const;
    const first = await listOwnReferrals(system.deps, police, needed);
    expect(first.rows).toHaveLength(50);
    const second = await listOwnReferrals(system.deps, police, { ...needed, cursor: first.cursor });
    expect(second.rows).toHaveLength(3);
    expect(second.cursor).toBeUndefined();
    const times = [...first.rows, ...second.rows].map(({ head }) => head.receivedAt);
    expect(times).toEqual([...times].sort());
  });

  test('triage lists referrals, routes one by hand and returns one with advice that its sender can read', async () => {
    const outOfScope = { offence: { category: 'theft-burglary' } } as const;
    const [one, two] = [await refer(outOfScope), await refer({ ...noSafeContact, victimReference: '2' })];
    await dispatch(one.id, two.id);
    expect((await listTriage(system.deps)).rows.map((head) => head.id)).toEqual(
      expect.arrayContaining([one.id, two.id]),
    );
    await routeAsTriage(system.deps, partyId('example-authority'), one.id, {
      service: 'general',
      reason: 'Spoke to the officer.',
    });
    expect(system.sent.at(-1)).toMatchObject({ service: 'general', referralId: one.id });
    const advice = 'Ask which number is safe.';
    await returnAsTriage(system.deps, partyId('example-authority'), two.id, { reason: 'unsafe-to-contact', advice });
    expect((await listTriage(system.deps)).rows).toEqual([]);
    expect(await readOwnReferral(system.deps, police, two.id)).toMatchObject({
      advice,
      referralCase: { head: { status: 'returned' } },
    });
  });
});

describe('one person referred by two senders', () => {
  test('a second report of one incident goes to triage, and is not merged', async () => {
    const one = await refer();
    await dispatch(one.id);
    const two = await refer({ crimeReference: undefined, incidentReference: 'AE-2026-1' }, hospital);
    await dispatch(two.id);
    const { rows } = await listTriage(system.deps);
    expect(rows).toMatchObject([{ id: two.id, status: 'routed', triage: { reason: 'possible-duplicate' } }]);
    expect(await system.total('referrals')).toBe(2);
    expect(await system.total('victims')).toBe(1);
    const own = await readOwnReferral(system.deps, hospital, two.id);
    expect(
      own?.history.map((event) => event.event),
      'a sender is told of another',
    ).not.toContain('possible-duplicate');
  });

  test('a service entitled to it is told that the victim was referred before in the same year', async () => {
    const sharing = ['victim.familyName', 'repeatVictim'];
    const services = system.deps.area.services.map((one) => ({ ...one, sharing }));
    system.deps.area.services = services;
    await refer({ victimReference: 'a', offence: { occurredOn: '2026-10-01' } });
    const { first, service } = await referAndDispatch({ victimReference: 'b' });
    expect(await readHandOff(system.deps, service, first)).toMatchObject({ repeatVictim: true });
    const stranger = await referAndDispatch({ victimReference: 'c', victim: { familyName: 'Elsewhere' } });
    expect(await readHandOff(system.deps, stranger.service, stranger.first)).toMatchObject({ repeatVictim: false });
  });
});

describe('deadlines', () => {
  test('a hand-off nobody opens is reminded, expires, and goes to the next service, then to triage; it stays one referral', async () => {
    const { id } = await referAndDispatch({ consent: explicitConsent, offence: { domesticAbuse: 'yes' } });
    for (let day = 0; day < 30; day++) {
      system.wait(12);
      await processDeadlines(system.deps);
    }
    const referralCase = await system.deps.cases.read(id);
    expect(referralCase?.handOffs.map((one) => [one.service, one.status])).toEqual([
      ['domestic-abuse', 'expired'],
      ['general', 'expired'],
    ]);
    expect(referralCase?.head).toMatchObject({ status: 'held', triage: { reason: 'declined-by-all' } });
    expect(system.sent).toHaveLength(2);
    expect(await system.total('referrals')).toBe(1);
  });
});
