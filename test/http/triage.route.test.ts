/** The victim hub hands a referral to a service, over the API. */
import { beforeEach, describe, expect, test } from 'vitest';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { triageApp } from '#src/http/triage.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import { readOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { routeAsTriage } from '#src/usecases/triage/triage.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { noSafeContact, type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const reason = 'They can be seen here.';
const override = 'They have agreed to see an adult.';
/** Held, although every service for adults can take it. */
const outOfScope = { offence: { category: 'theft-burglary' } } as const;
const tables = memoryTables();
let system: TestSystem;
beforeEach(async () => {
  system = await makeTestSystem(tables);
});

async function send(over: Overrides<Submission> = {}): Promise<ReferralId> {
  const { id } = await submitAndDispatch(system.deps, police, submission(over));
  return id;
}
async function route(id: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const app = triageApp({ ...system.deps, register: buildPartyRegister(area().parties, {}) });
  const answer = await sendRequest(app, `/v1/referrals/${id}/route`, {
    claims: { party: 'example-authority', scope: 'referrals/triage' },
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const handOffs = async (id: ReferralId) =>
  (await system.deps.cases.read(id))?.handOffs.map(({ service, part, status }) => `${service} ${part} ${status}`);

describe('a service whose criteria the case does not meet', () => {
  test('is refused without an override, with the reasons in words, and nothing changes', async () => {
    const id = await send(outOfScope);
    const answer = await route(id, { service: 'young-people', reason });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: 'service-not-eligible',
        errors: [
          {
            pointer: '/service',
            code: 'service-not-eligible',
            detail: 'The person is, or may be, older than it supports.',
          },
          { pointer: '/override', code: 'required' },
        ],
      },
    });
    expect(await handOffs(id)).toEqual([]);
  });

  test('is given the case with an override, which is kept sealed, and which its sender does not see', async () => {
    const id = await send(outOfScope);
    expect(await route(id, { service: 'young-people', reason, override })).toMatchObject({
      status: 200,
      body: { status: 'routed' },
    });
    expect(await handOffs(id)).toEqual(['young-people lead queued']);
    const kept = await system.deps.cases.history(id);
    const event = kept.find((one) => one.event === 'overridden');
    expect(event).toMatchObject({ by: 'example-authority', service: 'young-people' });
    expect(system.deps.keys.open(notePlace(id), new Uint8Array(Buffer.from(event?.note ?? '', 'base64')))).toBe(
      override,
    );
    const seen = (await readOwnReferral(system.deps, police, id))?.history.map((one) => one.event);
    expect(seen).not.toContain('overridden');
  });

  test('is known by the catalogue of today, not by that of the day of the decision', async () => {
    const id = await send(outOfScope);
    const services = area().services.map((one) =>
      one.id === 'general' ? { ...one, contract: { from: '2019-01-01', to: '2026-11-18' } } : one,
    );
    const deps = { ...system.deps, area: area({ services }) };
    const answer = await routeAsTriage(deps, partyId('example-authority'), id, { service: 'general', reason });
    expect(answer).toEqual({ routeFault: { code: 'service-not-eligible', because: ['contract-ended'] } });
  });

  test('is known by what the referral says since it was corrected', async () => {
    const id = await send(noSafeContact);
    const child = { dateOfBirth: '2012-02-03', guardian: { name: 'Alex Example', phone: '+447700900124' } };
    await correctWhole(system.deps, police, id, 1, submission({ ...outOfScope, victim: child }));
    expect(await route(id, { service: 'young-people', reason })).toMatchObject({ status: 200 });
  });

  const pausedGeneral = area().services.map((one) =>
    one.id === 'general' ? { ...one, availability: 'paused' as const } : one,
  );
  const withoutGeneral = area().parties.map((one) => (one.id === 'general' ? { ...one, active: false } : one));
  test.each([
    ['is not in the catalogue', 'nobody', area()],
    ['has paused', 'general', area({ services: pausedGeneral })],
    ['no longer takes part', 'general', area({ parties: withoutGeneral })],
  ])('is refused whatever the override where it %s', async (_, service, today) => {
    const id = await send(outOfScope);
    const deps = { ...system.deps, area: today };
    expect(await routeAsTriage(deps, partyId('example-authority'), id, { service, reason, override })).toEqual({
      unknownService: true,
    });
  });
});

describe('a case with no safe channel', () => {
  const refused = { status: 422, body: { code: 'no-safe-contact', errors: [{ pointer: '/service' }] } };

  test('is given to no service, with an override or without', async () => {
    const id = await send(noSafeContact);
    expect(await route(id, { service: 'general', reason })).toMatchObject(refused);
    expect(await route(id, { service: 'general', reason, override })).toMatchObject(refused);
    expect(await handOffs(id)).toEqual([]);
  });

  test('is given to no other service while one has it', async () => {
    const id = await send();
    const first = handOffId(id, 1);
    await readHandOff(system.deps, serviceId('general'), first);
    const code = system.deps.keys.confirmationCode(first);
    await reportStatus(system.deps, serviceId('general'), first, { status: 'accepted' }, { code });
    await correctWhole(system.deps, police, id, 1, submission(noSafeContact));
    expect(await handOffs(id)).toEqual(['general lead suspended']);
    expect(await route(id, { service: 'domestic-abuse', reason, override })).toMatchObject(refused);
    expect(await route(id, { service: 'domestic-abuse', reason, override, instead: null })).toMatchObject(refused);
    expect(await handOffs(id)).toEqual(['general lead suspended']);
  });
});

describe('a case that a service has', () => {
  test('goes to another one, and the first is told, once', async () => {
    const id = await send();
    const again = { service: 'domestic-abuse', reason, override };
    expect(await route(id, again)).toMatchObject({ status: 200, body: { status: 'routed' } });
    expect(await handOffs(id)).toEqual(['general lead withdrawn', 'domestic-abuse lead queued']);
    const told = system.sent.map(({ service, schema }) => `${service} ${schema.split('/')[1]}`);
    expect(told).toEqual(['general hand-off', 'general withdrawal', 'domestic-abuse hand-off']);
    expect(await route(id, again)).toMatchObject({ status: 200 });
    expect(await handOffs(id)).toEqual(['general lead withdrawn', 'domestic-abuse lead queued']);
    expect(system.sent).toHaveLength(3);
    expect(await system.total('withdrawn')).toBe(0);
    expect(await system.total('handed-off')).toBe(2);
  });

  test('keeps it where the other is to work alongside', async () => {
    const id = await send();
    expect(await route(id, { service: 'housing-advice', reason })).toMatchObject({ status: 200 });
    expect(await route(id, { service: 'domestic-abuse', reason, override, instead: null })).toMatchObject({
      status: 200,
    });
    expect(await handOffs(id)).toEqual([
      'general lead queued',
      'housing-advice alongside queued',
      'domestic-abuse alongside queued',
    ]);
  });

  test('goes on in the place of the service that is named', async () => {
    const id = await send();
    await route(id, { service: 'housing-advice', reason });
    const body = { service: 'domestic-abuse', reason, override, instead: serviceId('housing-advice') };
    expect(await route(id, body)).toMatchObject({ status: 200 });
    expect((await handOffs(id))?.slice(1)).toEqual([
      'housing-advice alongside withdrawn',
      'domestic-abuse alongside queued',
    ]);
  });

  test('is refused in the place of a service that does not have it', async () => {
    const id = await send();
    expect(await route(id, { service: 'domestic-abuse', reason, override, instead: 'young-people' })).toMatchObject({
      status: 422,
      body: { code: 'invalid-request', errors: [{ pointer: '/instead', code: 'invalid-value' }] },
    });
  });
});

test.each([
  ['an override without a word', { override: ' ' }, '/override'],
  ['an override that is too long', { override: 'a'.repeat(501) }, '/override'],
  ['a place that is no service', { instead: 1 }, '/instead'],
])('%s is refused', async (_, over, pointer) => {
  const id = await send(outOfScope);
  expect(await route(id, { service: 'general', reason, ...over })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer }] },
  });
});
