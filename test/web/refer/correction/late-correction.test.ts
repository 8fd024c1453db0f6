/** A correction sent twice, overtaken by somebody else, or opened by another organisation. */

import { describe, expect, test } from 'vitest';
import { requestErasureAsTriage } from '#src/usecases/erasure/retention.ts';
import { readOwnReferral, withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { hospital } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { document, mainText } from '#test/support/pages.ts';
import { answer } from '#test/web/refer/support/answers.ts';
import {
  begin,
  pages,
  safe,
  send,
  sendReferral,
  setUpPages,
  signIn,
  stored,
  system,
} from '#test/web/refer/support/corrections.ts';

setUpPages();
describe('twice, late, or in two windows', () => {
  test('a correction started twice is one draft, which is in the list of drafts', async () => {
    const held = await sendReferral();
    const browser = await signIn();
    const draft = await begin(browser, held);
    expect(await begin(browser, held)).toBe(draft);
    expect(mainText(await browser.get('/refer'))).toContain(`Correction of ${held.reference}`);
    expect(await begin(await signIn(), held)).not.toBe(draft);
  });

  test('a correction sent three times at once is one version, and each shows its result, as does Back', async () => {
    const held = await sendReferral();
    const browser = await signIn();
    const draft = await begin(browser, held);
    await answer(browser, draft, 'contact', safe);
    await browser.get(`${draft}/check`);
    const press = () => browser.post(`${draft}/check`);
    const all = await Promise.all([press(), press(), press()]);
    const end = `/status/${held.reference}?corrected`;
    expect(all.map(({ status, url }) => [status, url])).toEqual([1, 2, 3].map(() => [200, end]));
    expect(await system.deps.ledger.get(held.id, 3)).toBeUndefined();
    expect(system.sent.filter((message) => message.referralId === held.id)).toHaveLength(1);
    for (const path of ['', '/contact', '/check', '/delete', '/equality']) {
      expect((await browser.get(`${draft}${path}`)).url).toBe(end);
    }
  });

  test('a correction changed in another window must be checked again before sending', async () => {
    const held = await sendReferral();
    const browser = await signIn();
    const draft = await begin(browser, held);
    await answer(browser, draft, 'contact', safe);
    const check = await browser.get(`${draft}/check`);
    const rev = document(check).querySelector<HTMLInputElement>('main input[name=rev]')?.value;
    await answer(browser, draft, 'summary', { summary: 'Pushed over.' });
    await browser.get(`${draft}/check`);
    const seen = await browser.post(`${draft}/check`, { rev });
    expect(seen.url).toBe(`${draft}/check`);
    expect(mainText(seen)).toContain('Pushed over.');
    expect(await system.deps.ledger.get(held.id, 2)).toBeUndefined();
  });

  test('after a colleague’s correction, nothing is sent until it is based on theirs', async () => {
    const held = await sendReferral();
    const [one, two] = [await signIn(), await signIn()];
    const [first, second] = [await begin(one, held), await begin(two, held)];
    await answer(two, second, 'contact', safe);
    await two.get(`${second}/check`);
    await answer(one, first, 'needs', { needs: 'housing' });
    await send(one, first);
    const late = await two.post(`${second}/check`);
    expect(late.status).toBe(412);
    expect(mainText(late)).toContain('Someone has corrected this referral meanwhile');
    expect((await two.get(`${second}/contact`)).status).toBe(412);
    // Answers typed on an open page are saved.
    const typed = await two.post(`${second}/contact-more`, { times: 'Never on Mondays' });
    expect(typed.status).toBe(412);
    expect((await two.submit()).url).toBe(second);
    const done = await send(two, second);
    expect(mainText(done)).toContain('has gone to a service');
    expect(await stored(held, 3)).toMatchObject({
      needs: ['housing'],
      contact: { phone: '+447700900321', times: 'Never on Mondays' },
    });
  });

  test('once its erasure is asked for, the page says where it is, and the draft can be deleted', async () => {
    const held = await sendReferral({ offence: { category: 'theft-burglary' } });
    const browser = await signIn();
    const draft = await begin(browser, held);
    await answer(browser, draft, 'contact', safe);
    await browser.get(`${draft}/check`);
    await withdrawOwnReferral(system.deps, hospital, held.id, 'sent-in-error');
    await requestErasureAsTriage(system.deps, partyId('example-authority'), held.id, 'asked-by-person');
    const late = await browser.post(`${draft}/check`);
    expect(late.status).toBe(409);
    expect(mainText(late)).toContain('This referral can no longer be corrected');
    expect((await browser.submit()).url).toBe(`/status/${held.reference}`);
    expect(mainText(await browser.get('/refer'))).not.toContain('Correction of');
    expect(mainText(await browser.get(`/status/${held.reference}`))).not.toContain('Correct this referral');
  });

  test('after a crash once stored, the draft finds its own version', async () => {
    const held = await sendReferral();
    const browser = await signIn();
    const draft = await begin(browser, held);
    await answer(browser, draft, 'contact', safe);
    const id = draft.split('/').pop() ?? '';
    const unsent = await pages.deps.drafts.find(browser.user, id, system.deps.now().toISOString());
    await send(browser, draft);
    const now = await pages.deps.drafts.find(browser.user, id, system.deps.now().toISOString());
    if (!unsent || !now) throw new Error('There is no draft.');
    await pages.deps.drafts.save({ ...unsent, rev: now.rev + 1 });
    expect((await browser.get(draft)).url).toBe(`/status/${held.reference}?corrected`);
    expect(await system.deps.ledger.get(held.id, 3)).toBeUndefined();
  });
});

describe('access', () => {
  test('another organisation’s referral cannot be corrected', async () => {
    const held = await sendReferral();
    const stranger = await signIn('example-charity');
    await stranger.get('/refer');
    expect((await stranger.post(`/status/${held.reference}/correct`)).status).toBe(404);
  });

  test('a referral that is with a service is corrected, and stays with it', async () => {
    const routed = await sendReferral({});
    const browser = await signIn();
    await browser.get('/refer');
    const draft = (await browser.post(`/status/${routed.reference}/correct`)).url;
    await answer(browser, draft, 'contact', safe);
    await send(browser, draft);
    expect((await system.deps.cases.read(routed.id))?.head).toMatchObject({ status: 'routed', version: 2 });
  });

  test('a user who changed organisation no longer finds their correction', async () => {
    const held = await sendReferral();
    const person = 'mover';
    const browser = await pages.signIn('example-hospital', person);
    const draft = await begin(browser, held);
    await answer(browser, draft, 'contact', safe);
    const moved = await pages.signIn('example-charity', person);
    await moved.get('/refer');
    for (const path of ['', '/contact', '/check']) expect((await moved.get(`${draft}${path}`)).status).toBe(404);
    for (const path of ['/check', '/newest']) {
      await moved.get('/refer');
      expect((await moved.post(`${draft}${path}`)).status).toBe(404);
    }
    const own = await readOwnReferral(system.deps, hospital, held.id);
    expect(own?.referralCase.head.version).toBe(1);
  });
});
