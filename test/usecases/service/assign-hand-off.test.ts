import { expect, test } from 'vitest';
import type { Identity } from '#src/usecases/ports/web.ts';
import { readOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { assignToColleague, listColleagues } from '#src/usecases/service/assign-hand-off.ts';
import { readInbox } from '#src/usecases/service/inbox.ts';
import { viewHandOff } from '#src/usecases/service/view-hand-offs.ts';
import { recordSignIn } from '#src/usecases/staff/staff.ts';
import { readForTriage } from '#src/usecases/triage/triage-view.ts';
import { police } from '#test/support/area-fixture.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { referAndAccept, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const general = serviceId('general');
const hub = partyId('example-authority');

const signIn = (user: string, name: string, roles?: Identity['roles'], party = partyId('general')) =>
  recordSignIn(
    system.deps,
    { party, user, session: `session of ${user}`, seenAt: '2026-11-19T09:00:00.000Z' },
    { subject: `subject ${user}`, party, name, ...(roles && { roles }) },
  );

const assignTo = (id: Parameters<typeof assignToColleague>[2], assignee?: string, seen?: string) =>
  assignToColleague(system.deps, general, id, { assignee, seen });

test('colleagues are those of the service who work on its cases, by name', async () => {
  await signIn('u2', 'Bo Example');
  await signIn('u1', 'Ada Example', ['worker']);
  await signIn('u3', 'Cy Example', ['administrator']);
  await signIn('u4', 'Di Example', undefined, partyId('domestic-abuse'));
  await signIn('u5', 'Ed Example');
  await system.deps.staff.remove(general, 'u5', '2026-11-19T10:00:00.000Z');
  expect(await listColleagues(system.deps, general)).toEqual([
    { user: 'u1', name: 'Ada Example' },
    { user: 'u2', name: 'Bo Example' },
  ]);
});

test('a hand-off is kept by its id alone; the service and the hub are told the names, the sender nothing', async () => {
  await signIn('u1', 'Ada Example');
  const { first, id } = await referAndAccept();
  expect(await assignTo(first, 'u1')).toEqual({ assigned: true });
  const handOff = await system.deps.cases.readHandOff(first);
  expect(handOff).toMatchObject({ assignee: 'u1' });
  expect(JSON.stringify([handOff, await system.deps.cases.history(id)])).not.toContain('Ada');
  const seen = await viewHandOff(system.deps, general, first);
  const told = { event: 'assigned', by: general, assigneeName: 'Ada Example' };
  expect(seen && 'history' in seen && seen.history.at(-1)).toMatchObject(told);
  expect((await readForTriage(system.deps, hub, id))?.history.at(-1)).toMatchObject(told);
  const sender = await readOwnReferral(system.deps, police, id);
  expect(sender?.history.map(({ event }) => event)).toEqual(['received', 'handed-off', 'collected', 'accepted']);
  expect(await assignTo(first, undefined, 'u1')).toEqual({ assigned: true });
  expect(await system.deps.cases.readHandOff(first)).not.toHaveProperty('assignee');
});

test('nobody is assigned who does not work there, and no other service assigns', async () => {
  await signIn('u3', 'Cy Example', ['administrator']);
  await signIn('u4', 'Di Example', undefined, partyId('domestic-abuse'));
  await signIn('u5', 'Ed Example');
  await system.deps.staff.remove(general, 'u5', '2026-11-19T10:00:00.000Z');
  const { first } = await referAndAccept();
  for (const user of ['u3', 'u4', 'u5', '', 'ü'.repeat(513)])
    expect(await assignTo(first, user)).toEqual({ notColleague: true });
  const assignment = { assignee: 'u4', seen: undefined };
  expect(await assignToColleague(system.deps, serviceId('domestic-abuse'), first, assignment)).toEqual({
    absent: true,
  });
});

test('one colleague is asked for, however many there are', async () => {
  await signIn('u1', 'Ada Example');
  const { first } = await referAndAccept();
  const staff = { ...system.deps.staff, list: () => Promise.reject(new Error('the whole team is read')) };
  const assignment = { assignee: 'u1', seen: undefined };
  expect(await assignToColleague({ ...system.deps, staff }, general, first, assignment)).toEqual({ assigned: true });
});

test('of two who take the same hand-off at the same moment, one has it and the other is told who', async () => {
  await signIn('u1', 'Ada Example');
  await signIn('u2', 'Bo Example');
  const { first } = await referAndAccept();
  const results = await Promise.all([assignTo(first, 'u1'), assignTo(first, 'u2')]);
  const { assignee } = (await system.deps.cases.readHandOff(first)) ?? {};
  expect(results).toContainEqual({ assigned: true });
  expect(results).toContainEqual({ refused: { assignee } });
});

test('the inbox is narrowed to one’s own and to what nobody has, with counts; a leaver’s are unassigned', async () => {
  await signIn('u1', 'Ada Example');
  await signIn('u2', 'Bo Example');
  const ids = [];
  for (const victimReference of ['1', '2', '3']) ids.push((await referAndAccept({ victimReference })).first);
  const [mine, theirs] = ids;
  if (!mine || !theirs) throw new Error('none');
  await assignTo(mine, 'u1');
  await assignTo(theirs, 'u2');
  const read = (assigned?: 'me' | 'nobody') => readInbox(system.deps, general, { assigned, user: 'u1' });
  expect((await read()).assignedCounts).toEqual({ all: 3, me: 1, nobody: 1 });
  expect((await read('me')).counts).toMatchObject({ 'needs-answer': 0, 'to-contact': 1 });
  expect((await read('me')).rows).toMatchObject([{ handOff: { assignee: 'u1' } }]);
  await system.deps.staff.remove(general, 'u2', '2026-11-19T10:00:00.000Z');
  expect(await read('nobody')).toMatchObject({ assignedCounts: { nobody: 2 }, counts: { 'to-contact': 2 } });
});
