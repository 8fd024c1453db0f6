import { describe, expect, test } from 'vitest';
import { eraseDue } from '#src/usecases/erase.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/hand-offs.ts';
import { withdrawOwnReferral } from '#src/usecases/own-referrals.ts';
import { requestErasureAsTriage } from '#src/usecases/retention.ts';
import { answerSubjectAccess, findByPerson, findByReference } from '#src/usecases/subject-access.ts';
import { police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { submission } from '#test/support/submissions.ts';
import { dispatch, refer, referAndDispatch, setUpSystem, system } from './support/referral-steps.ts';

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

  test('finds a person by name and date of birth, ignoring case, accents and spaces', async () => {
    const one = await refer({ victim: person });
    const two = await refer({ victimReference: '2', victim: { ...person, familyName: 'Mar KÉD' } });
    const other = await refer({ victimReference: '3', victim: { ...person, familyName: 'Other' } });
    await dispatch(one.id, two.id, other.id);
    expect(new Set(await findByPerson(system.deps, person))).toEqual(new Set([one.id, two.id]));
    expect(await findByPerson(system.deps, { ...person, familyName: 'Nobody' })).toEqual([]);
    const { dateOfBirth: _, ...unborn } = person;
    expect(await findByPerson(system.deps, unborn)).toBeUndefined();
  });

  test('finds a referral by its reference, and nothing where there is none', async () => {
    const { id, reference } = await refer();
    expect(await findByReference(system.deps, reference)).toBe(id);
    expect(await findByReference(system.deps, 'EX-2222-2222')).toBeUndefined();
    // Received, and not dispatched yet.
    expect(await answerSubjectAccess(system.deps, id, request)).toBeUndefined();
  });

  test('says what was erased, without the data itself', async () => {
    const { id } = await referAndDispatch({ victim: person });
    await withdrawOwnReferral(system.deps, police, id, 'consent-withdrawn');
    await requestErasureAsTriage(system.deps, partyId('example-authority'), id, 'asked-by-person');
    await eraseDue({ ...system.deps, rules: system.deps.area.rules });
    const held = await answerSubjectAccess(system.deps, id, request);
    expect(held).toMatchObject({ keptUntil: null, erasedAt: expect.any(String), versions: [{ said: null }] });
    expect(JSON.stringify(held)).not.toContain(person.familyName);
    expect(await findByPerson(system.deps, person)).toEqual([]);
  });
});
