import { describe, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { requestErasureAsTriage } from '#src/usecases/erasure/retention.ts';
import { answerAboutPerson, answerSubjectAccess, findByReference } from '#src/usecases/erasure/subject-access.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { submission } from '#test/support/submissions.ts';
import { dispatch, refer, referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const request = { by: partyId('example-authority'), why: 'The person wrote to us.' };
const person = { givenName: 'Kim', familyName: 'Marked', dateOfBirth: '1990-02-03' } as const;

describe('a subject access request', () => {
  test('returns all data, events, texts and disclosures, and is itself recorded', async () => {
    const { id, first, service } = await referAndDispatch();
    await readHandOff(system.deps, service, first);
    const note = sealNote(system.deps, first, 'The number belongs to somebody else.');
    await reportStatus(system.deps, service, first, { status: 'returned', reason: 'wrong-contact-details', note });

    system.wait(1);
    const held = await answerSubjectAccess(system.deps, id, request);
    expect(held).toMatchObject({ from: 'Example Police', status: 'returned', erasedAt: null });
    expect(held?.versions).toEqual([
      { version: 1, receivedAt: expect.any(String), said: submission(), rulesVersion: 'test-1' },
    ]);
    expect(held?.handOffs).toMatchObject([{ status: 'returned' }]);
    expect(held?.history.at(-1)).toMatchObject({ event: 'returned', note: 'The number belongs to somebody else.' });
    expect(held?.shown).toMatchObject([{ by: service, fields: expect.arrayContaining(['contact']) }]);

    const again = await answerSubjectAccess(system.deps, id, request);
    expect(again?.shown.at(-1)).toMatchObject({ by: request.by, fields: ['everything'], why: request.why });
  });

  test('finds a person by name and date of birth, and prints what is certainly theirs alone', async () => {
    const one = await refer({ victim: person });
    const two = await refer({ victimReference: '2', victim: { ...person, familyName: 'Mar KÉD' } }, hospital);
    const sister = await refer({ victimReference: '3', victim: { ...person, givenName: 'Jo' } });
    const other = await refer({ crimeReference: '06AB/2/26', victim: { ...person, familyName: 'Other' } });
    await dispatch(one.id, two.id, sister.id, other.id);
    const answer = await answerAboutPerson(system.deps, { referrals: [], names: person }, request);
    expect(answer.referrals.map(({ reference }) => reference)).toEqual([one.reference, two.reference]);
    // The same phone and e-mail address in a referral of the same crime: somebody has to look.
    const { reference } = sister;
    const because = ['same-phone', 'same-email'];
    expect(answer.toConfirm).toEqual([{ reference, from: 'Example Police', receivedAt: expect.any(String), because }]);
    const logged = async (id: ReferralId) => (await system.deps.cases.disclosures(id)).map(({ fields }) => fields);
    expect([await logged(one.id), await logged(sister.id)]).toEqual([[['everything']], []]);

    const named = await answerAboutPerson(system.deps, { referrals: [sister.id], names: person }, request);
    expect(named).toMatchObject({ referrals: [{}, {}, {}], toConfirm: [] });
    const nobody = { ...person, familyName: 'Nobody' };
    expect(await answerAboutPerson(system.deps, { referrals: [], names: nobody }, request)).toEqual({
      referrals: [],
      toConfirm: [],
      notCompared: 0,
    });
  });

  test('prints what was received and is not dispatched yet', async () => {
    const { id, reference } = await refer();
    expect(await answerSubjectAccess(system.deps, id, request)).toMatchObject({
      reference,
      status: 'received',
      versions: [{ version: 1, said: submission() }],
      handOffs: [],
      history: [],
    });
  });

  test('finds a referral by its reference, and nothing where there is none', async () => {
    const { id, reference } = await refer();
    expect(await findByReference(system.deps, reference)).toBe(id);
    expect(await findByReference(system.deps, 'EX-2222-2222')).toBeUndefined();
  });

  test('says what was erased, without the data itself', async () => {
    const { id } = await referAndDispatch({ victim: person });
    await withdrawOwnReferral(system.deps, police, id, 'consent-withdrawn');
    await requestErasureAsTriage(system.deps, partyId('example-authority'), id, 'asked-by-person');
    await eraseDue({ ...system.deps, rules: system.deps.area.rules });
    const held = await answerSubjectAccess(system.deps, id, request);
    expect(held).toMatchObject({ keptUntil: null, erasedAt: expect.any(String), versions: [{ said: null }] });
    expect(JSON.stringify(held)).not.toContain(person.familyName);
    const found = await answerAboutPerson(system.deps, { referrals: [], names: person }, request);
    expect(found).toMatchObject({ referrals: [], toConfirm: [] });
  });
});
