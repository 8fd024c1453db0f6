/** What a referrer sees of its own referrals on the pages. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { dispatchReferral } from '#src/usecases/dispatch-referral.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/hand-offs.ts';
import { submitReferral } from '#src/usecases/submit-referral.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { serviceId } from '#test/support/ids.ts';
import { document, mainText, makePages, type Pages } from '#test/support/pages.ts';
import { type Overrides, submission } from '#test/support/submissions.ts';
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

async function send(over: Overrides<Submission> = {}, sender: Sender = police) {
  const done = await submitReferral(system.deps, sender, submission(over));
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
  expect(page).toContain('The general service has stopped contact, Thursday 19 November');
  expect(page).toContain('The contact details are wrong. The service keeps the case.');
  expect(page).toContain('A stranger answered.');
  expect(page).toContain('Correct this referral');
});

test('the correction of a referral whose contact is stopped asks first how to reach the person', async () => {
  const { id, reference } = await send();
  const { first, service, code } = await openHandOff(id);
  await reportStatus(system.deps, service, first, { status: 'accepted' }, { code });
  const note = sealNote(system.deps, first, 'A stranger answered.');
  await reportStatus(system.deps, service, first, { status: 'suspended', reason: 'wrong-contact-details', note });
  const officer = await pages.signIn(police.id);
  await officer.get(`/status/${reference}`);
  const list = await officer.post(`/status/${reference}/correct`);
  const [likely] = document(list).querySelectorAll('.govuk-task-list');
  expect([...(likely?.querySelectorAll('a') ?? [])].map(({ textContent }) => textContent.trim()).slice(0, 2)).toEqual([
    'Phone, email and what is safe',
    'Who must not know, and other ways to keep contact safe',
  ]);
  expect(mainText(list)).toContain('A stranger answered.');
  expect(mainText(list)).not.toContain('on hold');
});

test('the correction of a referral that the person said no to asks first for consent', async () => {
  const { id, reference } = await send();
  const { first, service, code } = await openHandOff(id);
  await reportStatus(system.deps, service, first, { status: 'accepted' }, { code });
  await reportStatus(system.deps, service, first, { status: 'closed', outcome: 'declined-by-victim' });
  const officer = await pages.signIn(police.id);
  await officer.get(`/status/${reference}`);
  const list = await officer.post(`/status/${reference}/correct`);
  const [likely] = document(list).querySelectorAll('.govuk-task-list');
  expect(likely?.querySelector('a')?.textContent.trim()).toBe('Consent');
  expect(mainText(list)).toContain('ask them first');
});

test('why a service declined is not shown, for it may say that somebody else referred the person', async () => {
  const { id, reference } = await send();
  const { first, service } = await openHandOff(id);
  await reportStatus(system.deps, service, first, { status: 'declined', reason: 'already-supported' });
  const page = mainText(await (await pages.signIn(police.id)).get(`/status/${reference}`));
  expect(page).toContain('Declined');
  expect(page).not.toContain('Already supported');
});

describe('the search', () => {
  const search = async (reference: string) => {
    const officer = await pages.signIn(police.id);
    await officer.get('/sent');
    return officer.post('/sent', { reference });
  };

  test.each(['06ab/0001234/26', 'inc-7'])('finds a referral by %s, the sender’s own reference', async (own) => {
    const { reference } = await send({ incidentReference: 'INC-7' });
    await send({ incidentReference: 'INC-7' }, hospital);
    expect(document(await search(own)).querySelector('h1')?.textContent).toBe(reference);
  });

  test('lists the referrals of one crime', async () => {
    const [one, two] = [await send(), await send({ victimReference: '2' })];
    const found = document(await search('06AB/0001234/26'));
    const links = [...found.querySelectorAll('tbody th a')].map((link) => link.textContent);
    expect(links).toEqual([one.reference, two.reference]);
  });

  test.each(['', 'x', 'EX-2222-2222', '06AB/0009999/26'])('finds nothing by %j', async (reference) => {
    await send({}, hospital);
    const page = await search(reference);
    expect([page.status, mainText(page).includes('that your organisation sent')]).toEqual([422, true]);
  });
});
