/** Correcting a held or returned referral on the pages, without seeing what was sent. */

import { describe, expect, test } from 'vitest';
import { returnAsTriage } from '#src/usecases/triage/triage.ts';
import { police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { document, mainText } from '#test/support/pages.ts';
import { answer, errorLinks, errorsOn } from '#test/web/refer/support/answers.ts';
import {
  begin,
  linksOn,
  ofThePerson,
  safe,
  send,
  sendReferral,
  setUpPages,
  signIn,
  stored,
  system,
  unsafe,
} from '#test/web/refer/support/corrections.ts';

setUpPages();
describe('a referral without a safe way to make contact', () => {
  test('only contact is asked again; with it, the referral goes to a service', async () => {
    const held = await sendReferral();
    const before = await stored(held, 1);
    const browser = await signIn();
    const draft = await begin(browser, held);
    const tasks = mainText(await browser.get(draft));
    expect(tasks).toContain('Why it is on hold');
    expect(tasks).toContain('No safe way to contact the person. Find out a safe way');
    expect(tasks).toMatch(/Most likely to need correcting Phone, email and what is safe Unchanged/);

    const page = await browser.get(`${draft}/contact`);
    expect(mainText(page)).toContain('Why it is on hold');
    expect(page.html).not.toMatch(ofThePerson);
    expect((await browser.post(`${draft}/contact`, safe)).url).toBe(draft);
    const check = await browser.get(`${draft}/check`);
    expect(mainText(check)).toContain('Phone 07700 900321');
    expect(mainText(check)).toContain('Email Nothing');
    expect(mainText(check)).toContain('Everything else stays as you sent it.');
    expect(mainText(check)).toContain('Who it will go to');
    const done = await browser.post(`${draft}/check`);
    expect(done.url).toBe(`/status/${held.reference}?corrected`);
    expect(mainText(done)).toContain('Your correction was received, and the referral has gone to a service.');
    expect(mainText(done)).toContain('Correctedby Example Hospital');

    const { email: _, ...contact } = before.contact;
    const corrected = {
      ...before,
      contact: {
        ...contact,
        phone: '+447700900321',
        safe: { call: 'yes', voicemail: 'no', text: 'unknown', email: 'no', post: 'no' },
      },
    };
    expect(await stored(held, 2)).toEqual(corrected);
    expect(await stored(held, 1)).toEqual(before);
    expect(system.sent.filter((message) => message.referralId === held.id)).toHaveLength(1);
  });

  test('no page of the correction shows what was sent', async () => {
    const held = await sendReferral();
    const browser = await signIn();
    const draft = await begin(browser, held);
    const steps = [...document(await browser.get(draft)).querySelectorAll('main li a')];
    const paths = steps.map((link) => link.getAttribute('href') ?? '');
    expect(paths.length).toBeGreaterThan(12);
    await answer(browser, draft, 'contact', safe);
    for (const path of [draft, ...paths, `${draft}/check`, `/status/${held.reference}`, '/sent', '/refer']) {
      const seen = await browser.get(path);
      expect([path, seen.status]).toEqual([path, 200]);
      expect([path, ofThePerson.exec(seen.html)?.[0]]).toEqual([path, undefined]);
    }
  });

  test('a fault is reported by page and field, and nothing is stored', async () => {
    const held = await sendReferral();
    const browser = await signIn();
    const draft = await begin(browser, held);
    const seen = await answer(browser, draft, 'contact', { ...safe, phone: '' });
    expect(errorsOn(seen)).toEqual(['Enter a phone number: you said calls, voicemail or texts are safe']);
    expect(mainText(await browser.get(draft))).toContain('Phone, email and what is safe There is a problem');
    const check = await send(browser, draft);
    expect(check.url).toBe(`${draft}/check`);
    expect(errorLinks(check)).toEqual([`${draft}/contact?check=&from=check#phone`]);
    expect(await system.deps.ledger.get(held.id, 2)).toBeUndefined();
  });

  test('a fault on another page is reported for that page', async () => {
    const held = await sendReferral({ contact: { safe: unsafe }, victim: { address: undefined } });
    const browser = await signIn();
    const draft = await begin(browser, held);
    await answer(browser, draft, 'contact', { ...safe, 'safe-post': 'yes' });
    const tasks = await browser.get(draft);
    expect(mainText(tasks)).toContain('Where they live There is a problem');
    expect(errorsOn(await browser.get(`${draft}/home?check`))).toEqual([
      'Enter their address and postcode: you said it is safe to write to their home',
    ]);
  });

  test('a correction that releases nothing says so, and may still be sent', async () => {
    const held = await sendReferral();
    const browser = await signIn();
    const draft = await begin(browser, held);
    await answer(browser, draft, 'needs', { needs: 'housing' });
    expect(mainText(await browser.get(`${draft}/check`))).toContain('It would still be on hold');
    const done = await send(browser, draft);
    expect(mainText(done)).toContain('The referral is still on hold');
    expect((await stored(held, 2)).needs).toEqual(['housing']);
    // It can be corrected again from its second version.
    const again = await begin(browser, held);
    expect(mainText(await browser.get(again))).not.toContain('Corrected');
    await answer(browser, again, 'contact', safe);
    expect(mainText(await send(browser, again))).toContain('has gone to a service');
    expect((await stored(held, 3)).needs).toEqual(['housing']);
  });
});

test('a page can be reset to what was sent', async () => {
  const held = await sendReferral();
  const browser = await signIn();
  const draft = await begin(browser, held);
  await answer(browser, draft, 'contact', safe);
  await answer(browser, draft, 'summary', { summary: 'Something else.' });
  await browser.get(`${draft}/summary`);
  expect((await browser.post(`${draft}/summary`, { 'as-sent': 'yes' })).url).toBe(draft);
  expect(mainText(await browser.get(`${draft}/check`))).not.toContain('Something else');
  await send(browser, draft);
  expect((await stored(held, 2)).offence.summary).toBe('Assaulted outside a shop.');
});

test('an empty page removes what was sent on it', async () => {
  const held = await sendReferral();
  const browser = await signIn();
  const draft = await begin(browser, held);
  await answer(browser, draft, 'contact', safe);
  await answer(browser, draft, 'contact-more', {});
  await send(browser, draft);
  expect((await stored(held, 2)).contact.times).toBeUndefined();
});

test('another basis of consent removes who agreed to the old one', async () => {
  const referral = await sendReferral();
  const one = await signIn();
  const first = await begin(one, referral);
  expect((await answer(one, first, 'consent', { basis: 'public-task' })).url).toBe(`${first}/awareness`);
  expect((await one.post(`${first}/awareness`, { 'consent-personAware': 'no' })).url).toBe(first);
  await send(one, first);
  expect((await stored(referral, 2)).consent).toEqual({ basis: 'public-task', personAware: 'no' });

  const held = await sendReferral();
  const browser = await signIn();
  const draft = await begin(browser, held);
  await answer(browser, draft, 'contact', safe);
  expect((await answer(browser, draft, 'consent', { basis: 'explicit-consent' })).url).toBe(`${draft}/consent-details`);
  await browser.post(`${draft}/consent-details`, { givenBy: 'spokesperson' });
  await send(browser, draft);
  expect((await stored(held, 2)).consent).toEqual({ basis: 'explicit-consent', givenBy: 'spokesperson' });
});

test('consent that a correction makes necessary stops it, as on a new referral', async () => {
  const held = await sendReferral({ contact: { safe: unsafe }, consent: { basis: 'public-task' } });
  const browser = await signIn();
  const draft = await begin(browser, held);
  await answer(browser, draft, 'circumstances', { domesticAbuse: 'yes' });
  expect(mainText(await browser.get(draft))).toContain('Consent There is a problem');
  const stop = await answer(browser, draft, 'consent', { basis: 'public-task' });
  expect(stop.url).toBe(`${draft}/consent-needed`);
  const out = await answer(browser, draft, 'consent', { basis: 'explicit-consent', optedOut: 'yes' });
  expect(mainText(out)).toContain('Withdraw this referral instead');
  expect((await browser.post(`${draft}/delete`)).url).toBe(`/status/${held.reference}`);
});

test('a young child’s guardian', async () => {
  const held = await sendReferral({ victim: { dateOfBirth: '2018-02-03', guardian: { name: 'Alex Example' } } });
  const browser = await signIn();
  const draft = await begin(browser, held);
  expect(linksOn(await browser.get(draft)).slice(0, 2)).toEqual([
    'Name, date of birth and how they are a victim',
    'Parent or guardian',
  ]);
  const guardian = { 'guardian-name': 'Alex Example', 'guardian-phone': '0161 496 0999' };
  await answer(browser, draft, 'guardian', guardian);
  expect(mainText(await send(browser, draft))).toContain('has gone to a service');
  expect((await stored(held, 2)).victim).toMatchObject({
    givenName: 'Sam',
    dateOfBirth: '2018-02-03',
    guardian: { name: 'Alex Example', phone: '+441614960999' },
  });
});

test('a returned referral shows why, with the advice, on every page', async () => {
  const held = await sendReferral();
  const returned = { reason: 'wrong-contact-details', advice: 'The number belongs to somebody else.' } as const;
  await returnAsTriage(system.deps, partyId('example-authority'), held.id, returned);
  const browser = await signIn();
  const draft = await begin(browser, held);
  for (const path of [draft, `${draft}/contact`, `${draft}/needs`]) {
    const text = mainText(await browser.get(path));
    expect(text).toContain('Why it came back Wrong contact details');
    expect(text).toContain('What you are asked to do The number belongs to somebody else.');
  }
  await answer(browser, draft, 'contact', safe);
  expect(mainText(await send(browser, draft))).toContain('has gone to a service');
});

test('the referral’s identity cannot change: the police are asked when it was reported, a partner is not', async () => {
  const officer = await signIn('example-police');
  const held = await sendReferral({ contact: { safe: unsafe }, consent: { basis: 'public-task' } }, police);
  const draft = await begin(officer, held);
  const page = await officer.get(`${draft}/references`);
  const inputs = [...document(page).querySelectorAll('main input:not([type=hidden])')].map((one) => one.id);
  expect(inputs).toEqual([
    'reportedAt-day',
    'reportedAt-month',
    'reportedAt-year',
    'reportedAt-time',
    'homeOfficeCode',
    'groupReference',
  ]);
  await officer.post(`${draft}/references`, {
    crimeReference: '06AB/9999999/26',
    'reportedAt-day': '18',
    'reportedAt-month': '11',
    'reportedAt-year': '2026',
    'reportedAt-time': '22:00',
  });
  await answer(officer, draft, 'contact', safe);
  expect((await send(officer, draft)).url).toContain(`/status/${held.reference}`);
  expect(await stored(held, 2)).toMatchObject({ reportedAt: '2026-11-18T22:00:00.000Z' });

  const partner = await signIn();
  const other = await begin(partner, await sendReferral());
  expect((await partner.get(`${other}/references`)).status).toBe(404);
});
