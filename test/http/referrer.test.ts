/** What a sender's list and view tell over the API. */
import { beforeAll, expect, test } from 'vitest';
import { heldAdvice } from '#src/domain/judgement/held-reasons.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { referrerApp } from '#src/http/referrer.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { nothingSafe, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const unsafe = { safe: nothingSafe };
const references = { crimeReference: '06AB/0001234/26', incidentReference: 'INC-20261118-0042' };
const tables = memoryTables();
let system: TestSystem;
let id: string;
beforeAll(async () => {
  system = await makeTestSystem(tables);
  ({ id } = await submitAndDispatch(system.deps, police, submission({ ...references, contact: unsafe })));
});

async function get(path: string) {
  const app = referrerApp({ ...system.deps, register: buildPartyRegister(area().parties, {}) });
  const claims = { party: police.id, scope: 'referrals/submit' };
  const answer = await sendRequest(app, `/v1/referrals${path}`, { claims });
  return { status: answer.status, body: await answer.json() };
}
const actionNeeded = [
  { reason: 'no-safe-contact', advice: heldAdvice['no-safe-contact'], since: '2026-11-19T09:00:00.000Z' },
];

test('an item and the view have the sender’s own references and what is asked', async () => {
  expect((await get('')).body.items).toEqual([
    expect.objectContaining({ referralId: id, ...references, actionNeeded }),
  ]);
  expect((await get(`/${id}`)).body).toMatchObject({ ...references, actionNeeded });
});

test.each([
  'needs=action',
  'crimeReference=06AB/0001234/26',
  'crimeReference=%2006ab/0001234/26',
  'incidentReference=inc-20261118-0042',
  'needs=action&status=held&crimeReference=06AB/0001234/26&incidentReference=INC-20261118-0042',
])('%s finds it', async (query) => {
  expect((await get(`?${query}`)).body).toMatchObject({ items: [{ referralId: id }] });
});

test.each(['crimeReference=06AB/0001235/26', 'incidentReference=06AB/0001234/26', 'needs=action&status=routed'])(
  '%s does not',
  async (query) => {
    expect(await get(`?${query}`)).toMatchObject({ status: 200, body: { items: [] } });
  },
);

test.each(['needs=', 'needs=nothing', 'crimeReference=', 'crimeReference=a%20b', 'incidentReference=x', 'victim=1'])(
  '%s is refused',
  async (query) => {
    expect(await get(`?${query}`)).toMatchObject({ status: 400, body: { code: 'malformed-query' } });
  },
);

test('a correction names a version by a strong entity tag, as every answer gives it', async () => {
  const app = referrerApp({ ...system.deps, register: buildPartyRegister(area().parties, {}) });
  const claims = { party: police.id, scope: 'referrals/submit' };
  const send = (tag: string) =>
    sendRequest(app, `/v1/referrals/${id}`, {
      ...{ method: 'PUT', claims, body: '{}' },
      headers: { 'content-type': 'application/json', 'if-match': tag },
    });
  const weak = await send('W/"1"');
  expect([weak.status, await weak.json()]).toMatchObject([
    412,
    { code: 'precondition-failed', detail: expect.stringContaining('weak entity tag') },
  ]);
  for (const tag of ['1', '"01"', '"0"', '*']) expect([tag, (await send(tag)).status]).toEqual([tag, 412]);
  const given = (await sendRequest(app, `/v1/referrals/${id}`, { claims })).headers.get('etag') ?? '';
  expect([given, (await send(given)).status]).toEqual(['"1"', 422]);
});

test.each([
  [{ victimReference: '2' }, ['/victimReference']],
  [{ crimeReference: '06AB/0009999/26' }, ['/crimeReference']],
  [{ crimeReference: undefined, incidentReference: 'INC-1' }, ['/crimeReference']],
  [{ crimeReference: '06AB/0009999/26', victimReference: '2' }, ['/crimeReference', '/victimReference']],
])('a correction with %j is refused at the reference that is another', async (over, pointers) => {
  const app = referrerApp({ ...system.deps, register: buildPartyRegister(area().parties, {}) });
  const answer = await sendRequest(app, `/v1/referrals/${id}`, {
    ...{ method: 'PUT', claims: { party: police.id, scope: 'referrals/submit' } },
    headers: { 'content-type': 'application/json', 'if-match': '"1"' },
    body: JSON.stringify(submission({ ...references, contact: unsafe, ...over })),
  });
  const body = await answer.json();
  expect([answer.status, body.code]).toEqual([422, 'invalid-referral']);
  expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
});

test('changes are told to a sender and to a service, by a cursor that it reads on from', async () => {
  const app = referrerApp({ ...system.deps, register: buildPartyRegister(area().parties, {}) });
  const changes = async (claims: Record<string, string>, query = '') => {
    const answer = await sendRequest(app, `/v1/changes${query}`, { claims });
    return { status: answer.status, body: await answer.json() };
  };
  const sender = { party: police.id, scope: 'referrals/submit' };
  const { body } = await changes(sender);
  expect(body).toEqual({
    items: [
      { at: '2026-11-19T09:00:00.000Z', referralId: id, event: 'received', status: 'held' },
      { at: '2026-11-19T09:00:00.000Z', referralId: id, event: 'held', status: 'held' },
    ],
    cursor: expect.stringMatching(/^[\w-]+$/),
    more: false,
  });
  expect(await changes(sender, `?cursor=${body.cursor}`)).toEqual({ status: 200, body });
  const service = { party: 'general', scope: 'referrals/hand-offs' };
  expect(await changes(service)).toMatchObject({ status: 200, body: { items: [] } });
  expect(await changes(service, `?cursor=${body.cursor}`)).toMatchObject({ status: 400 });
  expect(await changes({ party: 'example-authority', scope: 'referrals/triage' })).toMatchObject({ status: 403 });
});
