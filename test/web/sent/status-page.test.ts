/** What a referrer sees of its own referrals on the pages. */
import { expect, test } from 'vitest';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { formatDateTimeWithYear } from '#src/web/format-time.ts';
import { police } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { document, mainText } from '#test/support/pages.ts';
import { type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPagesForEachTest, system } from '../support/setup-pages.ts';

setUpPagesForEachTest();
async function send(over: Overrides<Submission> = {}, sender: Sender = police) {
  return submitAndDispatch(system.deps, sender, submission(over));
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
  expect(mainText(await officer.get('/sent'))).toContain('Nothing waits for you.');
  const note = sealNote(system.deps, first, 'A stranger answered.');
  const stop = { status: 'suspended', reason: 'wrong-contact-details', channels: ['text', 'email'], note } as const;
  await reportStatus(system.deps, service, first, stop);
  const [line] = document(await officer.get('/sent')).querySelectorAll('tbody tr');
  for (const part of [reference, '06AB/0001234/26', 'The general service stopped contact: wrong contact details'])
    expect(line?.textContent).toContain(part);
  // What the e-mail says, on the pages too.
  const by = (await system.deps.cases.readHandOff(first))?.suspension?.toTriageAt ?? '';
  const correctBy = `Correct it by ${formatDateTimeWithYear(by)}`;
  expect(line?.textContent).toContain(correctBy);
  const page = mainText(await officer.get(`/status/${reference}`));
  expect(page).toContain(`${correctBy}. After that, the victim hub is told`);
  expect(page).toContain('The general service has stopped contact, Thursday 19 November 2026');
  expect(page).toContain('The contact details are wrong: Text message, Email. The service keeps the case.');
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
  expect(mainText(list)).toContain('Ask them first');
});

test('why a service declined is not shown, for it may say that somebody else referred the person', async () => {
  const { id, reference } = await send();
  const { first, service } = await openHandOff(id);
  await reportStatus(system.deps, service, first, { status: 'declined', reason: 'already-supported' });
  const page = mainText(await (await pages.signIn(police.id)).get(`/status/${reference}`));
  expect(page).toContain('Could not take it');
  expect(page).not.toContain('Already supported');
});

test('says who has the case, how to ring them and by when they will be in touch', async () => {
  const { reference } = await send();
  const page = mainText(await (await pages.signIn(police.id)).get(`/status/${reference}`));
  expect(page).toContain('The general service Phone 0161 496 0002 Where it stands Asked, and has not opened it yet');
  expect(page).toContain('Makes contact by Thursday 26 November 2026, 11:59pm');
});

test('once the person is reached no deadline is shown, and a late one is told as such', async () => {
  const [reached, late] = [await send(), await send({ victimReference: '2' })];
  for (const { id } of [reached, late]) {
    const { first, service, code } = await openHandOff(id);
    await reportStatus(system.deps, service, first, { status: 'accepted' }, { code });
  }
  const { first, service } = await openHandOff(reached.id);
  await reportStatus(system.deps, service, first, { status: 'contacted', at: system.deps.now().toISOString() });
  system.wait(24 * 14);
  await processDeadlines(system.deps);
  const officer = await pages.signIn(police.id);
  expect(mainText(await officer.get(`/status/${reached.reference}`))).not.toContain('Makes contact by');
  expect(mainText(await officer.get(`/status/${late.reference}`))).toContain('The victim hub has been told');
});

test('that every service let it lapse is not told as the referrer’s fault', async () => {
  const { id, reference } = await send();
  system.wait(24 * 14);
  await processDeadlines(system.deps);
  expect((await system.deps.cases.read(id))?.head.status).toBe('held');
  const officer = await pages.signIn(police.id);
  const page = mainText(await officer.get(`/status/${reference}`));
  for (const part of ['You need do nothing', 'not because of anything you sent', 'Did not answer in time'])
    expect(page).toContain(part);
  expect(page).not.toContain('What you need to do');
  const list = mainText(await officer.get('/sent'));
  expect(list).toContain('Waiting for you: 0');
  expect(list).toContain('Nothing is missing, and you need do nothing.');
});

test('a referral that takes its course can be corrected, and one that is over referred again', async () => {
  const [open, over] = [await send(), await send({ victimReference: '2' })];
  const { first, service, code } = await openHandOff(over.id);
  await reportStatus(system.deps, service, first, { status: 'accepted' }, { code });
  await reportStatus(system.deps, service, first, { status: 'closed', outcome: 'declined-by-victim' });
  const officer = await pages.signIn(police.id);
  expect(mainText(await officer.get(`/status/${open.reference}`))).toContain('Correct this referral');
  const page = mainText(await officer.get(`/status/${over.reference}`));
  expect(page).toContain('Refer them again');
  expect(page).toContain('They said no on Thursday 19 November 2026');
});
