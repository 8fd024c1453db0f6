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
import { dispatch, refer, world } from './way.ts';

const noSafeWay = { contact: { safe: { call: 'no', voicemail: 'no', text: 'no', email: 'no', post: 'no' } } } as const;

test('another sender’s referral can be neither read, found, listed, corrected nor withdrawn', async () => {
  const { id, reference } = await refer(noSafeWay);
  await dispatch(id);
  const before = await world.deps.cases.read(id);
  expect(await readOwnReferral(world.deps, hospital, id)).toBeUndefined();
  expect(await findOwnReferral(world.deps, hospital, reference)).toBeUndefined();
  expect(await listOwnReferrals(world.deps, hospital, ['held'])).toEqual({ rows: [] });
  expect(await correctReferral(world.deps, hospital, id, 1, submission())).toEqual({ absent: true });
  expect(await withdrawOwnReferral(world.deps, hospital, id, 'sent-in-error')).toEqual({ absent: true });
  expect(await world.deps.cases.read(id)).toEqual(before);
  expect(await world.deps.ledger.get(id, 2)).toBeUndefined();
  expect(await world.total('withdrawn')).toBe(0);
});

test('another sender’s referral is absent also before it was dispatched', async () => {
  const { id } = await refer();
  expect(await withdrawOwnReferral(world.deps, hospital, id, 'sent-in-error')).toEqual({ absent: true });
  expect(await world.deps.cases.read(id)).toBeUndefined();
});
