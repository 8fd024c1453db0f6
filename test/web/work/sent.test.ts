/** What a referrer sees of its own referrals on the pages. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import { dispatchReferral } from '#src/usecases/dispatch-referral.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/hand-offs.ts';
import { submitReferral } from '#src/usecases/submit-referral.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { police } from '#test/support/area-fixture.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { serviceId } from '#test/support/ids.ts';
import { document, mainText, makePages, type Pages } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

let emulator: Emulator;
let system: TestSystem;
let pages: Pages;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  system = await makeTestSystem(emulator);
  pages = makePages(system, pageRoutes('{}'));
});

async function send() {
  const done = await submitReferral(system.deps, police, submission());
  if (!('created' in done)) throw new Error('It was not taken.');
  await dispatchReferral(system.deps, done.created.id, 1);
  return done.created;
}
async function openHandOff(id: ReferralId) {
  const first = handOffId(id, 1);
  const service = serviceId((await system.deps.cases.readHandOff(first))?.service ?? 'none');
  return { first, service, code: (await readHandOff(system.deps, service, first))?.confirmationCode };
}

test('a referral whose service has stopped contact is on the list, with its own references and what is asked', async () => {
  const { id, reference } = await send();
  const { first, service, code } = await openHandOff(id);
  await reportStatus(system.deps, service, first, { status: 'accepted' }, { code });
  const officer = await pages.signIn(police.id);
  expect(mainText(await officer.get('/sent'))).not.toContain(reference);
  const note = sealNote(system.deps, first, 'A stranger answered.');
  await reportStatus(system.deps, service, first, { status: 'suspended', reason: 'wrong-contact-details', note });
  const [line] = document(await officer.get('/sent')).querySelectorAll('tbody tr');
  for (const part of [reference, '06AB/0001234/26', 'Wrong contact details']) expect(line?.textContent).toContain(part);
  const page = mainText(await officer.get(`/status/${reference}`));
  expect(page).toContain('The general service has stopped contact: Wrong contact details');
  expect(page).toContain('A stranger answered.');
});

test('why a service declined is not shown, for it may say that somebody else referred the person', async () => {
  const { id, reference } = await send();
  const { first, service } = await openHandOff(id);
  await reportStatus(system.deps, service, first, { status: 'declined', reason: 'already-supported' });
  const page = mainText(await (await pages.signIn(police.id)).get(`/status/${reference}`));
  expect(page).toContain('Declined');
  expect(page).not.toContain('Already supported');
});
