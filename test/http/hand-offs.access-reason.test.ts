/** A case that is over is opened again over the API, with a reason and without. */
import { beforeAll, expect, test } from 'vitest';
import { type HandOffId, handOffId, type ReferralId } from '#src/domain/ids.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { handOffsApp } from '#src/http/hand-offs.ts';
import { triageApp } from '#src/http/triage.ts';
import type { App } from '#src/platform/http-message.ts';
import { disclosureReasonPlace } from '#src/usecases/ports/seals.ts';
import { area, hospital } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { explicitConsent, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

let system: TestSystem;
let apps: { service: App; hub: App };
let closed: { id: ReferralId; handOff: HandOffId };
const body = submission({ consent: explicitConsent });
beforeAll(async () => {
  system = await makeTestSystem(memoryTables());
  const deps = { ...system.deps, register: buildPartyRegister(area().parties, {}) };
  apps = { service: handOffsApp(deps), hub: triageApp(deps) };
  const { id } = await submitAndDispatch(system.deps, hospital, body);
  closed = { id, handOff: handOffId(id, 1) };
  const { confirmationCode } = await read();
  for (const report of [
    { status: 'accepted', confirmationCode },
    { status: 'contacted', at: system.deps.now().toISOString() },
    { status: 'closed', outcome: 'support-completed' },
  ])
    expect((await ask(`/v1/hand-offs/${closed.handOff}/status`, {}, report)).status).toBe(200);
});

const ask = (path: string, headers: Record<string, string> = {}, report?: object) =>
  sendRequest(apps.service, path, {
    claims: { party: 'general', scope: 'referrals/hand-offs' },
    headers,
    ...(report && {
      method: 'POST',
      body: JSON.stringify(report),
      headers: { ...headers, 'content-type': 'application/json' },
    }),
  });
async function read(headers?: Record<string, string>): Promise<Record<string, unknown>> {
  const answer = await ask(`/v1/hand-offs/${closed.handOff}`, headers);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
}
/** What the hub is told of the service's readings, the last first. */
async function listReadings(): Promise<Record<string, unknown>[]> {
  const answer = await sendRequest(apps.hub, `/v1/referrals/${closed.id}/disclosures`, {
    claims: { party: 'example-authority', scope: 'referrals/triage' },
  });
  const { items } = (await answer.json()) as { items: Record<string, unknown>[] };
  return items.filter(({ action, by }) => action === 'shown' && by === 'general').toReversed();
}
const linesOf = (event: string) => system.lines.filter((line) => line.includes(event));

test('with a reason: the hub sees it, it is kept sealed, and stands in no line of the log', async () => {
  system.wait(1);
  expect(await read({ 'x-access-reason': 'They rang: is the case open still?' })).toMatchObject({
    status: 'closed',
    victim: { familyName: body.victim.familyName },
  });
  expect((await listReadings())[0]).toMatchObject({
    reasonRequired: 'closed',
    reason: 'They rang: is the case open still?',
  });
  const [{ why = '' } = {}] = (await system.deps.cases.disclosures(closed.id)).filter((one) => one.why !== undefined);
  expect(why).not.toContain('They rang');
  const bytes = new Uint8Array(Buffer.from(why, 'base64'));
  expect(system.deps.keys.open(disclosureReasonPlace(closed.id), bytes)).toContain('They rang');
  expect(system.lines.join('\n')).not.toContain('They rang');
  expect(linesOf('opened-without-reason')).toEqual([]);
});

test('without one it is answered, as it always was: the hub sees that none was given, and so does the log', async () => {
  system.wait(1);
  expect(await read()).not.toHaveProperty('reasonMissing');
  const [last] = await listReadings();
  expect(last).toMatchObject({ reasonRequired: 'closed' });
  expect(last).not.toHaveProperty('reason');
  expect(linesOf('opened-without-reason').map((line) => JSON.parse(line))).toMatchObject([
    { party: 'general', handOffId: closed.handOff, reason: 'closed' },
  ]);
});

test('one that is no text is refused before anything is shown', async () => {
  const before = await listReadings();
  const answer = await ask(`/v1/hand-offs/${closed.handOff}`, { 'x-access-reason': '\u0007' });
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { code: 'invalid-request', errors: [{ pointer: 'X-Access-Reason', code: 'invalid-value' }] },
  ]);
  expect(await listReadings()).toEqual(before);
});
