import { expect, test } from 'vitest';
import { type MessageName, messageSchemas } from '#src/contracts/messages.ts';
import { recordReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { sendHandOffs } from '#src/usecases/dispatch/send-hand-offs.ts';
import { sweep } from '#src/usecases/dispatch/sweep.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { serviceId } from '#test/support/ids.ts';
import { submission } from '#test/support/submissions.ts';
import { refer, referAndAccept, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
test('a withdrawal made while a hand-off is being marked as sent keeps its own mark, and is sent', async () => {
  const { id } = await refer();
  const { handOffs } = await recordReferral(system.deps, id, 1);
  system.down.add(handOffs[0]?.service ?? serviceId('none'));
  const queue = {
    // The message is sent; before its mark is cleared, the sender withdraws while the queue is down.
    send: async () => {
      await withdrawOwnReferral(system.deps, police, id, 'sent-in-error');
    },
  };
  expect(await sendHandOffs({ ...system.deps, queue }, handOffs)).toBe(1);
  expect((await system.deps.cases.read(id))?.handOffs).toMatchObject([
    { status: 'withdrawn', unsent: [{ kind: 'withdrawal', version: 1 }] },
  ]);
  expect(system.sent).toEqual([]);
  system.down.clear();
  system.wait(1);
  await sweep(system.deps);
  expect(system.sent).toMatchObject([{ schema: 'victim-referral-intake/withdrawal/1', referralId: id }]);
});

test('every message that is sent is one of the contract', async () => {
  const { id } = await referAndAccept();
  const body = submission();
  await correctWhole(system.deps, police, id, 1, { ...body, contact: { ...body.contact, phone: '+447700900456' } });
  await withdrawOwnReferral(system.deps, police, id, 'sent-in-error');
  expect(system.sent.map(({ schema }) => schema.split('/')[1])).toEqual(['hand-off', 'amendment', 'withdrawal']);
  for (const message of system.sent) {
    // Strict: a field that the contract does not name is a fault here, though consumers ignore it.
    const name = message.schema.split('/')[1] as MessageName;
    expect(messageSchemas[name].strict().parse(message)).toEqual(message);
  }
});
