import { expect, test } from 'vitest';
import { openSubmission } from '#src/usecases/intake/open-submission.ts';
import { submissionPlace } from '#src/usecases/ports/seals.ts';
import { listOwnReferrals } from '#src/usecases/sender/own-lists.ts';
import { findOwnReferral, readOwnReferral, withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { noSafeContact, nothingSafe, submission } from '#test/support/submissions.ts';
import { dispatch, refer, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();

test('another sender’s referral can be neither read, found, listed, corrected nor withdrawn', async () => {
  const { id, reference } = await refer(noSafeContact);
  await dispatch(id);
  const before = await system.deps.cases.read(id);
  expect(await readOwnReferral(system.deps, hospital, id)).toBeUndefined();
  expect(await findOwnReferral(system.deps, hospital, reference)).toBeUndefined();
  expect(await listOwnReferrals(system.deps, hospital, { statuses: ['held'] })).toEqual({ rows: [] });
  expect(await correctWhole(system.deps, hospital, id, 1, submission())).toEqual({ absent: true });
  expect(await withdrawOwnReferral(system.deps, hospital, id, 'sent-in-error')).toEqual({ absent: true });
  expect(await system.deps.cases.read(id)).toEqual(before);
  expect(await system.deps.ledger.get(id, 2)).toBeUndefined();
  expect(await system.total('withdrawn')).toBe(0);
});

test('another sender’s referral is also absent before it is dispatched', async () => {
  const { id } = await refer();
  expect(await withdrawOwnReferral(system.deps, hospital, id, 'sent-in-error')).toEqual({ absent: true });
  expect(await system.deps.cases.read(id)).toBeUndefined();
});

test('a correction keeps a number that was accepted and would be refused today, and tells the sender', async () => {
  const { id } = await refer(noSafeContact);
  await dispatch(id);
  const { keys, ledger } = system.deps;
  const old = { ...noSafeContact, contact: { safe: nothingSafe, phone: '+44161496000' } };
  const get = async (...of: Parameters<typeof ledger.get>) => {
    const record = await ledger.get(...of);
    return (
      record && { ...record, sealed: keys.seal(submissionPlace(id, record.version), JSON.stringify(submission(old))) }
    );
  };
  const deps = { ...system.deps, ledger: { ...ledger, get } };
  const safe = { call: 'yes', text: 'no' } as const;
  const sent = { contact: { phone: '0161 496 000', safe } };
  expect(await correctWhole(system.deps, police, id, 1, submission(sent))).toHaveProperty('refused');
  const result = await correctWhole(deps, police, id, 1, submission(sent));
  expect(result).toMatchObject({ corrected: { version: 2, decision: { notes: ['accepted-detail-kept'] } } });
  const stored = await ledger.get(id, 2);
  expect(stored && openSubmission(keys, stored)).toMatchObject({ contact: { phone: '+44161496000' } });
});
