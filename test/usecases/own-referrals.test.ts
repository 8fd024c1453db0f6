import { expect, test } from 'vitest';
import {
  correctReferral,
  findOwnReferral,
  listOwnReferrals,
  readOwnReferral,
  withdrawOwnReferral,
} from '#src/usecases/own-referrals.ts';
import { hospital } from '#test/support/area-fixture.ts';
import { submission } from '#test/support/submissions.ts';
import { dispatch, refer, system } from './support/referral-steps.ts';

const noSafeWay = { contact: { safe: { call: 'no', voicemail: 'no', text: 'no', email: 'no', post: 'no' } } } as const;

test('another sender’s referral can be neither read, found, listed, corrected nor withdrawn', async () => {
  const { id, reference } = await refer(noSafeWay);
  await dispatch(id);
  const before = await system.deps.cases.read(id);
  expect(await readOwnReferral(system.deps, hospital, id)).toBeUndefined();
  expect(await findOwnReferral(system.deps, hospital, reference)).toBeUndefined();
  expect(await listOwnReferrals(system.deps, hospital, ['held'])).toEqual({ rows: [] });
  expect(await correctReferral(system.deps, hospital, id, 1, submission())).toEqual({ absent: true });
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
