/** Referring somebody again on the pages, after the referral was withdrawn. */
import { expect, test } from 'vitest';
import { requestErasureAsTriage } from '#src/usecases/erasure/retention.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { hospital } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { mainText } from '#test/support/pages.ts';
import { answer } from '#test/web/refer/support/answers.ts';
import { safe, send, sendReferral, setUpPages, signIn, system } from '#test/web/refer/support/corrections.ts';

setUpPages();
const withdrawn = async () => {
  const sent = await sendReferral({});
  await withdrawOwnReferral(system.deps, hospital, sent.id, 'sent-in-error');
  return sent;
};

test('the page of a withdrawn referral says how, and its correction goes to a service again', async () => {
  const { reference } = await withdrawn();
  const browser = await signIn();
  const page = mainText(await browser.get(`/status/${reference}`));
  expect(page).toContain('Refer this person again');
  expect(page).not.toContain('Correct this referral');
  const { url: draft } = await browser.post(`/status/${reference}/correct`);
  await answer(browser, draft, 'contact', safe);
  const done = mainText(await send(browser, draft));
  expect(done).toContain('the referral has gone to a service');
  expect(done).not.toContain('Refer this person again');
});

test('it offers no correction once the erasure was asked for: the person is referred anew', async () => {
  const { id, reference } = await withdrawn();
  await requestErasureAsTriage(system.deps, partyId('example-authority'), id, 'asked-by-person');
  const browser = await signIn();
  const page = mainText(await browser.get(`/status/${reference}`));
  expect(page).not.toContain('Refer them again');
  expect(page).not.toContain('erase');
  expect(page).toContain('start a new referral and give them another number');
});
