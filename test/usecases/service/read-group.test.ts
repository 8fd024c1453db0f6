import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { HandOffId, ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { requestErasureAsTriage } from '#src/usecases/erasure/retention.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { readForTriage } from '#src/usecases/triage/triage-view.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { explicitConsent, nothingSafe, type Overrides, submission } from '#test/support/submissions.ts';
import { dispatch, refer, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const authority = partyId('example-authority');
const groupReference = 'EVENT-17';
const unsafe = { safe: nothingSafe };
const domestic = { consent: explicitConsent, offence: { domesticAbuse: 'yes' } } as const;

/** Sends one person of the event, at a later minute than the last. */
async function send(
  victimReference: string,
  over: Overrides<Submission> = {},
  sender: typeof police | typeof hospital = police,
) {
  system.wait(1 / 60);
  const record = await refer({ groupReference, victimReference, ...over }, sender);
  await dispatch(record.id);
  return { ...record, handOff: `${record.id}-01` as HandOffId };
}
type Sent = Awaited<ReturnType<typeof send>>;

const groupOf = async ({ handOff }: Sent, service = 'general') =>
  (await readHandOff(system.deps, serviceId(service), handOff))?.group;
const named = ({ reference, handOff: handOffId }: Sent) => ({ reference, handOffId });
const hubSees = async ({ id }: { id: ReferralId }) =>
  (await readForTriage(system.deps, authority, id))?.group.map(({ reference }) => reference);

describe('the people of one event', () => {
  test('a service is told of the others that it was given, and the hub of all', async () => {
    const [mother, son] = [await send('1'), await send('2')];
    const partner = await send('3', domestic);
    expect(await groupOf(mother)).toEqual([named(son)]);
    expect(await groupOf(son)).toEqual([named(mother)]);
    expect(await groupOf(partner, 'domestic-abuse')).toEqual([]);
    expect(await hubSees(mother)).toEqual([partner.reference, son.reference]);
  });

  test('a referral without a reference is in no group', async () => {
    const alone = await send('1', { groupReference: undefined });
    await send('2', { groupReference: undefined });
    expect(await groupOf(alone)).toBeUndefined();
    expect(await hubSees(alone)).toEqual([]);
  });

  test('another sender’s same reference is another group', async () => {
    const ours = await send('1');
    const theirs = await send('2', { crimeReference: undefined, incidentReference: 'AE-2026-1' }, hospital);
    expect(await groupOf(ours)).toEqual([]);
    expect(await hubSees(theirs)).toEqual([]);
  });

  test('past hand-offs are named too: they may have been rung already', async () => {
    const [one, over] = [await send('1'), await send('2')];
    await withdrawOwnReferral(system.deps, police, over.id, 'sent-in-error');
    expect(await groupOf(one)).toEqual([named(over)]);
  });

  test('the last hand-off to the service is named, where it was given the case twice', async () => {
    const [one, back] = [await send('1'), await send('2')];
    await readHandOff(system.deps, serviceId('general'), back.handOff);
    const reason = 'insufficient-information';
    await reportStatus(system.deps, serviceId('general'), back.handOff, { status: 'returned', reason });
    const corrected = submission({ victimReference: '2', groupReference });
    expect(await correctWhole(system.deps, police, back.id, 1, corrected)).toHaveProperty('corrected');
    expect(await groupOf(one)).toEqual([{ reference: back.reference, handOffId: `${back.id}-02` }]);
  });

  test.each([
    ['sets', undefined, groupReference, 1],
    ['changes', groupReference, 'EVENT-18', 0],
    ['removes', groupReference, undefined, 0],
  ])('follow a correction that %s the reference', async (_what, before, after, count) => {
    const other = await send('1');
    const { id } = await send('2', { groupReference: before, contact: unsafe });
    expect(await hubSees(other)).toHaveLength(before === undefined ? 0 : 1);
    const corrected = submission({ victimReference: '2', groupReference: after });
    expect(await correctWhole(system.deps, police, id, 1, corrected)).toHaveProperty('corrected');
    expect(await hubSees(other)).toHaveLength(count);
    expect(await groupOf(other)).toHaveLength(count);
  });

  test('are no longer told of one who was erased, and no row keeps the hash', async () => {
    const [one, erased] = [await send('1'), await send('2')];
    const hash = system.deps.keys.group([police.id, groupReference]);
    const { client, tables } = system;
    const rows = async () => {
      const ExpressionAttributeValues = { ':id': erased.id };
      const query = { TableName: tables.work, KeyConditionExpression: 'id = :id', ExpressionAttributeValues };
      const version = new GetCommand({ TableName: tables.referrals, Key: { id: erased.id, v: 1 } });
      return JSON.stringify([(await client.send(new QueryCommand(query))).Items, (await client.send(version)).Item]);
    };
    expect((await rows()).split(hash)).toHaveLength(3);
    expect(await rows()).not.toContain(groupReference);
    await withdrawOwnReferral(system.deps, police, erased.id, 'sent-in-error');
    await requestErasureAsTriage(system.deps, authority, erased.id, 'asked-by-person');
    await eraseDue({ ...system.deps, rules: system.deps.area.rules });
    expect(await rows()).not.toContain(hash);
    expect(await groupOf(one)).toEqual([]);
    expect(await hubSees(one)).toEqual([]);
  });
});

test('a case that has left the group since the index was written is not named', async () => {
  const one = await send('1');
  const other = await send('2', { groupReference: undefined });
  const cases = { ...system.deps.cases, findGroup: async () => [other.id, one.id] };
  expect((await readHandOff({ ...system.deps, cases }, serviceId('general'), one.handOff))?.group).toEqual([]);
  expect((await readForTriage({ ...system.deps, cases }, authority, one.id))?.group).toEqual([]);
});
