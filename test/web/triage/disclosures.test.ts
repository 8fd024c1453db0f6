import { expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import type { StaffRole } from '#src/domain/vocabulary.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { actAs } from '#src/usecases/staff/act-as.ts';
import { sealDetails } from '#src/usecases/staff/staff.ts';
import { hospital } from '#test/support/area-fixture.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { type Browser, document, mainText } from '#test/support/pages.ts';
import { explicitConsent, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
const authority = partyId('example-authority');

/** Somebody of a party, who is in its directory. */
async function signInAs(party: string, name: string, roles: readonly StaffRole[]): Promise<Browser> {
  const browser = await pages.signIn(party, name);
  const { user } = browser;
  const sealed = sealDetails(system.deps.keys, partyId(party), user, { subject: user, name });
  await system.deps.staff.invite({
    party: partyId(party),
    user,
    sealed,
    roles,
    invitedAt: system.deps.now().toISOString(),
  });
  return browser;
}

let count = 0;
async function send() {
  count += 1;
  const body = submission({ crimeReference: `06AB/${8_000_000 + count}/26`, consent: explicitConsent });
  return submitAndDispatch(system.deps, hospital, body);
}

const rowsOf = (seen: { html: string }): string[] =>
  [...document(seen).querySelectorAll('main tbody tr')].map((row) =>
    (row.textContent ?? '').replace(/\s+/g, ' ').trim(),
  );

test('the hub sees who saw or changed a referral, what, when and as whom, newest first, from the case', async () => {
  const { id, reference } = await send();
  const worker = await signInAs('general', 'Ada Worker', ['worker']);
  await worker.get(`/inbox/${handOffId(id, 1)}`);
  await worker.post(`/inbox/${handOffId(id, 1)}/open`);
  system.wait(1);
  const nurse = actAs(system.deps, {
    party: serviceId('general'),
    agent: { client: 'a-client', onBehalfOf: 'r.patel' },
  });
  await readHandOff(nurse, serviceId('general'), handOffId(id, 1));
  system.wait(1);
  const lead = await signInAs(authority, 'Li Lead', ['triage']);
  const page = await lead.get(`/triage/${id}`);
  const link = [...document(page).querySelectorAll('main a')].find(
    (a) => a.textContent === 'Who saw or changed this referral',
  );
  const seen = await lead.get(link?.getAttribute('href') ?? '');
  expect([seen.status, seen.url]).toEqual([200, `/triage/${id}/disclosures`]);
  expect(mainText(seen)).toContain(reference);
  const rows = rowsOf(seen);
  expect(rows[0]).toMatch(/^Thursday 19 November 2026, 11:00am.*Li Lead.*Example Authority.*Saw/);
  const bySystem = rows.findIndex(
    (row) => row.includes('r.patel, as the system says') && row.includes('by the system a-client'),
  );
  const byWorker = rows.findIndex(
    (row) => row.includes('Ada Worker') && row.includes('Saw') && row.includes('how to contact them safely'),
  );
  expect(bySystem).toBeGreaterThan(0);
  expect(byWorker).toBeGreaterThan(bySystem);
  expect(rows.some((row) => row.includes('Ada Worker') && row.includes('Changed: '))).toBe(true);
  // Nothing of the person.
  expect(mainText(seen)).not.toMatch(/Sam|7700/);
  // That it was looked at stands there for the next.
  system.wait(0.1);
  await lead.get(`/triage/${id}/disclosures`);
  expect(rowsOf(await lead.get(`/triage/${id}/disclosures`))[0]).toMatch(/Li Lead.*Saw this list/);
});

test('a long list has pages, and an address of no page is the first', async () => {
  const { id } = await send();
  for (let read = 0; read < 60; read += 1) {
    system.wait(1);
    await system.deps.cases.disclose({
      referral: id,
      number: 1,
      by: serviceId('general'),
      at: system.deps.now().toISOString(),
      fields: ['contact'],
      workOf: 'party',
      test: undefined,
    });
  }
  const lead = await signInAs(authority, 'Li Lead', ['triage']);
  const first = await lead.get(`/triage/${id}/disclosures`);
  expect(rowsOf(first)).toHaveLength(50);
  const next = document(first).querySelector('a[rel=next]')?.getAttribute('href') ?? '';
  const second = await lead.get(next);
  expect(mainText(second)).toContain('page 2 of 2');
  expect(rowsOf(second).at(-1)).toContain('Example Hospital Changed: Received');
  for (const page of ['0', '3', '-1', '1.5', 'x'])
    expect(mainText(await lead.get(`/triage/${id}/disclosures?page=${page}`))).toContain('page 1 of 2');
});

test('who takes no decisions for the hub does not see it, and no way to it', async () => {
  const { id } = await send();
  const worker = await signInAs(authority, 'Wo Worker', ['worker']);
  expect((await worker.get(`/triage/${id}/disclosures`)).status).toBe(403);
  expect(mainText(await worker.get(`/triage/${id}`))).not.toContain('Who saw or changed');
  for (const party of ['general', 'example-hospital', 'example-police'])
    expect((await (await pages.signIn(party)).get(`/triage/${id}/disclosures`)).status).toBe(403);
});

test('of a case that was over it says why it was opened again, or that no reason is recorded', async () => {
  const { id } = await send();
  const [service, handOff] = [serviceId('general'), handOffId(id, 1)];
  const detail = await readHandOff(system.deps, service, handOff);
  const code = { code: detail?.confirmationCode };
  await reportStatus(system.deps, service, handOff, { status: 'accepted' }, code);
  await reportStatus(system.deps, service, handOff, { status: 'contacted', at: system.deps.now().toISOString() });
  await reportStatus(system.deps, service, handOff, { status: 'closed', outcome: 'support-completed' });
  for (const why of ['They rang.', undefined]) {
    system.wait(1);
    await readHandOff(system.deps, service, handOff, { why, isReasonOptional: true });
  }
  const lead = await signInAs(authority, 'Li Lead', ['triage']);
  const [without, withReason, first] = rowsOf(await lead.get(`/triage/${id}/disclosures`)).filter((row) =>
    row.includes('Saw'),
  );
  expect(without).toMatch(/A reason was needed: the service had closed the case\. ?No reason is recorded\./);
  expect(withReason).toMatch(/A reason was needed: the service had closed the case\. ?Reason given: They rang\./);
  expect(first).not.toContain('reason');
});
