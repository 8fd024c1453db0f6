/** The pages of services, triage and senders in every state that looks different, and the static pages. */
import { type HandOffId, handOffId, type ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { openApiDocument } from '#src/http/openapi.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { correctReferral } from '#src/usecases/intake/correct-referral.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { routeAsTriage } from '#src/usecases/triage/triage.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { area, hospital, police } from '#test/support/area-fixture.ts';
import type { TestTables } from '#test/support/emulator.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { type Browser, makePages, type Pages, type PageView } from '#test/support/pages.ts';
import {
  explicitConsent,
  mergeOverrides,
  nothingSafe,
  type Overrides,
  submission,
  watchedAtHome,
} from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

export interface State {
  name: string;
  seen: PageView;
}
type See = (name: string, seen: PageView) => void;

const authority = partyId('example-authority');

interface Sent {
  referral: ReferralId;
  id: HandOffId;
  reference: string;
}

export async function workStates(tables: TestTables): Promise<{ states: State[]; pages: Pages }> {
  const system = await makeTestSystem(tables);
  const pages = makePages(system, pageRoutes(JSON.stringify(openApiDocument(area()))));
  const states: State[] = [];
  const see: See = (name, seen) => states.push({ name, seen });
  let count = 0;
  const send = async (over: Overrides<Submission> = {}): Promise<Sent> => {
    // Each is somebody else's: who said no once is sent to no service by the next.
    const victim = { familyName: `Example${'abcdefghijklmnopqrstuvwxyz'[count % 26]}`, ...over.victim };
    const own = { crimeReference: `06AB/${8_000_000 + count}/26`, consent: over.consent ?? explicitConsent, victim };
    const created = await submitAndDispatch(system.deps, hospital, submission({ ...over, ...own }));
    count += 1;
    return { referral: created.id, id: handOffId(created.id, 1), reference: created.reference };
  };
  await serviceStates(system, await pages.signIn('general'), send, see);
  await stoppedStates(system, pages, send, see);
  await dangerStates(pages, send, see);
  await triageStates(system, await pages.signIn(authority), send, see);
  await senderStates(system, pages, send, see);
  await readingStates(pages, see);
  return { states, pages };
}

type Send = (over?: Overrides<Submission>) => Promise<Sent>;

async function serviceStates(system: TestSystem, service: Browser, send: Send, see: See): Promise<void> {
  see('inbox-empty', await service.get('/inbox'));
  const { deps } = system;
  const groupReference = 'EVENT-1';
  for (let more = 0; more < 2; more++) await send({ groupReference });
  const one = await send({ groupReference, offence: { summary: 'Hit from behind at a bus stop.' } });
  const path = `/inbox/${one.id}`;
  see('hand-off-unopened', await service.get(path));
  see('hand-off-opened', await service.post(`${path}/open`));
  see('hand-off-code-errors', await service.post(`${path}/report`, { status: 'accepted', code: 'WRONG' }));
  see('hand-off-decline-errors', await service.post(`${path}/report`, { status: 'declined' }));
  see('hand-off-return-errors', await service.post(`${path}/report`, { status: 'returned' }));
  const code = deps.keys.confirmationCode(one.id);
  see('hand-off-accepted', await service.post(`${path}/report`, { status: 'accepted', code }));
  const wrong = { status: 'contact-attempted', 'attempted-day': '40', 'attempted-time': 'late' };
  see('hand-off-attempt-errors', await service.post(`${path}/report`, wrong));
  see('hand-off-attempted', await service.post(`${path}/report`, { status: 'contact-attempted', channel: 'text' }));
  see('hand-off-contacted', await service.post(`${path}/report`, { status: 'contacted' }));
  see('hand-off-supporting', await service.post(`${path}/report`, { status: 'supporting' }));
  see('hand-off-close-errors', await service.post(`${path}/report`, { status: 'closed' }));
  see('hand-off-moved', await service.post(`${path}/report`, { status: 'declined', 'decline-reason': 'other' }));
  see('hand-off-closed', await service.post(`${path}/report`, { status: 'closed', outcome: 'support-completed' }));
  see('hand-off-closed-errors', await service.post(`${path}/open`));
  see('hand-off-closed-again', await service.post(`${path}/open`, { why: 'They have called us.' }));

  const declined = await send();
  await readHandOff(deps, serviceId('general'), declined.id);
  await reportStatus(deps, serviceId('general'), declined.id, { status: 'declined', reason: 'no-capacity' });
  see('hand-off-declined', await service.get(`/inbox/${declined.id}`));
  // Somebody else, or what comes after it would be held: whoever says no is asked first.
  const withdrawn = await send({ victim: { dateOfBirth: '1988-02-03' } });
  await readHandOff(deps, serviceId('general'), withdrawn.id);
  await withdrawOwnReferral(deps, hospital, withdrawn.referral, 'consent-withdrawn');
  see('hand-off-withdrawn', await service.get(`/inbox/${withdrawn.id}`));

  const shared = await send({ offence: { domesticAbuse: 'yes' } });
  await readHandOff(deps, serviceId('domestic-abuse'), shared.id);
  const accepted = deps.keys.confirmationCode(shared.id);
  await reportStatus(deps, serviceId('domestic-abuse'), shared.id, { status: 'accepted' }, { code: accepted });
  for (let more = 0; more < 3; more++) await send({ victim: { dateOfBirth: `19${50 + more * 12}-02-03` } });
  see('inbox', await service.get('/inbox'));
  system.wait(24 * 8);
  const later = await send();
  await readHandOff(deps, serviceId('general'), later.id);
}

/** A correction, a stop by one, and contact that a service stopped, as all three parties see them. */
async function stoppedStates(system: TestSystem, pages: Pages, send: Send, see: See): Promise<void> {
  const { deps } = system;
  const service = await pages.signIn('general');
  const general = serviceId('general');
  const accept = async ({ id }: Sent): Promise<void> => {
    await readHandOff(deps, general, id);
    const code = deps.keys.confirmationCode(id);
    await reportStatus(deps, general, id, { status: 'accepted' }, { code });
  };
  const correct = async ({ referral: id }: Sent, version: number, contact: Overrides<Submission['contact']>) =>
    correctReferral(deps, { sender: hospital }, { id, version }, (before) => mergeOverrides(before, { contact }));
  const [amended, stoppedByCorrection] = [await send(), await send()];
  await accept(amended);
  await accept(stoppedByCorrection);
  await correct(amended, 1, { phone: '+447700900456' });
  await correct(stoppedByCorrection, 1, { safe: nothingSafe });
  see('inbox-amended', await service.get('/inbox'));
  see('hand-off-amended', await service.get(`/inbox/${amended.id}`));
  await correct(amended, 2, { phone: '+447700900789' });
  const old = { status: 'contacted', version: '2' };
  see('hand-off-amended-late', await service.post(`/inbox/${amended.id}/report`, old));
  see('hand-off-stopped', await service.get(`/inbox/${stoppedByCorrection.id}`));

  const suspended = await send();
  await accept(suspended);
  const path = `/inbox/${suspended.id}/report`;
  await service.get(`/inbox/${suspended.id}`);
  see('hand-off-suspend-errors', await service.post(path, { status: 'suspended' }));
  const stop = { status: 'suspended', 'suspend-reason': 'wrong-contact-details' };
  const advice = { 'suspend-advice': 'A stranger answers this number. Is there another one?' };
  see('hand-off-suspended', await service.post(path, { ...stop, ...advice }));
  const attempt = { status: 'contact-attempted', channel: 'call', result: 'someone-else-answered' };
  see('hand-off-suspended-attempt-errors', await service.post(path, attempt));
  await service.post(path, { ...attempt, 'safety-reason': 'It was made before we read this.' });
  const goesOn = await send();
  await accept(goesOn);
  await service.get(`/inbox/${goesOn.id}`);
  const report = (body: Record<string, string>) => service.post(`/inbox/${goesOn.id}/report`, body);
  await report({ status: 'suspended', 'suspend-reason': 'unsafe-to-contact', 'suspend-advice': 'He reads her post.' });
  see('hand-off-may-be-unsafe', await report({ status: 'contacted' }));
  const referrer = await pages.signIn(hospital.id);
  see('status-suspended', await referrer.get(`/status/${suspended.reference}`));
  see('sent-suspended', await referrer.get('/sent'));
  const staff = await pages.signIn(authority);
  const casePath = `/triage/${suspended.referral}`;
  see('triage-review', await staff.get(casePath));
  see('triage-review-errors', await staff.post(`${casePath}/review`));
  const looked = { 'review-reason': 'safety', 'review-note': 'They have thrown the old list away.' };
  see('triage-reviewed', await staff.post(`${casePath}/review`, looked));
}

async function dangerStates(pages: Pages, send: Send, see: See): Promise<void> {
  const open = async (browser: Browser, { id }: Sent): Promise<PageView> => {
    await browser.get(`/inbox/${id}`);
    return browser.post(`/inbox/${id}/open`);
  };
  const watched = await send(watchedAtHome);
  see('hand-off-watched', await open(await pages.signIn('high-risk-advocacy'), watched));
  see('triage-watched', await (await pages.signIn(authority)).get(`/triage/${watched.referral}`));
  const { contact, suspects } = watchedAtHome;
  see('hand-off-suspects-not-shown', await open(await pages.signIn('general'), await send({ contact, suspects })));
}

async function triageStates(system: TestSystem, staff: Browser, send: Send, see: See): Promise<void> {
  const { deps } = system;
  const near = { groupReference: 'EVENT-1', suspects: [{ releaseOn: '2026-11-30' }] };
  const held = await send({ ...near, contact: { safe: nothingSafe } });
  await send({ victim: { dateOfBirth: '2018-02-03', guardian: { name: 'Alex Example' } } });
  await send({ offence: { category: 'theft-burglary' } });
  const path = `/triage/${held.referral}`;
  see('triage', await staff.get('/triage'));
  see('triage-detail', await staff.get(path));
  see('triage-return-errors', await staff.post(`${path}/return`));
  see('triage-withdraw-errors', await staff.post(`${path}/withdraw`));
  const advice = { 'return-reason': 'unsafe-to-contact', advice: 'Ask for a number that is safe.' };
  see('triage-returned', await staff.post(`${path}/return`, advice));
  const routed = await send({ offence: { category: 'theft-burglary' } });
  see('triage-route-errors', await staff.post(`/triage/${routed.referral}/route`));
  await routeAsTriage(deps, authority, routed.referral, { service: 'general', reason: 'They called us.' });
  see('triage-routed', await staff.get(`/triage/${routed.referral}`));
  const outside = { service: 'young-people', reason: 'They know the family.', instead: 'general' };
  see('triage-route-outside-errors', await staff.post(`/triage/${routed.referral}/route`, outside));
  const override = { ...outside, override: 'They agreed to see an adult.' };
  see('triage-route-overridden', await staff.post(`/triage/${routed.referral}/route`, override));
  see('triage-find-errors', await staff.post('/triage', { reference: 'nothing' }));
  await duplicateStates(system, staff, send, see);
  await keepingStates(system, staff, send, see);
}

/** What another sender sent of the same person, before and after the hub decides. */
async function duplicateStates(system: TestSystem, staff: Browser, send: Send, see: See): Promise<void> {
  const victim = { familyName: 'Twice' };
  const created = await submitAndDispatch(system.deps, police, submission({ victim }));
  const { referral } = await send({ victim });
  const path = `/triage/${referral}`;
  see('triage-duplicate', await staff.get(path));
  see('triage-duplicate-errors', await staff.post(`${path}/duplicate`));
  const same = { answer: 'same', of: created.id, 'duplicate-reason': 'Both are of the assault at the bus stop.' };
  see('triage-duplicate-withdrawn', await staff.post(`${path}/duplicate`, same));
}

/** A closed referral while its retention is decided, and what everybody sees once it is erased. */
async function keepingStates(system: TestSystem, staff: Browser, send: Send, see: See): Promise<void> {
  const { deps } = system;
  const { referral, reference, id } = await send();
  const path = `/triage/${referral}`;
  see('triage-hold-errors', await staff.post(`${path}/hold`));
  await readHandOff(deps, serviceId('general'), id);
  await reportStatus(deps, serviceId('general'), id, { status: 'accepted' }, { code: deps.keys.confirmationCode(id) });
  await reportStatus(deps, serviceId('general'), id, { status: 'closed', outcome: 'declined-by-victim' });
  see('triage-found-over', await staff.post('/triage', { reference: reference.toLowerCase() }));
  see('triage-erase-errors', await staff.post(`${path}/erase`));
  see('triage-on-hold', await staff.post(`${path}/hold`, { 'hold-reason': 'Trial at Example Crown Court' }));
  see('triage-erase-on-hold', await staff.post(`${path}/erase`, { 'erasure-reason': 'asked-by-person' }));
  see('triage-hold-lifted', await staff.post(`${path}/lift`));
  see('triage-erasure-asked', await staff.post(`${path}/erase`, { 'erasure-reason': 'asked-by-person' }));
  await eraseDue({ ...deps, rules: deps.area.rules });
  see('triage-erased', await staff.get(path));
}

async function senderStates(system: TestSystem, pages: Pages, send: Send, see: See): Promise<void> {
  const sender = await pages.signIn(hospital.id);
  see('sent', await sender.get('/sent'));
  see('sent-errors', await sender.post('/sent', { reference: 'nothing' }));
  const stranger = await pages.signIn('example-charity');
  see('sent-empty', await stranger.get('/sent'));
  const held = await send({ contact: { safe: nothingSafe } });
  const path = `/status/${held.reference}`;
  see('status-held', await sender.get(path));
  see('status-withdraw-errors', await sender.post(`${path}/withdraw`));
  see('status-withdrawn', await sender.post(`${path}/withdraw`, { 'withdraw-reason': 'duplicate' }));
  const routed = await send();
  see('status-routed', await sender.get(`/status/${routed.reference}`));
  const returned = await send();
  await readHandOff(system.deps, serviceId('general'), returned.id);
  const note = Buffer.from(system.deps.keys.seal(notePlace(returned.referral), 'The number belongs to somebody else.'));
  const report = { status: 'returned', reason: 'wrong-contact-details', note: note.toString('base64') } as const;
  await reportStatus(system.deps, serviceId('general'), returned.id, report);
  see('status-returned', await sender.get(`/status/${returned.reference}`));
  see('sent-returned', await sender.get('/sent'));
  see('status-corrected', await sender.get(`/status/${routed.reference}?corrected`));
}

async function readingStates(pages: Pages, see: See): Promise<void> {
  const visitor = pages.visitor();
  const paths = ['', 'privacy', 'cookies', 'accessibility', 'contact', 'figures'];
  for (const name of paths)
    see(name === '' ? 'home' : `help-${name}`, await visitor.get(name === '' ? '/' : `/help/${name}`));
  see('docs', await visitor.get('/docs'));
  see('docs-search', await visitor.get('/docs?q=confirmationCode'));
  see('docs-search-none', await visitor.get('/docs?q=zebra'));
  see('docs-call', await visitor.get('/docs/calls/submitReferral'));
  see('not-found', await visitor.get('/nothing-here'));
  see('sign-in-to-go-on', await visitor.get('/inbox'));
  see('sign-in-failed', await visitor.get('/sign-in/callback?state=x&code=y'));
  see('signed-out', await visitor.get('/signed-out'));
  const service = await pages.signIn('general');
  see('not-for-you', await service.get('/triage'));
  see('sign-out', await service.get('/sign-out'));
}
