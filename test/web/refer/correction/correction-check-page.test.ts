/** What is said of a correction while a service has stopped contact, before it is sent and after. */
import { expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { serviceId } from '#test/support/ids.ts';
import { type Browser, document, mainText } from '#test/support/pages.ts';
import type { Overrides } from '#test/support/submissions.ts';
import { answer } from '#test/web/refer/support/answers.ts';
import {
  begin,
  type SentReferral,
  safe,
  send,
  sendReferral,
  setUpPages,
  signIn,
  system,
  unsafe,
} from '#test/web/refer/support/corrections.ts';

setUpPages();
const readsPhone: Overrides<Submission> = {
  suspects: [{ relationship: 'partner', hasAccessTo: ['phone'] }],
  contact: { safe: { ...unsafe, email: 'yes' } },
};

async function accept({ id }: SentReferral) {
  const { deps } = system;
  const first = handOffId(id, 1);
  const service = serviceId((await deps.cases.readHandOff(first))?.service ?? 'none');
  const code = (await readHandOff(deps, service, first))?.confirmationCode;
  await reportStatus(deps, service, first, { status: 'accepted' }, { code });
  return { first, service };
}

async function suspend(sent: SentReferral) {
  const { first, service } = await accept(sent);
  const note = sealNote(system.deps, first, 'A stranger answered.');
  await reportStatus(system.deps, service, first, { status: 'suspended', reason: 'wrong-contact-details', note });
}

/** The check page and the page after it, of a correction of the contact page. */
async function correctContact(browser: Browser, sent: SentReferral, fields: typeof safe) {
  const draft = await begin(browser, sent);
  await answer(browser, draft, 'contact', fields);
  const check = await browser.get(`${draft}/check`);
  return { check, done: await send(browser, draft) };
}

test.each([
  ['no way at all', safe],
  ['the old e-mail alone', { ...safe, email: 'sam@example.org', 'safe-email': 'yes' }],
])('a new number that a suspect answers, with %s: contact is still stopped, and why', async (_, fields) => {
  const sent = await sendReferral(readsPhone);
  await suspend(sent);
  const { check, done } = await correctContact(await signIn(), sent, fields);
  for (const page of [check, done]) {
    const text = mainText(page);
    expect(text).toContain('Contact is still stopped');
    expect(text).toContain('a suspect may read or answer it. Correct “Who may have done it” if that has changed.');
    expect(text).not.toMatch(/will make contact by|on hold|has gone to a service|Success/);
  }
  expect(document(done).querySelector('.govuk-notification-banner--success')).toBeNull();
  const kept = mainText(await (await signIn()).get(`/refer/sent/${sent.id}`));
  expect(kept).not.toMatch(/will make contact by|on hold/);
  expect(kept).toContain('has stopped contact');
});

test('a correction of something else says that another way is waited for', async () => {
  const sent = await sendReferral();
  const browser = await signIn();
  const draft = await begin(browser, sent);
  await answer(browser, draft, 'contact', safe);
  await send(browser, draft);
  await suspend(sent);
  const again = await begin(browser, sent);
  await answer(browser, again, 'needs', { needs: 'housing' });
  const check = mainText(await browser.get(`${again}/check`));
  expect(check).toContain('Contact is still stopped');
  expect(check).toContain('Give a phone, email or address that is safe and that you have not given before.');
});

test('a correction that leaves no safe way says that contact would be stopped', async () => {
  const sent = await sendReferral({});
  await accept(sent);
  const none = { phone: '07700 900321', 'safe-call': 'no', 'safe-voicemail': 'no', 'safe-text': 'no' };
  const { check, done } = await correctContact(await signIn(), sent, {
    ...none,
    'safe-email': 'no',
    'safe-post': 'no',
  });
  expect(mainText(check)).toContain('Contact would be stopped');
  expect(mainText(done)).toContain('Your correction was received. Contact is stopped.');
});

test('another number that is safe lets the service go on, and the page says so', async () => {
  const sent = await sendReferral({});
  await suspend(sent);
  const { check, done } = await correctContact(await signIn(), sent, safe);
  expect(mainText(check)).not.toContain('Contact is still stopped');
  expect(document(done).querySelector('.govuk-notification-banner--success')).not.toBeNull();
});
