/** Who is found for whom is in test/domain/person-match.test.ts. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { findHeldAboutPerson } from '#src/usecases/erasure/held-about-person.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { submission } from '#test/support/submissions.ts';
import { dispatch, refer, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const kim = { givenName: 'Kim', familyName: 'Marked', dateOfBirth: '1990-02-03' } as const;
const other = { contact: { phone: '+447700900999', email: 'other@example.org' } };

const find = async (...referrals: ReferralId[]) => {
  const { referrals: found, notCompared } = await findHeldAboutPerson(system.deps, { referrals });
  expect(notCompared).toBe(0);
  return found.map(({ id, because, isCertain }) => ({ id, because, isCertain }));
};
const certain = (id: ReferralId) => ({ id, because: ['same-person'], isCertain: true });
const named = (id: ReferralId) => ({ id, because: ['named'], isCertain: true });

describe('what is held about a person', () => {
  test('is found from any of their referrals, of every sender and reference, dispatched or not', async () => {
    const one = await refer({ victim: kim });
    await dispatch(one.id);
    system.wait(1);
    const two = await refer({ crimeReference: '06AB/2/26', victim: { ...kim, givenName: 'KIM' } }, hospital);
    system.wait(1);
    const three = await refer({ crimeReference: undefined, incidentReference: 'C-3', victim: kim }, hospital);
    await refer({ crimeReference: '06AB/4/26', victim: { ...kim, dateOfBirth: '1990-02-04' } });
    expect(await find(one.id)).toEqual([
      { id: one.id, because: ['named'], isCertain: true },
      certain(two.id),
      certain(three.id),
    ]);
    expect(new Set((await find(three.id)).map(({ id }) => id))).toEqual(new Set([one.id, two.id, three.id]));
  });

  test('is not certain where the name has changed: what was sent under either is to be looked at', async () => {
    const typo = { ...kim, familyName: 'Maked' };
    const corrected = await refer({ victim: typo, ...other });
    await dispatch(corrected.id);
    const done = await correctWhole(system.deps, police, corrected.id, 1, submission({ victim: kim, ...other }));
    expect(done).toHaveProperty('corrected');
    system.wait(1);
    const underTypo = await refer({
      crimeReference: '06AB/2/26',
      victim: typo,
      contact: { phone: '+447700900888', email: 'kim.maked@example.org' },
    });
    system.wait(1);
    const underName = await refer({ crimeReference: '06AB/3/26', victim: kim });
    await dispatch(underTypo.id, underName.id);
    expect(await find(corrected.id)).toEqual([
      named(corrected.id),
      certain(underName.id),
      { id: underTypo.id, because: ['earlier-name'], isCertain: false },
    ]);
    // The index knows the corrected one as it was first sent.
    expect(await find(underTypo.id)).toEqual([
      named(underTypo.id),
      { id: corrected.id, because: ['earlier-name'], isCertain: false },
    ]);
  });

  test('is looked for among other victims of the same crime, by what they share', async () => {
    const one = await refer({ victim: kim });
    const undated = { ...kim, dateOfBirth: undefined, approximateAge: 36 };
    const two = await refer({ victimReference: '2', victim: undated, ...other }, hospital);
    const stranger = await refer({ victimReference: '3', ...other });
    await dispatch(one.id, two.id, stranger.id);
    expect(await find(one.id)).toEqual([named(one.id), { id: two.id, because: ['same-names'], isCertain: false }]);
  });

  test('has what cannot be opened by its hash all the same, and says what could not be compared', async () => {
    const one = await refer({ victim: kim });
    const two = await refer({ crimeReference: '06AB/2/26', victim: kim });
    const [three, four] = [
      await refer({ victimReference: '3', ...other }),
      await refer({ victimReference: '4', ...other }),
    ];
    await dispatch(one.id, two.id, three.id, four.id);
    const spoil = async (id: ReferralId, attribute: string) => {
      const update = {
        TableName: system.tables.referrals,
        Key: { id, v: 1 },
        UpdateExpression: `SET ${attribute} = :x`,
      };
      await system.client.send(
        new UpdateCommand({ ...update, ExpressionAttributeValues: { ':x': new Uint8Array([1, 2, 3]) } }),
      );
    };
    await spoil(two.id, 'sealed');
    await spoil(three.id, 'facts');
    const { referrals, notCompared } = await findHeldAboutPerson(system.deps, { referrals: [one.id] });
    expect(referrals.map(({ id, said }) => [id, said === undefined])).toEqual([
      [one.id, false],
      [two.id, true],
    ]);
    expect(notCompared).toBe(1);
  });

  test('has what is erased for as long as the person is known again', async () => {
    const one = await refer({ victim: kim });
    const two = await refer({ crimeReference: '06AB/2/26', victim: kim });
    await dispatch(one.id, two.id);
    await withdrawOwnReferral(system.deps, police, two.id, 'consent-withdrawn');
    system.wait(44 * 24);
    await eraseDue({ ...system.deps, rules: system.deps.area.rules });
    const { referrals } = await findHeldAboutPerson(system.deps, { referrals: [one.id] });
    expect(referrals.map(({ id, said }) => [id, said === undefined])).toEqual([
      [one.id, false],
      [two.id, true],
    ]);
  });
});
