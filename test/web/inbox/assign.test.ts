/** How a service's people share out their hand-offs. */
import { expect, test } from 'vitest';
import { type HandOffId, handOffId } from '#src/domain/ids.ts';
import { openHandOff } from '#src/usecases/service/view-hand-offs.ts';
import { recordSignIn } from '#src/usecases/staff/staff.ts';
import { police } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { type Browser, document, mainText } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
const party = serviceId('general');

async function person(name: string): Promise<Browser> {
  const browser = await pages.signIn('general', name);
  const { user, session } = browser;
  const seenAt = system.deps.now().toISOString();
  await recordSignIn(system.deps, { party, user, session, seenAt }, { subject: name, party, name });
  return browser;
}

let sent = 0;
async function handedOff(): Promise<HandOffId> {
  sent += 1;
  const crimeReference = `06AB/${6_000_000 + sent}/26`;
  const created = await submitAndDispatch(system.deps, police, submission({ crimeReference }));
  return handOffId(created.id, 1);
}

test('a colleague takes one before it is opened; another sees whose it is, and what is left', async () => {
  const ada = await person('Ada Example');
  const bo = await person('Bo Example');
  const [taken, left] = [await handedOff(), await handedOff()];
  await ada.get(`/inbox/${taken}`);
  expect(mainText(await ada.submit({ assignee: ada.user }))).toContain('Assigned to Ada Example (you)');
  const all = await bo.get('/inbox');
  const row = document(all).querySelector(`a[href="/inbox/${taken}"]`)?.closest('tr')?.textContent ?? '';
  expect(row).toContain('Ada Example');
  const unassigned = await bo.get('/inbox?assigned=nobody');
  expect(unassigned.html).toContain(`/inbox/${left}`);
  expect(unassigned.html).not.toContain(`/inbox/${taken}`);
  expect((await bo.get('/inbox?assigned=me')).html).not.toContain(`/inbox/${taken}`);
  expect((await ada.get('/inbox?assigned=me')).html).toContain(`/inbox/${taken}`);
  const links = [...document(unassigned).querySelectorAll('main nav a')].map((link) => link.getAttribute('href'));
  expect(links).toContain('/inbox?part=to-contact&assigned=nobody');
  expect(links).toContain('/inbox?part=needs-answer&assigned=me');
  expect(unassigned.html).toContain('href="/inbox/find?assigned=nobody"');
  await bo.get('/inbox?assigned=nobody');
  const found = await bo.submit({ reference: '?', by: 'reference' });
  expect(document(found).querySelector('.govuk-back-link')?.getAttribute('href')).toBe('/inbox?assigned=nobody');
});

test('who is shut out is offered no longer, and a stranger is refused', async () => {
  const ada = await person('Ada Example');
  const bo = await person('Bo Example');
  const id = await handedOff();
  await ada.get(`/inbox/${id}`);
  await ada.submit({ assignee: bo.user });
  await system.deps.staff.remove(party, bo.user, system.deps.now().toISOString());
  const page = await ada.get(`/inbox/${id}`);
  expect(mainText(page)).toContain('Assigned to Nobody');
  expect(page.html).not.toContain('Bo Example');
  const refused = await ada.submit({ assignee: bo.user });
  expect(refused.status).toBe(422);
  expect(document(refused).querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe('#assignee');
});

test('whoever takes one that a colleague has taken meanwhile is told, and takes it on purpose or leaves it', async () => {
  const ada = await person('Ada Example');
  const di = await person('Di Example');
  const id = await handedOff();
  await ada.get(`/inbox/${id}`);
  await di.get(`/inbox/${id}`);
  await ada.submit({ assignee: ada.user });
  const refused = await di.submit({ assignee: di.user });
  expect(refused.status).toBe(409);
  expect(mainText(refused)).toContain('This referral has changed since you opened the page');
  expect(mainText(refused)).toContain('Assigned to Ada Example');
  expect(mainText(await di.submit({ assignee: di.user }))).toContain('Assigned to Di Example (you)');
});

test('one that is left by who was shut out is taken as any that nobody has, also where the case has moved on', async () => {
  const ada = await person('Ada Example');
  const cy = await person('Cy Example');
  const id = await handedOff();
  await ada.get(`/inbox/${id}`);
  await ada.submit({ assignee: cy.user });
  await system.deps.staff.remove(party, cy.user, system.deps.now().toISOString());
  await ada.get(`/inbox/${id}`);
  await openHandOff(system.deps, party, id, undefined);
  expect(mainText(await ada.submit({ assignee: ada.user }))).toContain('Assigned to Ada Example (you)');
});
