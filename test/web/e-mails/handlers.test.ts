import { beforeEach, describe, expect, test } from 'vitest';
import { addressHash } from '#src/usecases/mail/mail-recipients.ts';
import { recordMailEvent } from '#src/usecases/mail/record-mail-event.ts';
import { sendDueMail } from '#src/usecases/mail/send-mail.ts';
import { profilePlace } from '#src/usecases/ports/seals.ts';
import { recordSignIn } from '#src/usecases/staff/staff.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { area as exampleArea, police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { document, mainText, makePages, type Pages, type PageView } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';
import { markupFaults } from '#test/web/support/markup-faults.ts';

const { parties, ...rest } = exampleArea();
const emails: Readonly<Record<string, readonly string[]>> = {
  general: ['general@example.org', 'out-of-hours@example.org'],
  'example-authority': ['hub@example.org'],
  'example-hospital': ['hospital@example.org'],
};
const area = { ...rest, parties: parties.map((party) => ({ ...party, emails: emails[party.id] ?? [] })) };

const tables = memoryTables();
let system: TestSystem;
let pages: Pages;
beforeEach(async () => {
  system = await makeTestSystem(tables, area);
  pages = makePages(system, pageRoutes('{}'));
});

const hashOf = (address: string) => addressHash(system.deps.keys, address);
const mark = (address: string, party: string) =>
  recordMailEvent(system.deps, { address, reason: 'bounce', party: partyId(party) });
const legends = (page: PageView) => [...document(page).querySelectorAll('legend')].map((one) => one.textContent.trim());

test('a service sees its addresses, turns bundled e-mails off for one of them, and on again', async () => {
  const service = await pages.signIn('general');
  const page = await service.get('/e-mails');
  expect(legends(page)).toEqual(emails.general);
  const outOfHours = `address-${hashOf('out-of-hours@example.org')}`;
  expect(mainText(await service.submit({ [outOfHours]: 'urgent-only' }))).toContain('Saved.');
  const state = async (address: string) => (await system.deps.addresses.states([hashOf(address)])).get(hashOf(address));
  expect(await state('out-of-hours@example.org')).toMatchObject({ isUrgentOnly: true });
  expect(await state('general@example.org')).toMatchObject({ isUrgentOnly: false });
  await service.submit({ [outOfHours]: 'all' });
  expect(await state('out-of-hours@example.org')).toMatchObject({ isUrgentOnly: false });
});

test('nobody changes an address that is not of their party', async () => {
  const service = await pages.signIn('general');
  await service.get('/e-mails');
  await service.post('/e-mails', { [`address-${hashOf('hub@example.org')}`]: 'urgent-only' });
  const states = await system.deps.addresses.states([hashOf('hub@example.org')]);
  expect(states.get(hashOf('hub@example.org'))?.isUrgentOnly).toBe(false);
  await mark('hospital@example.org', 'example-hospital');
  const answer = await service.post('/e-mails/clear', { address: hashOf('hospital@example.org') });
  expect(answer.status).toBe(422);
  expect(await system.deps.addresses.marked()).toHaveLength(1);
});

test('a referrer sees their own address too: with which they sign in', async () => {
  const nurse = await pages.signIn('example-hospital', 'nurse');
  const identity = { subject: 'issuer nurse', party: 'example-hospital', email: 'nurse@example.org' };
  const seenAt = system.deps.now().toISOString();
  const person = { party: partyId('example-hospital'), user: nurse.user, session: nurse.session, seenAt };
  await recordSignIn(system.deps, person, identity);
  const page = await nurse.get('/e-mails');
  expect(legends(page)).toEqual(['hospital@example.org', 'nurse@example.org']);
  expect(mainText(page)).toContain('Your own address');
});

test('what a referrer typed as theirs is not their own: it may be anybody’s', async () => {
  const nurse = await pages.signIn('example-hospital', 'nurse');
  const typed = JSON.stringify({ 'your-email': 'hub@example.org', remember: 'yes' });
  const sealed = system.deps.keys.seal(profilePlace(nurse.user), typed);
  await pages.deps.drafts.saveProfile(nurse.user, sealed, system.deps.now().toISOString());
  await mark('hub@example.org', 'example-authority');
  const page = await nurse.get('/e-mails');
  expect(legends(page)).toEqual(['hospital@example.org']);
  expect(mainText(page)).not.toContain('hub@example.org');
  await nurse.post('/e-mails', { [`address-${hashOf('hub@example.org')}`]: 'urgent-only' });
  await nurse.post('/e-mails/clear', { address: hashOf('hub@example.org') });
  const states = await system.deps.addresses.states([hashOf('hub@example.org')]);
  expect(states.get(hashOf('hub@example.org'))).toMatchObject({ isMarked: true, isUrgentOnly: false });
});

test('a party without an address is told so', async () => {
  const page = await (await pages.signIn('example-charity')).get('/e-mails');
  expect(mainText(page)).toContain('No address of yours is in the register');
});

describe('an address from which e-mail came back', () => {
  test('is on a line of the hub’s list, and is cleared by the hub', async () => {
    const hub = await pages.signIn('example-authority');
    expect(mainText(await hub.get('/triage'))).not.toContain('takes nothing');
    await mark('general@example.org', 'general');
    expect(mainText(await hub.get('/triage'))).toContain('1 e-mail address takes nothing more.');
    const page = await hub.get('/e-mails');
    expect(mainText(page)).toContain('general@example.org');
    expect(mainText(page)).toMatch(/An e-mail came back on \w+ \d+ November 2026/);
    const cleared = await hub.post('/e-mails/clear', { address: hashOf('general@example.org') });
    expect(mainText(cleared)).toContain('E-mails are sent to that address again.');
    expect(await system.deps.addresses.marked()).toEqual([]);
  });

  test('is shown to its own party, who may clear it, and to no other', async () => {
    await mark('general@example.org', 'general');
    const other = await (await pages.signIn('example-hospital')).get('/e-mails');
    expect(mainText(other)).not.toContain('general@example.org');
    const service = await pages.signIn('general');
    await service.get('/e-mails');
    await service.post('/e-mails/clear', { address: hashOf('general@example.org') });
    expect(await system.deps.addresses.marked()).toEqual([]);
  });
});

test('a mark that came of another party’s e-mail is not shown to a party with the same address', async () => {
  await mark('general@example.org', 'example-hospital');
  const service = await pages.signIn('general');
  expect(mainText(await service.get('/e-mails'))).not.toContain('An e-mail came back');
  const answer = await service.post('/e-mails/clear', { address: hashOf('general@example.org') });
  expect(answer.status).toBe(422);
  expect(await system.deps.addresses.marked()).toHaveLength(1);
});

test('e-mails that could not be sent are sent again by the hub, without the console of AWS', async () => {
  await submitAndDispatch(system.deps, police, submission());
  for (const address of emails.general ?? []) system.mailFaults.set(address, 'MessageRejected');
  for (let tries = 0; tries < 16; tries++) {
    await sendDueMail(system.deps);
    system.wait(1);
  }
  const hub = await pages.signIn('example-authority');
  expect(mainText(await hub.get('/e-mails'))).toContain('1 e-mail was tried for hours and could not be sent.');
  expect(mainText(await hub.post('/e-mails/retry'))).toContain('They are being sent now.');
  system.mailFaults.clear();
  await sendDueMail(system.deps);
  expect(system.mails.map(({ to }) => to)).toEqual(expect.arrayContaining([...(emails.general ?? [])]));
  expect(mainText(await hub.get('/e-mails'))).not.toContain('could not be sent');
});

test('every state is sound for screen readers', async () => {
  await mark('general@example.org', 'general');
  const hub = await pages.signIn('example-authority');
  const service = await pages.signIn('general');
  const states = [
    await hub.get('/e-mails'),
    await hub.get('/e-mails?done=saved'),
    await service.get('/e-mails'),
    await (await pages.signIn('example-charity')).get('/e-mails'),
    await hub.get('/triage'),
  ];
  for (const { html } of states) expect(await markupFaults(html)).toEqual([]);
});
