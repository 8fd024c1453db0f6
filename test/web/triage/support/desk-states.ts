/** Every page of the hub's desk in every state that looks different. */

import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { pageSize } from '#src/store/lists.ts';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { sealDetails } from '#src/usecases/staff/staff.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import type { TestTables } from '#test/support/emulator.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { type Browser, type Fields, makePages, type Pages, type PageView } from '#test/support/pages.ts';
import {
  explicitConsent,
  noSafeContact,
  type Overrides,
  submission,
  watchedAtHome,
} from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';
import type { DeskState } from '#test/web/support/desk-suite.ts';

const outOfScope = { offence: { category: 'theft-burglary' } } as const;
const general = serviceId('general');

export async function deskStates(tables: TestTables): Promise<{ states: DeskState[]; pages: Pages }> {
  const system = await makeTestSystem(tables);
  const pages = makePages(system, pageRoutes('{}'));
  const send = sender(system);
  const states: DeskState[] = [];
  const hub = await pages.signIn('example-authority');
  const see = (name: string, seen: PageView): void => {
    states.push({ name, seen });
  };
  const post = (id: ReferralId, action: string, fields: Fields = {}) => hub.post(`/triage/${id}/${action}`, fields);

  see('list-empty', await hub.get('/triage'));
  const held = await send(noSafeContact, hospital);
  const elsewhere = await send(outOfScope, hospital);
  const watched = await send({ ...watchedAtHome, ...noSafeContact });
  const stopped = await suspend(system, (await send()).id);
  const twin = { crimeReference: '06AB/0001234/26', victim: { familyName: 'Twice' } } as const;
  await send(twin);
  const twice = await send({ ...twin, consent: explicitConsent }, hospital);
  system.wait(0.2);
  see('list', await hub.get('/triage'));
  see('list-narrowed', await hub.get('/triage?reason=held&priority=high&from=example-police'));
  see('list-none', await hub.get('/triage?reason=overdue'));
  see('list-errors', await hub.post('/triage', { reference: 'x' }));
  see('list-of-one-crime', await hub.post('/triage', { reference: twin.crimeReference }));

  const open = (id: ReferralId) => hub.get(`/triage/${id}?reason=held`);
  see('held', await open(held.id));
  see('return-errors', await post(held.id, 'return'));
  see('withdraw-errors', await post(held.id, 'withdraw'));
  see('watched', await open(watched.id));
  see('stopped', await open(stopped));
  see('review-errors', await post(stopped, 'review'));
  see('duplicate', await open(twice.id));
  see('duplicate-errors', await post(twice.id, 'duplicate'));
  see('route', await open(elsewhere.id));
  see('route-errors', await post(elsewhere.id, 'route'));
  const outside = { service: 'young-people', reason: 'They know the family.' };
  see('override-errors', await post(elsewhere.id, 'route', outside));
  see('override-check', await post(elsewhere.id, 'route', { ...outside, override: 'They agreed to see an adult.' }));
  see('list-done', await post(held.id, 'return', { 'return-reason': 'other', advice: 'Ask for a safe number.' }));
  see('list-undecided', await post(twice.id, 'duplicate', { answer: 'later' }));
  see('returned', await open(held.id));
  await workerStates(system, pages, { case: elsewhere.id, kept: twice.id }, see);
  await post(twice.id, 'withdraw', { 'withdraw-reason': 'sent-in-error' });
  see('withdrawn', await open(twice.id));
  await personStates(hub, twice.id, see);
  see('return-conflict', await post(twice.id, 'return', { 'return-reason': 'other', advice: 'Ask again.' }));
  see('hold-errors', await post(twice.id, 'hold'));
  see('kept', await post(twice.id, 'hold', { 'hold-reason': 'Trial at Example Crown Court.' }));
  await post(twice.id, 'lift');
  see('erase-errors', await post(twice.id, 'erase'));
  see('erasing', await post(twice.id, 'erase', { 'erasure-reason': 'asked-by-person' }));
  const refusing = { crimeReference: '06AB/0004321/26', victim: { familyName: 'Twice-Asked' } } as const;
  const refused = await send(refusing);
  await hub.get(`/triage/${refused.id}`);
  await post(refused.id, 'withdraw', { 'withdraw-reason': 'consent-withdrawn' });
  const again = await send({ ...refusing, victimReference: '2' });
  see('refused', await open(again.id));
  for (let count = 0; count <= pageSize; count++) await send({ ...noSafeContact, victimReference: `${count}` });
  see('list-first-page', await hub.get('/triage'));
  const next = /href="([^"]+)" rel="next"/.exec(hub.seen?.html ?? '')?.[1] ?? '';
  see('list-last-page', await hub.get(next.replaceAll('&amp;', '&')));
  return { states, pages };
}

/** All that is held about the person of a case that is over: to be erased as one act, and proposed so. */
async function personStates(hub: Browser, id: ReferralId, see: (name: string, seen: PageView) => void): Promise<void> {
  const erase = (fields: Fields) => hub.post(`/triage/${id}/erase-person`, fields);
  see('person', await hub.get(`/triage/${id}/person?reason=held`));
  see('person-errors', await erase({}));
  see('person-proposed', await erase({ chosen: [id], 'erasure-reason': 'should-not-be-held' }));
  see('proposed-with-others', await hub.get(`/triage/${id}`));
  await hub.post(`/triage/${id}/cancel-erasure`);
}

/** Somebody of the hub without the roles that hand a case outside a service's criteria, keep it or erase it. */
async function workerStates(
  { deps }: TestSystem,
  pages: Pages,
  ids: { case: ReferralId; kept: ReferralId },
  see: (name: string, seen: PageView) => void,
): Promise<void> {
  const [party, subject] = [partyId('example-authority'), 'a worker'];
  const user = deps.keys.keyedHash('user', subject);
  const sealed = sealDetails(deps.keys, party, user, { subject, name: 'Bo Example' });
  await deps.staff.invite({ party, user, sealed, roles: ['worker'], invitedAt: deps.now().toISOString() });
  const worker = await pages.signIn(party, subject);
  see('worker-list', await worker.get('/triage'));
  see('worker-route', await worker.get(`/triage/${ids.case}?reason=held`));
  const outside = { service: 'young-people', reason: 'They know the family.', override: 'They agreed.' };
  see('worker-override-errors', await worker.post(`/triage/${ids.case}/route`, outside));
  see('worker-kept', await worker.get(`/triage/${ids.kept}`));
}

const sender = (system: TestSystem) => {
  let sent = 0;
  return async (over: Overrides<Submission> = {}, from: Sender = police) => {
    sent += 1;
    const own = {
      crimeReference: `06AB/${8_000_000 + sent}/26`,
      victim: { familyName: `Person${String(sent).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')}` },
      ...(from === hospital ? { consent: explicitConsent } : {}),
    };
    const done = await submitReferral(system.deps, from, submission({ ...own, ...over }));
    if (!('created' in done)) throw new Error(`Not taken: ${JSON.stringify(done)}`);
    await dispatchReferral(system.deps, done.created.id, 1);
    return done.created;
  };
};

/** Its service has stopped contact and has rung all the same, so that the hub is told. */
async function suspend({ deps }: TestSystem, referral: ReferralId): Promise<ReferralId> {
  const id = handOffId(referral, 1);
  await readHandOff(deps, general, id);
  await reportStatus(deps, general, id, { status: 'accepted' }, { code: deps.keys.confirmationCode(id) });
  const advice = sealNote(deps, id, 'Find out whose number this is.');
  await reportStatus(deps, general, id, { status: 'suspended', reason: 'wrong-contact-details', note: advice });
  const attempt = { status: 'contact-attempted', channel: 'call', result: 'someone-else-answered' } as const;
  const note = sealNote(deps, id, 'A colleague had the old list.');
  await reportStatus(deps, general, id, { ...attempt, at: deps.now().toISOString(), note });
  return referral;
}
