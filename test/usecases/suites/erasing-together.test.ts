/** An act on the emulator, and a legal hold on one of its referrals at the same moment. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { eraseAsOneAct } from '#src/usecases/erasure/erase-person.ts';
import { confirmErasureAsTriage, placeLegalHoldAsTriage } from '#src/usecases/erasure/retention.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { police } from '#test/support/area-fixture.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { partyId } from '#test/support/ids.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem } from '#test/support/test-system.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

const party = partyId('example-authority');
const [ada, bo] = [
  { party, user: 'ada' },
  { party, user: 'bo' },
];

const size = 4;

test('a legal hold comes before an act or after it, and nothing is erased in between', async () => {
  const { deps, lines } = await makeTestSystem(emulator);
  const ids: ReferralId[] = [];
  for (let count = 1; count <= size; count++) {
    const { id } = await submitAndDispatch(deps, police, submission({ crimeReference: `06AB/${count}/26` }));
    await withdrawOwnReferral(deps, police, id, 'sent-in-error');
    ids.push(id);
  }
  const [first, , held] = ids;
  if (!first || !held) throw new Error('nothing was sent');
  const wish = { reason: 'should-not-be-held', chosen: ids } as const;
  expect(await eraseAsOneAct(deps, ada, first, wish)).toEqual({ proposed: true });
  await Promise.all([
    confirmErasureAsTriage(deps, bo, first),
    placeLegalHoldAsTriage(deps, party, held, 'Example Crown Court'),
  ]);
  const heads = await Promise.all(ids.map(async (id) => (await deps.cases.read(id))?.head));
  const asked = heads.filter((head) => head?.erasureRequest !== undefined);
  expect(asked).toHaveLength(size - 1);
  expect(new Set(asked.map((head) => head?.erasureRequest?.act)).size).toBe(1);
  expect(heads[2]).toMatchObject({ legalHold: { by: party } });
  expect(heads.some((head) => head?.proposedErasure !== undefined)).toBe(false);
  expect(await eraseDue({ ...deps, rules: deps.area.rules })).toEqual({ erased: size - 1, failed: 0 });
  expect((await deps.ledger.get(held))?.sealed).toBeDefined();
  // The ids of the act are no part of a log.
  expect(lines.filter((line) => line.includes('person-erasure')).join()).not.toMatch(/[a-z2-7]{26}/);
});
