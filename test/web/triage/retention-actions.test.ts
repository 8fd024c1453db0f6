import { describe, expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import type { StaffRole } from '#src/domain/vocabulary.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { sealDetails } from '#src/usecases/staff/staff.ts';
import { returnAsTriage } from '#src/usecases/triage/triage.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { hospital } from '#test/support/area-fixture.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { type Browser, document, mainText, makePages, type PageView } from '#test/support/pages.ts';
import { explicitConsent, noSafeContact, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
const text = (seen: PageView): string => mainText(seen).replace(/\s+/g, ' ');
const erase = () => eraseDue({ ...system.deps, rules: system.deps.area.rules });

let count = 0;
async function send(over = {}) {
  count += 1;
  const crimeReference = `06AB/${7_000_000 + count}/26`;
  // Of different people: who said no once is referred again only once they were asked.
  const victim = { familyName: `Example${String.fromCharCode(96 + count)}` };
  const body = submission({ victim, ...over, crimeReference, consent: explicitConsent });
  return submitAndDispatch(system.deps, hospital, body);
}

/** A referral that its service closed because the person declined. */
async function over() {
  const { id, reference } = await send();
  const first = handOffId(id, 1);
  const service = (await system.deps.cases.readHandOff(first))?.service ?? serviceId('none');
  await readHandOff(system.deps, service, first);
  await reportStatus(
    system.deps,
    service,
    first,
    { status: 'accepted' },
    { code: system.deps.keys.confirmationCode(first) },
  );
  await reportStatus(system.deps, service, first, { status: 'closed', outcome: 'declined-by-victim' });
  return { id, reference, first, service };
}

/** A user of triage, at its list. */
async function atTriage(): Promise<Browser> {
  const staff = await pages.signIn('example-authority');
  await staff.get('/triage');
  return staff;
}

/** Somebody of the hub who has these roles. */
async function signInAs(roles: readonly StaffRole[]): Promise<Browser> {
  const party = partyId('example-authority');
  const browser = await pages.signIn(party, roles.join(' and '));
  const { user } = browser;
  const sealed = sealDetails(system.deps.keys, party, user, { subject: user });
  await system.deps.staff.invite({ party, user, sealed, roles, invitedAt: system.deps.now().toISOString() });
  return browser;
}

describe('triage', () => {
  test('finds a referral that is not in its list, however the reference is typed', async () => {
    const staff = await atTriage();
    const { id, reference } = await over();
    const seen = await staff.post('/triage', { reference: ` ${reference.toLowerCase().replaceAll('-', ' ')} ` });
    expect(seen.url).toBe(`/triage/${id}`);
    expect(text(seen)).toContain('Kept until Thursday 31 December 2026');
    for (const reference of ['', 'EX-2222-2222', '<b>']) {
      const none = await staff.post('/triage', { reference });
      expect([none.status, text(none).includes('Enter the reference of a referral')]).toEqual([422, true]);
    }
  });

  test('erases a person who asked: shows the request, then that it is done, and no further action', async () => {
    const staff = await atTriage();
    const { id, reference, first, service } = await over();
    const missing = await staff.post(`/triage/${id}/erase`);
    expect([missing.status, text(missing).includes('Select why they are erased')]).toEqual([422, true]);
    const shown = await staff.post(`/triage/${id}/erase`, { 'erasure-reason': 'asked-by-person' });
    expect(text(shown)).toContain('done within the hour');
    expect(text(shown)).toContain('The authority asked for it to be erased (The person asked for it)');
    await erase();
    const gone = await staff.get(`/triage/${id}`);
    expect(text(gone)).toContain('The person’s details were erased');
    expect(document(gone).querySelectorAll('main form')).toHaveLength(0);

    const worker = await pages.signIn(service);
    const handOff = await worker.get(`/inbox/${first}`);
    expect(text(handOff)).toContain('The person’s details have been erased');
    expect(document(handOff).querySelector('main form')).toBeNull();
    const nurse = await pages.signIn(hospital.id);
    expect(text(await nurse.get(`/status/${reference}`))).not.toMatch(/erase/i);
  });

  test('lets nobody erase alone what the person did not ask for: another confirms it, or cancels it', async () => {
    const { id } = await over();
    const [ada, bo] = [await signInAs(['triage']), await signInAs(['triage', 'worker'])];
    await ada.get(`/triage/${id}`);
    const proposed = await ada.post(`/triage/${id}/erase`, { 'erasure-reason': 'should-not-be-held' });
    expect(text(proposed)).toContain(
      'It is proposed to be erased. A colleague who decides for the hub has to confirm it.',
    );
    expect(text(proposed)).toContain('You proposed it. Ask a colleague');
    const actions = (seen: PageView) =>
      [...document(seen).querySelectorAll('main form')].map((form) => form.getAttribute('action')?.split('/').at(-1));
    expect(actions(proposed)).not.toContain('confirm-erasure');
    const alone = await ada.post(`/triage/${id}/confirm-erasure`);
    expect([alone.status, text(alone).includes('You proposed it')]).toEqual([409, true]);
    await erase();
    expect(text(await ada.get(`/triage/${id}`))).not.toContain('were erased');

    // It stands on the list of the hub until somebody decides.
    const list = await bo.get('/triage?reason=erasure-to-confirm');
    expect(text(list)).toContain('A second person has to confirm that the details are erased');
    const seen = await bo.get(`/triage/${id}`);
    expect(actions(seen)).toEqual(expect.arrayContaining(['confirm-erasure', 'cancel-erasure']));
    const cancelled = await bo.post(`/triage/${id}/cancel-erasure`);
    expect(text(cancelled)).toContain('The person’s details are not erased.');
    expect((await bo.post(`/triage/${id}/confirm-erasure`)).status).toBe(409);

    await ada.get(`/triage/${id}`);
    await ada.post(`/triage/${id}/erase`, { 'erasure-reason': 'ordered-by-law' });
    await bo.get(`/triage/${id}`);
    const confirmed = await bo.post(`/triage/${id}/confirm-erasure`);
    expect(text(confirmed)).toContain('done within the hour');
    for (const event of [
      'Proposed to be erased',
      'Not erased: the proposal was cancelled',
      'The authority asked for it',
    ])
      expect(text(confirmed)).toContain(event);
    await erase();
    expect(text(await bo.get(`/triage/${id}`))).toContain('The person’s details were erased');
  });

  test('is told that an erased person is still recognised, and can end that too', async () => {
    const { id } = await over();
    system.wait(44 * 24);
    await erase();
    const later = await atTriage();
    const gone = await later.get(`/triage/${id}`);
    expect(text(gone)).toContain('we can tell that the same person is referred again');
    expect(text(gone)).toContain('Forget who it was as well');
    expect(text(gone)).not.toContain('Keep it for legal reasons');
    const shown = await later.post(`/triage/${id}/erase`, { 'erasure-reason': 'asked-by-person' });
    expect(text(shown)).toContain('done within the hour');
    await erase();
    expect(document(await later.get(`/triage/${id}`)).querySelectorAll('main form')).toHaveLength(0);
  });

  test('places a legal hold, which only triage can lift, and its reason is shown to the hub alone', async () => {
    const staff = await atTriage();
    const { id, reference } = await over();
    const missing = await staff.post(`/triage/${id}/hold`, { 'hold-reason': ' ' });
    expect([missing.status, text(missing).includes('Enter which court')]).toEqual([422, true]);
    const shownAfter = await staff.post(`/triage/${id}/hold`, { 'hold-reason': 'Trial at Example Crown Court' });
    expect(text(shownAfter)).toContain('Kept for legal reasons since');
    expect(text(shownAfter)).toMatch(
      /Which court or inquiry needs it Trial at Example Crown CourtExample Authority, \w+ \d+ \w+ \d{4}, /,
    );
    const nurse = await pages.signIn(hospital.id);
    expect(text(await nurse.get(`/status/${reference}`))).not.toContain('Crown Court');
    const refused = await staff.post(`/triage/${id}/erase`, { 'erasure-reason': 'asked-by-person' });
    expect([refused.status, text(refused).includes('End that before')]).toEqual([409, true]);
    expect(text(await staff.post(`/triage/${id}/lift`))).toContain('Kept until');
  });

  test('asks nothing for it of who only works on cases, and says who may', async () => {
    const worker = await signInAs(['worker']);
    const told = 'Only somebody who decides for the hub may have the person’s details erased';
    const { id } = await over();
    const actions = (seen: PageView) =>
      [...document(seen).querySelectorAll('main form')].map((form) => form.getAttribute('action')?.split('/').at(-1));
    const decisions = ['erase', 'confirm-erasure', 'cancel-erasure', 'hold', 'lift'];
    const seen = await worker.get(`/triage/${id}`);
    expect([text(seen).includes(told), actions(seen).filter((action) => decisions.includes(action ?? ''))]).toEqual([
      true,
      [],
    ]);
    const decider = await signInAs(['worker', 'triage']);
    const offered = await decider.get(`/triage/${id}`);
    expect([text(offered).includes(told), actions(offered)]).toEqual([
      false,
      expect.arrayContaining(['erase', 'hold']),
    ]);
    await decider.post(`/triage/${id}/hold`, { 'hold-reason': 'Trial at Example Crown Court' });
    const held = await worker.get(`/triage/${id}`);
    expect(text(held)).toContain('Kept for legal reasons since');
    expect([text(held).includes(told), actions(held).includes('lift')]).toEqual([true, false]);
    await decider.post(`/triage/${id}/lift`);
    await decider.post(`/triage/${id}/erase`, { 'erasure-reason': 'asked-by-person' });
    await erase();
    expect(text(await worker.get(`/triage/${id}`))).not.toContain(told);
  });

  test('is told to withdraw an open referral first', async () => {
    const staff = await atTriage();
    const { id } = await send();
    const open = await staff.get(`/triage/${id}`);
    expect(text(open)).toContain('It is not over yet');
    expect(text(open)).not.toContain('Erase the person’s details');
    const refused = await staff.post(`/triage/${id}/erase`, { 'erasure-reason': 'asked-by-person' });
    expect([refused.status, text(refused).includes('Withdraw it first')]).toEqual([409, true]);
  });
});

test('a referrer cannot correct part of an erased referral', async () => {
  const nurse = await pages.signIn(hospital.id);
  const { id, reference } = await send(noSafeContact);
  await returnAsTriage(system.deps, partyId('example-authority'), id, { reason: 'other', advice: 'Ask again.' });
  expect(document(await nurse.get(`/status/${reference}`)).querySelector('form[action$="/correct"]')).not.toBeNull();
  system.wait(200 * 24);
  await erase();
  const later = await pages.signIn(hospital.id);
  expect(document(await later.get(`/status/${reference}`)).querySelector('form[action$="/correct"]')).toBeNull();
  await later.get('/sent');
  expect((await later.post(`/status/${reference}/correct`)).url).toBe(`/status/${reference}`);
});

test('the privacy notice gives the area’s retention periods', async () => {
  const seen = text(await pages.visitor().get('/help/privacy'));
  expect(seen).toContain('6 weeks after you decline support');
  expect(seen).toContain('For 12 months after a referral we can tell that the same person is referred again');
  expect(seen).toContain('6 months after it ends, if no service could reach you');
  expect(seen).toContain('6 years after it ends, if a service supported you');
  const { rules } = system.deps.area;
  const other = { ...rules, retention: { ...rules.retention, supported: { years: 1 } } };
  const shorter = makePages(
    { ...system, deps: { ...system.deps, area: { ...system.deps.area, rules: other } } },
    pageRoutes('{}'),
  );
  expect(text(await shorter.visitor().get('/help/privacy'))).toContain('1 year after it ends');
});
