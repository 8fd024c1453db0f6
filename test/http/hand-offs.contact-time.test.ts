/** A service may report contact late, but not in advance. */
import { beforeAll, expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { handOffsApp } from '#src/http/hand-offs.ts';
import type { App } from '#src/platform/http-message.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();
let system: TestSystem;
let app: App;
let path: string;
beforeAll(async () => {
  system = await makeTestSystem(tables);
  const { deps } = system;
  app = handOffsApp({ ...deps, register: buildPartyRegister(area().parties, {}) });
  const created = await submitAndDispatch(deps, police, submission());
  const id = handOffId(created.id, 1);
  await readHandOff(deps, serviceId('general'), id);
  await reportStatus(deps, serviceId('general'), id, { status: 'accepted' }, { code: deps.keys.confirmationCode(id) });
  path = `/v1/hand-offs/${id}/status`;
});

const send = (report: object) =>
  sendRequest(app, path, {
    method: 'POST',
    body: JSON.stringify(report),
    headers: { 'content-type': 'application/json' },
    claims: { party: 'general', scope: 'referrals/hand-offs' },
  });
const inMinutes = (minutes: number): string => new Date(system.deps.now().getTime() + minutes * 60_000).toISOString();

test.each([{ status: 'contact-attempted', channel: 'call' }, { status: 'contacted' }])(
  '%j in the future is refused, and nothing changes',
  async (report) => {
    const answer = await send({ ...report, at: inMinutes(6) });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      code: 'invalid-request',
      errors: [{ pointer: '/at', code: 'in-the-future' }],
    });
  },
);

test.each([{ status: 'contact-attempted', channel: 'call' }, { status: 'contacted' }])(
  '%j a year before the hand-off is refused: a typing error would make the deadline look met',
  async (report) => {
    const answer = await send({ ...report, at: inMinutes(-184 * 24 * 60) });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/at', code: 'long-before-hand-off' }] });
    expect(await system.total('contacted')).toBe(0);
  },
);

test('contact before the referral is accepted: a person may have come to the service first', async () => {
  expect((await send({ status: 'contact-attempted', channel: 'call', at: inMinutes(-182 * 24 * 60) })).status).toBe(
    200,
  );
});

test('a clock a few minutes ahead is accepted; a time an hour ago is kept as given', async () => {
  expect((await send({ status: 'contact-attempted', channel: 'call', at: inMinutes(4) })).status).toBe(200);
  expect((await send({ status: 'contacted', at: inMinutes(-60) })).status).toBe(200);
});
