/** The victim hub says that it has looked at a case, over the API. */
import { beforeEach, expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { triageApp } from '#src/http/triage.ts';
import { readOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const note = 'The service has agreed not to ring that number again.';
const general = serviceId('general');
const tables = memoryTables();
let system: TestSystem;
beforeEach(async () => {
  system = await makeTestSystem(tables);
});

/** A case whose service has rung a number that is not safe. */
async function sendUnsafeAttempt() {
  const { deps } = system;
  const safe = { call: 'no', voicemail: 'no', text: 'no', email: 'yes', post: 'no' } as const;
  const contact = { email: 'sam@example.org', safe };
  const { id } = await submitAndDispatch(deps, police, submission({ contact }));
  const handOff = handOffId(id, 1);
  const code = (await readHandOff(deps, general, handOff))?.confirmationCode;
  await reportStatus(deps, general, handOff, { status: 'accepted' }, { code });
  const attempt = { status: 'contact-attempted', channel: 'call', at: deps.now().toISOString() } as const;
  await reportStatus(deps, general, handOff, { ...attempt, note: sealNote(deps, handOff, 'The e-mail came back.') });
  return id;
}

async function ask(path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const app = triageApp({ ...system.deps, register: buildPartyRegister(area().parties, {}) });
  const claims = { party: 'example-authority', scope: 'referrals/triage' };
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await sendRequest(app, path, { claims, ...(body === undefined ? {} : post) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const listed = async () => (await ask('/v1/triage')).body['items'] as { revision: number }[];
/** By somebody who has just read the list. */
async function review(id: string, body: object) {
  const [item] = await listed();
  return ask(`/v1/referrals/${id}/review`, { revision: item?.revision ?? 1, ...body });
}

test('a review takes the case off the list, once, and the sender sees nothing of it', async () => {
  const id = await sendUnsafeAttempt();
  expect(await listed()).toMatchObject([{ reason: 'safety', next: expect.arrayContaining(['review']) }]);
  expect(await review(id, { reason: 'safety', note })).toMatchObject({ status: 200, body: { status: 'routed' } });
  expect(await listed()).toEqual([]);
  expect(await review(id, { reason: 'safety', note })).toMatchObject({
    status: 409,
    body: { code: 'transition-not-allowed', currentStatus: 'routed' },
  });
  const kept = (await system.deps.cases.history(id)).filter(({ event }) => event === 'reviewed');
  expect(kept).toMatchObject([{ by: 'example-authority', reason: 'safety' }]);
  expect(JSON.stringify(kept)).not.toContain('agreed');
  const shown = (await readOwnReferral(system.deps, police, id))?.history ?? [];
  expect(shown.map(({ event }) => event)).not.toContain('reviewed');
});

test.each([
  ['a reason that something else settles', { reason: 'held', note }, '/reason'],
  ['no reason', { note }, '/reason'],
  ['no note', { reason: 'safety' }, '/note'],
])('a review with %s is refused', async (_, body, pointer) => {
  const id = await sendUnsafeAttempt();
  expect(await review(id, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test('a review of what stood before a second unsafe attempt is refused, and the list keeps both', async () => {
  const id = await sendUnsafeAttempt();
  const [seen] = await listed();
  const { deps } = system;
  const again = { status: 'contact-attempted', channel: 'text', at: deps.now().toISOString() } as const;
  const handOff = handOffId(id, 1);
  await reportStatus(deps, general, handOff, { ...again, note: sealNote(deps, handOff, 'The old list.') });
  expect(await review(id, { reason: 'safety', note, revision: seen?.revision })).toMatchObject({
    status: 412,
    body: { code: 'precondition-failed' },
  });
  expect(await listed()).toMatchObject([{ reason: 'safety' }]);
  expect(await review(id, { reason: 'safety', note })).toMatchObject({ status: 200 });
  expect(await ask(`/v1/referrals/${id}/review`, { reason: 'safety', note })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/revision' }] },
  });
});

test('a referral that does not exist is not found', async () => {
  expect(await review('abcdefghijklmnopqrstuvwxyz', { reason: 'safety', note })).toMatchObject({ status: 404 });
});
