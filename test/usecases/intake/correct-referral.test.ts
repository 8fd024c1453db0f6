/** What a correction does to a case that a service has. How it is refused and repeated is in suites/. */
import { expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { submission } from '#test/support/submissions.ts';
import { referAndAccept, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const [first, second, third] = ['+447700900123', '+447700900456', '+447700900789'] as const;
const saying = (phone: string) => ({ contact: { phone } });
async function correct(id: ReferralId, version: number, phone: string) {
  system.wait(1);
  expect(await correctWhole(system.deps, police, id, version, submission(saying(phone)))).toHaveProperty('corrected');
}
type One = Awaited<ReturnType<typeof referAndAccept>>;
async function suspend({ service, first: handOff }: One) {
  await readHandOff(system.deps, service, handOff);
  const result = await reportStatus(system.deps, service, handOff, {
    status: 'suspended',
    reason: 'wrong-contact-details',
  });
  expect(result).toMatchObject({ handOff: { status: 'suspended' } });
}
async function callWrongNumber({ service, first: handOff }: One) {
  const at = system.deps.now().toISOString();
  const tried = { status: 'contact-attempted', channel: 'call', at, result: 'wrong-number' } as const;
  expect(await reportStatus(system.deps, service, handOff, tried)).toHaveProperty('handOff');
}
const statusOf = async ({ first: handOff }: One) => (await system.deps.cases.readHandOff(handOff))?.status;

test.each([
  ['', async () => undefined],
  [', by an attempt that says so', callWrongNumber],
])('a number that was reported wrong in an earlier version%s is no other way to go on by', async (_, before) => {
  const one = await referAndAccept(saying(first));
  await before(one);
  await suspend(one);
  await correct(one.id, 1, second);
  expect(await statusOf(one)).toBe('accepted');
  await readHandOff(system.deps, one.service, one.first);
  await suspend(one);
  await correct(one.id, 2, first);
  expect(await statusOf(one)).toBe('suspended');
  await correct(one.id, 3, third);
  expect(await statusOf(one)).toBe('accepted');
});
