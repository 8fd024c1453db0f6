import { describe, expect, test } from 'vitest';
import { heldAdvice } from '#src/domain/judgement/held-reasons.ts';
import type { Submission } from '#src/domain/submission.ts';
import { listOwnReferrals, type OwnListQuery } from '#src/usecases/sender/own-lists.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { listTriage, returnAsTriage } from '#src/usecases/triage/triage.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId } from '#test/support/ids.ts';
import { noSafeContact, type Overrides, submission } from '#test/support/submissions.ts';
import {
  dispatch,
  refer,
  referAndAccept,
  referAndDispatch,
  setUpSystem,
  system,
} from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const hub = partyId('example-authority');
const crimeReference = '06AB/0001234/26';
const incidentReference = 'INC-20261118-0042';

async function send(over: Overrides<Submission>, sender: typeof police | typeof hospital = police) {
  const { id } = await refer(over, sender);
  await dispatch(id);
  system.wait(0.01);
  return id;
}
const list = async (query: OwnListQuery, sender: typeof police | typeof hospital = police) =>
  (await listOwnReferrals(system.deps, sender, query)).rows;
const idsOf = async (...of: Parameters<typeof list>) => (await list(...of)).map(({ head }) => head.id);

describe('a sender finds its own referrals', () => {
  test('by the crime, whoever else referred a victim of it', async () => {
    const [one, two] = [await send({ victimReference: '1' }), await send({ victimReference: '2', ...noSafeContact })];
    const theirs = await send({}, hospital);
    await send({ crimeReference: '06AB/0009999/26' });
    expect(await idsOf({ crimeReference })).toEqual([one, two]);
    expect(await idsOf({ crimeReference, statuses: ['held'] })).toEqual([two]);
    expect(await idsOf({ crimeReference }, hospital)).toEqual([theirs]);
    expect(await idsOf({ crimeReference: '06AB/0000000/26' })).toEqual([]);
    expect((await list({ crimeReference }))[0]?.references).toEqual({ crimeReference });
  });

  test('by the incident, which is its own number', async () => {
    const [both, one] = [await send({ incidentReference }), await send({ victimReference: '2' })];
    const theirs = await send({ incidentReference }, hospital);
    expect(await idsOf({ incidentReference })).toEqual([both]);
    expect(await idsOf({ incidentReference, crimeReference })).toEqual([both]);
    expect(await idsOf({ incidentReference, crimeReference: '06AB/0009999/26' })).toEqual([]);
    expect(await idsOf({ incidentReference }, hospital)).toEqual([theirs]);
    expect(await idsOf({ crimeReference })).toEqual([both, one]);
    expect((await list({ incidentReference }))[0]?.references).toEqual({ crimeReference, incidentReference });
  });

  test('by the spoken reference, narrowed by the rest', async () => {
    const { id, reference } = await refer({ incidentReference });
    expect(await idsOf({ reference })).toEqual([id]);
    expect(await idsOf({ reference, incidentReference })).toEqual([id]);
    expect(await idsOf({ reference, crimeReference: '06AB/0009999/26' })).toEqual([]);
    expect(await idsOf({ reference, statuses: ['closed'] })).toEqual([]);
    expect(await idsOf({ reference }, hospital)).toEqual([]);
  });

  test('by the incident that a correction names, and no longer by the one before', async () => {
    const id = await send({ ...noSafeContact, incidentReference });
    const other = { incidentReference: 'INC-20261118-0043' };
    await correctWhole(system.deps, police, id, 1, submission({ ...noSafeContact, ...other }));
    expect(await idsOf({ incidentReference })).toEqual([]);
    expect(await idsOf(other)).toEqual([id]);
  });
});

test('the hub finds the cases of a crime on its list, whoever referred them', async () => {
  const [one, two] = [
    await send(noSafeContact),
    await send({ ...noSafeContact, victim: { givenName: 'Alex' } }, hospital),
  ];
  await send({ crimeReference: '06AB/0009999/26', ...noSafeContact });
  await send({ victimReference: '2', victim: { givenName: 'Kim' } });
  const found = async (query: Parameters<typeof listTriage>[1]) =>
    (await listTriage(system.deps, query)).rows.map(({ id }) => id);
  expect(await found({ crimeReference })).toEqual([one, two]);
  expect(await found({ crimeReference, reasons: ['overdue'] })).toEqual([]);
  expect(await found({ crimeReference: '06AB/0000000/26' })).toEqual([]);
});

describe('what a listed referral needs of its sender', () => {
  test('is what would release it', async () => {
    await send(noSafeContact);
    const [item] = await list({ statuses: ['held'] });
    const advice = heldAdvice['no-safe-contact'];
    expect(item?.actionNeeded).toEqual([{ reason: 'no-safe-contact', advice, since: item?.head.since }]);
  });

  test('is what the service or the hub that returned it says', async () => {
    const { id, first, service } = await referAndDispatch();
    await readHandOff(system.deps, service, first);
    await reportStatus(system.deps, service, first, {
      status: 'returned',
      reason: 'wrong-contact-details',
      note: sealNote(system.deps, first, 'Ask for the new number.'),
    });
    const other = await send({ ...noSafeContact, victimReference: '2' });
    await returnAsTriage(system.deps, hub, other, { reason: 'consent-missing', advice: 'Ask whether they agreed.' });
    const rows = await list({ statuses: ['returned'] });
    expect(rows.map(({ head, actionNeeded }) => [head.id, actionNeeded])).toEqual([
      [id, [expect.objectContaining({ service, reason: 'wrong-contact-details', advice: 'Ask for the new number.' })]],
      [other, [{ reason: 'consent-missing', advice: 'Ask whether they agreed.', since: rows[1]?.head.since }]],
    ]);
  });

  test('is another way while a service has stopped contact, until there is one', async () => {
    const { id, first, service } = await referAndAccept();
    await send({ victimReference: '2' });
    expect(await idsOf({ needsAction: true })).toEqual([]);
    await reportStatus(system.deps, service, first, {
      status: 'suspended',
      reason: 'wrong-contact-details',
      note: sealNote(system.deps, first, 'A stranger answered.'),
    });
    const other = await send({ ...noSafeContact, victimReference: '3' });
    const rows = await list({ needsAction: true });
    expect(rows.map(({ head }) => [head.id, head.status])).toEqual([
      [id, 'routed'],
      [other, 'held'],
    ]);
    expect(rows[0]?.actionNeeded).toMatchObject([
      { service, reason: 'wrong-contact-details', advice: 'A stranger answered.' },
    ]);
    expect(await idsOf({ needsAction: true, statuses: ['routed'] })).toEqual([id]);
    expect(await idsOf({ needsAction: true, crimeReference })).toEqual([id, other]);
    await reportStatus(system.deps, service, first, { status: 'contacted', at: system.deps.now().toISOString() });
    expect(await idsOf({ needsAction: true })).toEqual([other]);
  });

  test('is nothing while a service has it', async () => {
    await send({});
    expect((await list({}))[0]?.actionNeeded).toEqual([]);
  });
});
