/** Correcting a referral that is on hold or came back: on the pages, without seeing again what was sent. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { dispatchReferral } from '#src/usecases/dispatch-referral.ts';
import { readOwn } from '#src/usecases/own-referrals.ts';
import { type Sender, submitReferral } from '#src/usecases/submit-referral.ts';
import { returnForHub, routeForHub } from '#src/usecases/triage.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import {
  type Browser,
  document,
  type Fields,
  mainText,
  makePages,
  type Pages,
  type Seen,
} from '#test/support/pages.ts';
import { explicitConsent, type Overrides, submission } from '#test/support/submissions.ts';
import { makeWorld, type World } from '#test/support/world.ts';
import { answer, errorLinks, errorsOn } from './answers.ts';

let emulator: Emulator;
let world: World;
let pages: Pages;
beforeAll(async () => {
  emulator = await startEmulator();
  world = await makeWorld(emulator);
  pages = makePages(world, pageRoutes('{}'));
});
afterAll(() => emulator.stop());

const unsafe = { call: 'no', voicemail: 'no', text: 'no', email: 'no', post: 'no' } as const;
const safe: Fields = {
  phone: '07700 900321',
  'safe-call': 'yes',
  'safe-voicemail': 'no',
  'safe-text': 'unknown',
  'safe-email': 'no',
  'safe-post': 'no',
};
/** All that was sent of the person: none of it may come back to who sent it. */
const ofThePerson = /Sam\b|\bExample Street|M1 1AE|900123|sam@example|Assaulted|1990/;

let referrals = 0;
interface Sent {
  id: ReferralId;
  reference: string;
}
/** Sent by the hospital over the API, and on hold unless said otherwise. */
async function sent(
  over: Overrides<Submission> = { contact: { safe: unsafe } },
  sender: Sender = hospital,
): Promise<Sent> {
  referrals += 1;
  const { deps } = world;
  const body = submission({ consent: explicitConsent, ...over, crimeReference: `06AB/${5_000_000 + referrals}/26` });
  const done = await submitReferral(deps, sender, body);
  if (!('created' in done)) throw new Error('It was not taken.');
  await dispatchReferral(deps, done.created.id, 1);
  return { id: done.created.id, reference: done.created.reference };
}

let people = 0;
const signIn = (party = 'example-hospital'): Promise<Browser> => pages.signIn(party, `corrector ${++people}`);

/** Presses the button on the status page; the path of the correction. */
async function begin(browser: Browser, { reference }: Sent): Promise<string> {
  const status = await browser.get(`/status/${reference}`);
  expect(mainText(status)).toContain('Correct this referral');
  const { url } = await browser.post(`/status/${reference}/correct`);
  expect(url).toMatch(/^\/refer\/[0-9a-f-]{36}$/);
  return url;
}

async function send(browser: Browser, draft: string): Promise<Seen> {
  await browser.get(`${draft}/check`);
  return browser.post(`${draft}/check`);
}

/** What is in the ledger now, opened. */
async function stored({ id }: Sent, version: number): Promise<Submission> {
  const record = await world.deps.ledger.get(id, version);
  if (!record) throw new Error(`There is no version ${version}.`);
  return JSON.parse(world.deps.keys.open(id, record.sealed)) as Submission;
}

const linksOn = (seen: Seen): string[] =>
  [...document(seen).querySelectorAll('main li a')].map((link) => link.textContent?.trim() ?? '');

describe('a referral without a safe way to make contact', () => {
  test('only that is asked again; with it, it goes to a service', async () => {
    const held = await sent();
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
    expect(mainText(done)).toContain('Corrected by its sender');

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
    expect(world.sent.filter((message) => message.referralId === held.id)).toHaveLength(1);
  });

  test('nothing that was sent is shown on any page of the correction', async () => {
    const held = await sent();
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

  test('what is wrong is said of the page and the field; nothing is stored', async () => {
    const held = await sent();
    const browser = await signIn();
    const draft = await begin(browser, held);
    const seen = await answer(browser, draft, 'contact', { ...safe, phone: '' });
    expect(errorsOn(seen)).toEqual(['Enter a phone number: you said calls, voicemail or texts are safe']);
    expect(mainText(await browser.get(draft))).toContain('Phone, email and what is safe There is a problem');
    const check = await send(browser, draft);
    expect(check.url).toBe(`${draft}/check`);
    expect(errorLinks(check)).toEqual([`${draft}/contact?check=&from=check#phone`]);
    expect(await world.deps.ledger.get(held.id, 2)).toBeUndefined();
  });

  test('what another page would have to say is said of that page', async () => {
    const held = await sent({ contact: { safe: unsafe }, victim: { address: undefined } });
    const browser = await signIn();
    const draft = await begin(browser, held);
    await answer(browser, draft, 'contact', { ...safe, 'safe-post': 'yes' });
    const tasks = await browser.get(draft);
    expect(mainText(tasks)).toContain('Where they live There is a problem');
    expect(errorsOn(await browser.get(`${draft}/home?check`))).toEqual([
      'Enter their address and postcode: you said post is safe',
    ]);
  });

  test('a correction that does not help says so, and may be sent all the same', async () => {
    const held = await sent();
    const browser = await signIn();
    const draft = await begin(browser, held);
    await answer(browser, draft, 'needs', { needs: 'housing' });
    expect(mainText(await browser.get(`${draft}/check`))).toContain('It would still be on hold');
    const done = await send(browser, draft);
    expect(mainText(done)).toContain('The referral is still on hold');
    expect((await stored(held, 2)).needs).toEqual(['housing']);
    // It can be corrected again, from its second version, and nothing of the first time is in the way.
    const again = await begin(browser, held);
    expect(mainText(await browser.get(again))).not.toContain('Corrected');
    await answer(browser, again, 'contact', safe);
    expect(mainText(await send(browser, again))).toContain('has gone to a service');
    expect((await stored(held, 3)).needs).toEqual(['housing']);
  });
});

test('a page can be left as it was sent after all', async () => {
  const held = await sent();
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

test('an empty page takes out what was sent on it', async () => {
  const held = await sent();
  const browser = await signIn();
  const draft = await begin(browser, held);
  await answer(browser, draft, 'contact', safe);
  await answer(browser, draft, 'contact-more', {});
  await send(browser, draft);
  expect((await stored(held, 2)).contact.times).toBeUndefined();
});

test('another basis of consent takes with it who agreed to the one before', async () => {
  const asked = await sent();
  const one = await signIn();
  const first = await begin(one, asked);
  expect((await answer(one, first, 'consent', { basis: 'public-task' })).url).toBe(first);
  await send(one, first);
  expect((await stored(asked, 2)).consent).toEqual({ basis: 'public-task' });

  const held = await sent();
  const browser = await signIn();
  const draft = await begin(browser, held);
  await answer(browser, draft, 'contact', safe);
  expect((await answer(browser, draft, 'consent', { basis: 'explicit-consent' })).url).toBe(`${draft}/consent-details`);
  await browser.post(`${draft}/consent-details`, { givenBy: 'spokesperson' });
  await send(browser, draft);
  expect((await stored(held, 2)).consent).toEqual({ basis: 'explicit-consent', givenBy: 'spokesperson' });
});

test('consent that a correction makes necessary stops it, as on a new referral', async () => {
  const held = await sent({ contact: { safe: unsafe }, consent: { basis: 'public-task' } });
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
  const held = await sent({ victim: { dateOfBirth: '2018-02-03', guardian: { name: 'Alex Example' } } });
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

test('one that came back says why and with what advice, on every page', async () => {
  const held = await sent();
  const told = { reason: 'wrong-contact-details', advice: 'The number belongs to somebody else.' } as const;
  await returnForHub(world.deps, 'example-authority', held.id, told);
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

test('what makes it that referral stays: the police are asked when it was reported, a partner is not', async () => {
  const officer = await signIn('example-police');
  const held = await sent({ contact: { safe: unsafe }, consent: { basis: 'public-task' } }, police);
  const draft = await begin(officer, held);
  const page = await officer.get(`${draft}/references`);
  const inputs = [...document(page).querySelectorAll('main input:not([type=hidden])')].map((one) => one.id);
  expect(inputs).toEqual([
    'reportedAt-day',
    'reportedAt-month',
    'reportedAt-year',
    'reportedAt-time',
    'homeOfficeCode',
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
  const other = await begin(partner, await sent());
  expect((await partner.get(`${other}/references`)).status).toBe(404);
});

describe('twice, late, or in two windows', () => {
  test('begun twice it is one draft, and it stands in the list of what was begun', async () => {
    const held = await sent();
    const browser = await signIn();
    const draft = await begin(browser, held);
    expect(await begin(browser, held)).toBe(draft);
    expect(mainText(await browser.get('/refer'))).toContain(`Correction of ${held.reference}`);
    expect(await begin(await signIn(), held)).not.toBe(draft);
  });

  test('sent three times at once it is one version, and all land on what became of it; Back leads there too', async () => {
    const held = await sent();
    const browser = await signIn();
    const draft = await begin(browser, held);
    await answer(browser, draft, 'contact', safe);
    await browser.get(`${draft}/check`);
    const press = () => browser.post(`${draft}/check`);
    const all = await Promise.all([press(), press(), press()]);
    const end = `/status/${held.reference}?corrected`;
    expect(all.map(({ status, url }) => [status, url])).toEqual([1, 2, 3].map(() => [200, end]));
    expect(await world.deps.ledger.get(held.id, 3)).toBeUndefined();
    expect(world.sent.filter((message) => message.referralId === held.id)).toHaveLength(1);
    for (const path of ['', '/contact', '/check', '/delete', '/equality']) {
      expect((await browser.get(`${draft}${path}`)).url).toBe(end);
    }
  });

  test('what was not looked at is not sent: changed in another window, it is checked again', async () => {
    const held = await sent();
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
    expect(await world.deps.ledger.get(held.id, 2)).toBeUndefined();
  });

  test('a colleague was first: nothing is sent until it is put on top of theirs', async () => {
    const held = await sent();
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
    // What is typed on a page that was open is kept.
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

  test('the hub was first: the page says where it is, and what was typed can be deleted', async () => {
    const held = await sent();
    const browser = await signIn();
    const draft = await begin(browser, held);
    await answer(browser, draft, 'contact', safe);
    await browser.get(`${draft}/check`);
    await routeForHub(world.deps, 'example-authority', held.id, { service: 'general', reason: 'They called us.' });
    const late = await browser.post(`${draft}/check`);
    expect(late.status).toBe(409);
    expect(mainText(late)).toContain('This referral can no longer be corrected');
    expect((await browser.submit()).url).toBe(`/status/${held.reference}`);
    expect(mainText(await browser.get('/refer'))).not.toContain('Correction of');
    expect(mainText(await browser.get(`/status/${held.reference}`))).not.toContain('Correct this referral');
  });

  test('cut off after it was stored, the draft finds its own version standing', async () => {
    const held = await sent();
    const browser = await signIn();
    const draft = await begin(browser, held);
    await answer(browser, draft, 'contact', safe);
    const id = draft.split('/').pop() ?? '';
    const unsent = await pages.deps.drafts.find(browser.user, id, world.deps.now().toISOString());
    await send(browser, draft);
    const now = await pages.deps.drafts.find(browser.user, id, world.deps.now().toISOString());
    if (!unsent || !now) throw new Error('There is no draft.');
    await pages.deps.drafts.save({ ...unsent, rev: now.rev + 1 });
    expect((await browser.get(draft)).url).toBe(`/status/${held.reference}?corrected`);
    expect(await world.deps.ledger.get(held.id, 3)).toBeUndefined();
  });
});

describe('whose it is', () => {
  test('another organisation’s referral cannot be corrected, nor one that is with a service', async () => {
    const held = await sent();
    const stranger = await signIn('example-charity');
    await stranger.get('/refer');
    expect((await stranger.post(`/status/${held.reference}/correct`)).status).toBe(404);
    const routed = await sent({});
    const browser = await signIn();
    await browser.get('/refer');
    expect((await browser.post(`/status/${routed.reference}/correct`)).url).toBe(`/status/${routed.reference}`);
  });

  test('who has changed organisation finds their correction no more', async () => {
    const held = await sent();
    const person = `mover ${++people}`;
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
    const own = await readOwn(world.deps, hospital, held.id);
    expect(own?.whole.head.version).toBe(1);
  });
});
