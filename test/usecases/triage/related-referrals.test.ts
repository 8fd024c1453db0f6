/** A person said no to one referral, and another one comes: through the use cases, over the stores. */
import { describe, expect, test } from 'vitest';
import { recordToRow } from '#src/store/ledger-row.ts';
import { sweep } from '#src/usecases/dispatch/sweep.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { requestErasureAsTriage } from '#src/usecases/erasure/retention.ts';
import { readOwnReferral, withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { decideDuplicateAsTriage } from '#src/usecases/triage/decide-duplicate.ts';
import { listTriage, routeAsTriage } from '#src/usecases/triage/triage.ts';
import { readForTriage } from '#src/usecases/triage/triage-view.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId } from '#test/support/ids.ts';
import { makeUnreadable } from '#test/support/make-unreadable.ts';
import { explicitConsent, submission } from '#test/support/submissions.ts';
import { dispatch, refer, referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const hub = partyId('example-authority');
const another = { victimReference: '2' } as const;
const fromHospital = { crimeReference: undefined, incidentReference: 'AE-2026-1' } as const;
const headOf = async (id: Id) => (await system.deps.cases.read(id))?.head;
type Id = Awaited<ReturnType<typeof refer>>['id'];
const sentTo = (id: Id) => system.sent.filter(({ referralId }) => referralId === id).map(({ service }) => service);
const now = () => system.deps.now().toISOString();
const consentNow = () => ({ ...explicitConsent, obtainedAt: now() });

/** The police referred the person, who then said no. */
async function referAndRefuse() {
  const { id } = await referAndDispatch();
  system.wait(1);
  await withdrawOwnReferral(system.deps, police, id, 'consent-withdrawn');
  system.wait(1);
  return id;
}
async function referAgain(over = {}, sender: typeof police | typeof hospital = police) {
  const { id } = await refer(over, sender);
  await dispatch(id);
  return id;
}

describe('who said no is sent to no service by another referral', () => {
  test.each([
    ['of the same crime under another victim number', another, police],
    ['of the same day by another sender', fromHospital, hospital],
    ['with consent that was given before', { ...another, consent: explicitConsent }, police],
  ])('%s', async (_, over, sender) => {
    const one = await referAndRefuse();
    const two = await referAgain(over, sender);
    expect(await headOf(two)).toMatchObject({ status: 'held', heldReasons: [], possibleDuplicateOf: one });
    expect(sentTo(two)).toEqual([]);
    expect((await listTriage(system.deps)).rows.map(({ id }) => id)).toEqual([two]);
    const view = await readForTriage(system.deps, hub, two);
    expect(view?.refusal).toMatchObject({ of: one, isWithdrawn: true });
  });

  test('unless they agreed to it since', async () => {
    await referAndRefuse();
    const two = await referAgain({ ...another, consent: consentNow() });
    expect(await headOf(two)).toMatchObject({ status: 'routed' });
    expect(await headOf(two)).not.toHaveProperty('triage');
    expect(sentTo(two)).toHaveLength(1);
  });

  test('nor by taking back the consent by which it was opened again, and then withdrawing it as an error', async () => {
    const one = await referAndRefuse();
    const agreed = submission({ consent: consentNow() });
    expect(await correctWhole(system.deps, police, one, 1, agreed)).toHaveProperty('corrected');
    expect(await headOf(one)).toMatchObject({ status: 'routed' });
    const back = await correctWhole(system.deps, police, one, 2, submission());
    expect(back).toMatchObject({ refused: { code: 'explicit-consent-required' } });
    system.wait(1);
    await withdrawOwnReferral(system.deps, police, one, 'sent-in-error');
    const two = await referAgain(another);
    expect(await headOf(two)).toMatchObject({ status: 'held', possibleDuplicateOf: one });
    expect((await readForTriage(system.deps, hub, two))?.refusal).toMatchObject({ of: one, isWithdrawn: true });
  });

  test('of another crime it is sent: consent is for one referral', async () => {
    await referAndRefuse();
    const two = await referAgain({ crimeReference: '06AB/0009999/26', offence: { occurredOn: '2026-11-17' } });
    expect(await headOf(two)).toMatchObject({ status: 'routed' });
  });

  test('also where what was said of the first is erased', async () => {
    const one = await referAndRefuse();
    system.wait(24 * 7 * 7);
    expect(await eraseDue({ ...system.deps, rules: system.deps.area.rules })).toMatchObject({ erased: 1 });
    const two = await referAgain(another);
    expect(await headOf(two)).toMatchObject({ status: 'held', possibleDuplicateOf: one });
  });

  test('and a night’s batch is no way around', async () => {
    await referAndRefuse();
    const two = await refer(another);
    const three = await refer({ crimeReference: '06AB/0009998/26', victim: { familyName: 'Other' } });
    await dispatch(two.id, three.id);
    expect(await headOf(two.id)).toMatchObject({ status: 'held', heldReasons: [] });
    expect(await headOf(three.id)).toMatchObject({ status: 'routed' });
  });
});

describe('a correction of what is held for that', () => {
  test('that says nothing of consent leaves it with the hub', async () => {
    await referAndRefuse();
    const two = await referAgain(another);
    const corrected = submission({ ...another, contact: { times: 'mornings' } });
    expect(await correctWhole(system.deps, police, two, 1, corrected)).toHaveProperty('corrected');
    expect(await headOf(two)).toMatchObject({ status: 'held', heldReasons: [], triage: { reason: 'held' } });
    expect(sentTo(two)).toEqual([]);
  });

  test('leaves it with the hub also where the person had the first erased, and the hub still sees why', async () => {
    const one = await referAndRefuse();
    const two = await referAgain(another);
    await requestErasureAsTriage(system.deps, hub, one, 'asked-by-person');
    expect(await eraseDue({ ...system.deps, rules: system.deps.area.rules })).toMatchObject({ erased: 1 });
    expect((await readForTriage(system.deps, hub, two))?.refusal).toMatchObject({ of: one });
    const corrected = submission({ ...another, contact: { times: 'mornings' } });
    expect(await correctWhole(system.deps, police, two, 1, corrected)).toHaveProperty('corrected');
    expect(await headOf(two)).toMatchObject({ status: 'held', heldReasons: [], possibleDuplicateOf: one });
    expect(sentTo(two)).toEqual([]);
  });

  test('with consent given since is sent, and there is nothing left for the hub', async () => {
    await referAndRefuse();
    const two = await referAgain(another);
    const corrected = submission({ ...another, consent: consentNow() });
    expect(await correctWhole(system.deps, police, two, 1, corrected)).toHaveProperty('corrected');
    const head = await headOf(two);
    expect(head).toMatchObject({ status: 'routed' });
    expect(head).not.toHaveProperty('triage');
    expect(head).not.toHaveProperty('possibleDuplicateOf');
    expect(sentTo(two)).toHaveLength(1);
  });

  test('of one that was withdrawn before opens it for the hub alone', async () => {
    const two = await referAgain(another);
    await withdrawOwnReferral(system.deps, police, two, 'sent-in-error');
    await referAndRefuse();
    const before = sentTo(two).length;
    const corrected = submission({ ...another, contact: { times: 'mornings' } });
    expect(await correctWhole(system.deps, police, two, 1, corrected)).toHaveProperty('corrected');
    expect(await headOf(two)).toMatchObject({ status: 'held', heldReasons: [] });
    expect(sentTo(two)).toHaveLength(before);
  });
});

describe('what the hub decides', () => {
  test('to hand it to a service takes it off the list', async () => {
    await referAndRefuse();
    const two = await referAgain(another);
    await routeAsTriage(system.deps, hub, two, { service: 'general', reason: 'They asked for it.', override: 'Yes.' });
    expect(await headOf(two)).toMatchObject({ status: 'routed' });
    expect(sentTo(two)).toEqual(['general']);
    expect((await listTriage(system.deps)).rows).toEqual([]);
  });

  test('to withdraw it leaves the person alone', async () => {
    await referAndRefuse();
    const two = await referAgain(another);
    await withdrawOwnReferral(system.deps, police, two, 'consent-withdrawn');
    expect((await listTriage(system.deps)).rows).toEqual([]);
    expect(sentTo(two)).toEqual([]);
  });
});

describe('what the sender is shown', () => {
  test('of a refusal that was told to itself is which referral and when', async () => {
    const one = await referAndRefuse();
    const two = await referAgain(another);
    const own = await readOwnReferral(system.deps, police, two);
    expect(own?.refusal).toMatchObject({ of: one, sender: police.id });
    expect(own?.history.map(({ event, reason }) => [event, reason])).toEqual([
      ['received', undefined],
      ['held', undefined],
    ]);
  });

  test('of a refusal that was told to another sender is nothing but that it is held', async () => {
    await referAndRefuse();
    const two = await referAgain(fromHospital, hospital);
    const own = await readOwnReferral(system.deps, hospital, two);
    expect(own).not.toHaveProperty('refusal');
    expect(own?.history.map(({ event }) => event)).toEqual(['received', 'held']);
  });
});

describe('the person says no while a service has another referral of the crime', () => {
  async function referTwoAndRefuse() {
    const one = await referAndDispatch();
    const two = await referAgain(fromHospital, hospital);
    await decideDuplicateAsTriage(system.deps, hub, two, { of: null, reason: 'They need both.' });
    await withdrawOwnReferral(system.deps, police, one.id, 'consent-withdrawn');
    return [one.id, two] as const;
  }

  test('the hub is told, and no further service is tried', async () => {
    const [one, two] = await referTwoAndRefuse();
    expect(await headOf(two)).toMatchObject({
      status: 'routed',
      possibleDuplicateOf: one,
      triage: { reason: 'possible-duplicate' },
      reserve: [],
    });
    expect((await readForTriage(system.deps, hub, two))?.refusal).toMatchObject({ of: one });
  });

  test('a correction calls in no further service, and the hub is told of that too', async () => {
    const [, two] = await referTwoAndRefuse();
    await decideDuplicateAsTriage(system.deps, hub, two, { of: null, reason: 'They want the first service.' });
    const before = sentTo(two);
    const corrected = submission({ ...fromHospital, needs: ['emotional-support', 'housing'] });
    expect(await correctWhole(system.deps, hospital, two, 1, corrected)).toHaveProperty('corrected');
    const handOffs = (await system.deps.cases.read(two))?.handOffs ?? [];
    expect(handOffs.map(({ service }) => service)).toEqual(before);
    expect((await headOf(two))?.triage).toMatchObject({ reason: 'possible-duplicate' });
  });

  test('also where the two were not recorded in an order in which either saw the other', async () => {
    const { ledger } = system.deps;
    const one = await referAndDispatch();
    system.deps.ledger = { ...ledger, byPerson: async () => [] };
    await withdrawOwnReferral(system.deps, police, one.id, 'consent-withdrawn');
    const two = await referAgain(another);
    expect(await headOf(two)).toMatchObject({ status: 'routed' });
    system.deps.ledger = ledger;
    system.wait(1 / 60);
    expect(await sweep(system.deps)).toMatchObject({ duplicates: 1, failed: 0 });
    expect(await headOf(two)).toMatchObject({ triage: { reason: 'possible-duplicate' }, reserve: [] });
    expect(await sweep(system.deps)).toMatchObject({ duplicates: 0, failed: 0 });
  });

  test('one of another crime is left alone', async () => {
    const one = await referAndDispatch();
    const two = await referAgain({ crimeReference: '06AB/0009999/26', offence: { occurredOn: '2026-11-17' } });
    await withdrawOwnReferral(system.deps, police, one.id, 'consent-withdrawn');
    expect(await headOf(two)).not.toHaveProperty('triage');
  });
});

describe('a correction that shows that a service has somebody who said no puts it before the hub', () => {
  const agreed = { ...another, consent: explicitConsent };
  const otherDay = { ...fromHospital, offence: { occurredOn: '2026-11-17' } };
  test.each([
    ['of the name', police, { ...another, victim: { givenName: 'Somebody' } }, another],
    ['of the day', hospital, otherDay, fromHospital],
    ['of when they agreed', police, another, agreed],
  ] as const)('%s', async (name, sender, sent, corrected) => {
    const one = await referAndRefuse();
    const two = await referAgain(name === 'of when they agreed' ? { ...sent, consent: consentNow() } : sent, sender);
    expect(await headOf(two)).toMatchObject({ status: 'routed' });
    expect(await correctWhole(system.deps, sender, two, 1, submission(corrected))).toHaveProperty('corrected');
    expect(await headOf(two)).toMatchObject({
      status: 'routed',
      possibleDuplicateOf: one,
      triage: { reason: 'possible-duplicate' },
      reserve: [],
    });
    // What the hub has decided it is not asked again.
    await decideDuplicateAsTriage(system.deps, hub, two, { of: null, reason: 'The person was asked.' });
    const later = submission({ ...corrected, contact: { times: 'mornings' } });
    expect(await correctWhole(system.deps, sender, two, 2, later)).toHaveProperty('corrected');
    expect(await headOf(two)).not.toHaveProperty('triage');
  });
});

test('one sender that refers a person twice for one crime is put before the hub, and both go on', async () => {
  const { id: one } = await referAndDispatch();
  const two = await referAgain(another);
  expect(await headOf(two)).toMatchObject({
    status: 'routed',
    possibleDuplicateOf: one,
    triage: { reason: 'possible-duplicate' },
  });
  const three = await referAgain({ crimeReference: '06AB/0009999/26' });
  expect(await headOf(three)).not.toHaveProperty('possibleDuplicateOf');
});

test('another referral that cannot be read is logged for a person to look at, and keeps nobody from a service', async () => {
  const { id: one } = await referAndDispatch();
  await makeUnreadable(system, one);
  const two = await referAgain(another);
  expect(await headOf(two)).toMatchObject({ status: 'routed' });
  expect(system.lines.filter((line) => line.includes('other-referral-unreadable'))).toEqual([
    expect.stringContaining(`"referralId":"${one}"`),
  ]);
});

test('a row of the ledger says when the person agreed, and nothing of that without explicit consent', async () => {
  const without = await refer();
  expect(recordToRow(without)).not.toHaveProperty('agreed');
  const given = await refer({ crimeReference: '06AB/0009999/26', consent: explicitConsent });
  expect(recordToRow(given).agreed).toBe(explicitConsent.obtainedAt);
  expect((await system.deps.ledger.get(given.id))?.consentGivenAt).toBe(explicitConsent.obtainedAt);
});
