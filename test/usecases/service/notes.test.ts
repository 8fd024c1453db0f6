import { expect, test } from 'vitest';
import { parseHandOffId } from '#src/domain/ids.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { requestErasureAsTriage } from '#src/usecases/erasure/retention.ts';
import { answerSubjectAccess } from '#src/usecases/erasure/subject-access.ts';
import { readOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { reportStatus } from '#src/usecases/service/hand-offs.ts';
import { readTimeline, writeNote } from '#src/usecases/service/notes.ts';
import { openHandOff, viewHandOff } from '#src/usecases/service/view-hand-offs.ts';
import { readForTriage } from '#src/usecases/triage/triage-view.ts';
import { police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { referAndAccept, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const hub = partyId('example-authority');
const serviceText = 'Prefers to be rung after the school run.';
const hubText = 'The officer rings back on Monday.';

async function noted() {
  const one = await referAndAccept();
  const handOff = parseHandOffId(one.first)?.number ?? 0;
  expect(await writeNote(system.deps, one.service, one.id, { text: serviceText, handOff })).toEqual({ written: true });
  system.wait(0.1);
  expect(await writeNote(system.deps, hub, one.id, { text: hubText })).toEqual({ written: true });
  return { ...one, handOff };
}

const notes = (events: readonly { event: string; text?: string }[] | undefined) =>
  events?.flatMap(({ event, text }) => (event === 'noted' ? [text] : []));

test('each party reads its own notes, and nobody else knows of them', async () => {
  const { id, first, service } = await noted();
  const seen = await viewHandOff(system.deps, service, first);
  expect(notes(seen && 'history' in seen ? seen.history : [])).toEqual([serviceText]);
  expect(notes((await readForTriage(system.deps, hub, id))?.history)).toEqual([hubText]);
  const sender = await readOwnReferral(system.deps, police, id);
  expect(sender?.history.length).toBeGreaterThan(0);
  expect(notes(sender?.history)).toEqual([]);
});

test('is stored sealed', async () => {
  const { id } = await noted();
  const stored = (await system.deps.cases.history(id)).filter(({ event }) => event === 'noted');
  expect(stored).toHaveLength(2);
  for (const { note } of stored) expect(note).not.toContain('school');
});

test('the same words twice are one note; others are another', async () => {
  const { id, service, handOff } = await noted();
  const texts = async () => notes(await readTimeline(system.deps, service, id));
  await writeNote(system.deps, service, id, { text: serviceText, handOff });
  expect(await texts()).toEqual([serviceText]);
  await writeNote(system.deps, service, id, { text: 'Rang at ten.', handOff });
  expect(await texts()).toEqual([serviceText, 'Rang at ten.']);
});

test('after closing it is read as the details are: for a reason', async () => {
  const { first, service } = await noted();
  await reportStatus(system.deps, service, first, { status: 'closed', outcome: 'support-completed' });
  const closed = await viewHandOff(system.deps, service, first);
  expect(notes(closed && 'history' in closed ? closed.history : [])).toEqual([undefined]);
  const opened = await openHandOff(system.deps, service, first, 'They have called us.');
  expect(notes('opened' in opened ? opened.opened.history : [])).toEqual([serviceText]);
});

test('the person is shown it with all that is held about them, and it is erased with the case', async () => {
  const { id, first, service, handOff } = await noted();
  await reportStatus(system.deps, service, first, { status: 'closed', outcome: 'support-completed' });
  const request = { by: hub, why: 'The person wrote to us.' };
  const texts = async () => {
    const held = await answerSubjectAccess(system.deps, id, request);
    return held?.history.flatMap(({ note }) => note ?? []);
  };
  expect(await texts()).toEqual([serviceText, hubText]);
  await requestErasureAsTriage(system.deps, hub, id, 'asked-by-person');
  await eraseDue({ ...system.deps, rules: system.deps.area.rules });
  expect(await texts()).toEqual([]);
  expect(await writeNote(system.deps, service, id, { text: serviceText, handOff })).toHaveProperty('refused');
});
