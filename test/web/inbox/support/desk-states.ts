/** Every page of a service's desk in every state that looks different. */

import { type HandOffId, handOffId, type ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { writeNote } from '#src/usecases/service/notes.ts';
import { recordSignIn } from '#src/usecases/staff/staff.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import type { TestTables } from '#test/support/emulator.ts';
import { serviceId } from '#test/support/ids.ts';
import { type Fields, makePages, type Pages, type PageView } from '#test/support/pages.ts';
import { nothingSafe, type Overrides, submission } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';
import type { DeskState } from '#test/web/support/desk-suite.ts';

const general = serviceId('general');
const kim = { givenName: 'Kim', familyName: 'Marked', dateOfBirth: '1990-02-03' } as const;
const named = {
  by: 'person',
  'given-name': 'kim',
  'family-name': 'MARKED',
  'birth-day': '3',
  'birth-month': '2',
  'birth-year': '1990',
};
const crime = '06AB/0001234/26';

export async function deskStates(tables: TestTables): Promise<{ states: DeskState[]; pages: Pages }> {
  const system = await makeTestSystem(tables);
  const pages = makePages(system, pageRoutes('{}'));
  let service = await pages.signIn('general');
  const states: DeskState[] = [];
  const see = (name: string, seen: PageView): void => {
    states.push({ name, seen });
  };
  const refer = sender(system);
  const part = async (name: string) => service.get(`/inbox?part=${name}`);
  const post = (id: HandOffId, action: string, fields: Fields = {}) => service.post(`/inbox/${id}/${action}`, fields);

  see('list-empty', await service.get('/inbox'));
  see('part-empty', await part('suspended'));
  await refer();
  system.wait(24 * 30);
  await processDeadlines(system.deps);
  service = await pages.signIn('general');
  see('expired', await service.get('/inbox'));
  see('expired-seen', await service.post('/inbox'));

  const waiting = await refer({ victim: { persistentlyTargeted: true }, crimeReference: crime });
  await refer({ victim: { vulnerableOrIntimidated: true }, victimReference: 'second', crimeReference: crime });
  const mixed = { safe: { call: 'yes', voicemail: 'no', text: 'unknown', email: 'no', post: 'no' } } as const;
  const times = {
    times: 'weekday mornings before 11',
    instructions: 'Ask for Mum only.\nHer partner answers the landline.',
  } as const;
  const accepted = await accept(system, await refer({ victim: kim, contact: { ...mixed, ...times } }));
  const suspended = await accept(system, await refer());
  const advice = sealNote(system.deps, suspended, 'Find out whose number this is.');
  const stop = { status: 'suspended', reason: 'wrong-contact-details', note: advice } as const;
  await reportStatus(system.deps, general, suspended, stop);
  const contacted = await accept(system, await refer());
  await reportStatus(system.deps, general, contacted, { status: 'contacted', at: system.deps.now().toISOString() });
  const over = await accept(system, await refer({ victim: kim }));
  await reportStatus(system.deps, general, over, { status: 'closed', outcome: 'support-completed' });
  const people = [
    { ...service, name: 'Ada Example' },
    { user: 'colleague', session: 'another', name: 'Bo Example' },
  ];
  for (const { user, session, name } of people) {
    const seenAt = system.deps.now().toISOString();
    await recordSignIn(system.deps, { party: general, user, session, seenAt }, { subject: user, party: general, name });
  }
  see('list-none-assigned', await service.get('/inbox?assigned=me'));
  await service.get(`/inbox/${waiting}`);
  see('unopened-assign-errors', await post(waiting, 'assign', { assignee: 'stranger' }));
  await post(waiting, 'assign', { assignee: 'colleague' });
  see('unopened-assign-conflict', await post(waiting, 'assign', { assignee: service.user, 'seen-assignee': '' }));
  see('unopened-assigned', await post(waiting, 'assign', { assignee: service.user }));
  await service.get(`/inbox/${accepted}`);
  await post(accepted, 'assign', { assignee: 'colleague' });
  see('list-mine', await service.get('/inbox?assigned=me'));
  see('list-unassigned', await service.get('/inbox?assigned=nobody&part=to-contact'));
  see('list-over-mine', await service.get('/inbox?assigned=me&part=over'));
  see('find-from-mine', await service.get('/inbox/find?assigned=me'));
  for (const name of ['needs-answer', 'to-contact', 'suspended', 'supported', 'over'])
    see(`part-${name}`, await part(name));

  see('find', await service.get('/inbox/find'));
  see('find-none', await service.post('/inbox/find', { ...named, 'given-name': 'Nobody' }));
  see('find-several', await service.post('/inbox/find', named));
  see('find-crime', await service.post('/inbox/find', { by: 'reference', reference: crime }));
  see('find-errors', await service.post('/inbox/find', { by: 'person', 'birth-day': '31', 'birth-month': '2' }));
  see('find-reference-errors', await service.post('/inbox/find', { by: 'reference', reference: '?' }));

  see('unopened', await service.get(`/inbox/${waiting}`));
  see('opened', await post(waiting, 'open'));
  see('accept-errors', await post(waiting, 'report', { status: 'accepted', code: 'x' }));
  see('decline-errors', await post(waiting, 'report', { status: 'declined' }));
  see('return-errors', await post(waiting, 'report', { status: 'returned' }));
  see('accepted', await service.get(`/inbox/${accepted}`));
  see('attempt-errors', await post(accepted, 'report', { status: 'contact-attempted' }));
  see('report-conflict', await post(accepted, 'report', { status: 'supporting' }));
  see('suspend-errors', await post(accepted, 'report', { status: 'suspended' }));
  see('note-errors', await post(accepted, 'note'));
  see('noted', await post(accepted, 'note', { 'case-note': 'Rings back on Monday.\nPrefers the morning.' }));
  await correct(system, accepted, { victim: kim, contact: { ...mixed, ...times, phone: '07700900999' } });
  see('part-corrected', await part('to-contact'));
  see('report-corrected-conflict', await post(accepted, 'report', { status: 'contacted', version: '1' }));
  see('corrected', await service.get(`/inbox/${accepted}`));
  see('stopped', await service.get(`/inbox/${suspended}`));
  const unreasoned = { status: 'contact-attempted', channel: 'call' };
  see('stopped-attempt-errors', await post(suspended, 'report', unreasoned));
  const telling = await accept(system, await refer());
  await service.get(`/inbox/${telling}`);
  const unsafe = { 'suspend-reason': 'unsafe-to-contact', 'suspend-channels': ['voicemail', 'text'] };
  see(
    'stopped-named',
    await post(telling, 'report', { status: 'suspended', ...unsafe, 'suspend-advice': 'Ask her sister.' }),
  );
  const stopping = await accept(system, await refer());
  await correct(system, stopping, {
    contact: { safe: nothingSafe },
  });
  see('part-stopped', await part('suspended'));
  see('stop-contact', await service.get(`/inbox/${stopping}`));
  see('contacted', await service.get(`/inbox/${contacted}`));
  await writeNote(system.deps, general, over.split('-')[0] as ReferralId, { text: 'Moved away.', handOff: 1 });
  see('closed', await service.get(`/inbox/${over}`));
  see('open-again-errors', await post(over, 'open'));
  see('open-again', await post(over, 'open', { why: 'They have called us.' }));

  for (let count = 0; count < 60; count++) await refer({ victimReference: `many-${count}` });
  see('list-first-page', await service.get('/inbox'));
  const next = /href="([^"]+)" rel="next"/.exec(service.seen?.html ?? '')?.[1] ?? '';
  see('list-last-page', await service.get(next.replaceAll('&amp;', '&')));
  return { states, pages };
}

const bodies = new Map<HandOffId, Overrides<Submission>>();

const sender = (system: TestSystem) => {
  let sent = 0;
  return async (over: Overrides<Submission> = {}): Promise<HandOffId> => {
    sent += 1;
    const body = { crimeReference: `06AB/${8_000_000 + sent}/26`, ...over };
    const at = system.deps.now().toISOString();
    const done = await submitReferral(system.deps, police, submission({ reportedAt: at, ...body }));
    if (!('created' in done)) throw new Error(`Not taken: ${JSON.stringify(done)}`);
    await dispatchReferral(system.deps, done.created.id, 1);
    const id = handOffId(done.created.id, 1);
    bodies.set(id, { reportedAt: at, ...body });
    return id;
  };
};

async function accept({ deps }: TestSystem, id: HandOffId): Promise<HandOffId> {
  await readHandOff(deps, general, id);
  await reportStatus(deps, general, id, { status: 'accepted' }, { code: deps.keys.confirmationCode(id) });
  return id;
}

async function correct({ deps }: TestSystem, id: HandOffId, over: Overrides<Submission>): Promise<void> {
  const body = submission({ ...bodies.get(id), ...over });
  const result = await correctWhole(deps, police, id.slice(0, 26) as ReferralId, 1, body);
  if (!('corrected' in result)) throw new Error(`Not corrected: ${JSON.stringify(result)}`);
}
