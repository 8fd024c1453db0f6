/** What intake does with what it is asked for in the query, through the app and the store. */
import { beforeEach, describe, expect, test } from 'vitest';
import { batchResponseSchema, referralResponseSchema } from '#src/contracts/intake-responses.ts';
import { problemSchema } from '#src/contracts/problems.ts';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { intakeApp } from '#src/http/intake.ts';
import type { App } from '#src/platform/http-message.ts';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { requestErasureAsTriage } from '#src/usecases/erasure/retention.ts';
import { submissionPlace } from '#src/usecases/ports/seals.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { areaWithTests, area as exampleArea, police, testPolice } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { explicitConsent, nothingSafe, submission } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const area = exampleArea();
const tables = memoryTables();
let system: TestSystem;
let app: App;
beforeEach(async () => {
  system = await makeTestSystem(tables, area);
  app = intakeApp({ ...system.deps, register: buildPartyRegister(area.parties, {}) });
});

const post = (path: string, body: unknown, party = 'example-police') =>
  sendRequest(app, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    claims: { scope: 'referrals/submit', party },
  });

async function send(query: string, body: unknown) {
  const response = await post(`/v1/referrals${query}`, body);
  const replayed = response.headers.get('idempotency-replayed') === 'true';
  return { status: response.status, replayed, body: await response.json() };
}

const known = submission();
const withMore = { ...known, custodySuite: 'Qmarksuite', victim: { ...known.victim, shoeSize: 'Qmarksize' } };
const pointers = ['/custodySuite', '/victim/shoeSize'];

describe('?unknownFields=drop', () => {
  test('takes a referral without the fields that are not known, and names them without their values', async () => {
    const { status, body } = await send('?unknownFields=drop', withMore);
    expect(status).toBe(201);
    expect(referralResponseSchema.parse(body).dropped?.sort()).toEqual(pointers);
    expect(JSON.stringify(body)).not.toContain('Qmark');
    const record = await system.deps.ledger.get(body.referralId);
    const stored =
      record?.sealed && (await system.deps.keys.open(submissionPlace(record.id, record.version), record.sealed));
    expect(JSON.parse(stored ?? '{}')).toEqual(known);
  });

  test('names none where all fields are known, and without it the answer has no such list', async () => {
    expect((await send('?unknownFields=drop', known)).body.dropped).toEqual([]);
    expect((await send('', submission({ victimReference: '2' }))).body).not.toHaveProperty('dropped');
  });

  test('still refuses every other fault, and drops no fault with a field', async () => {
    const { status, body } = await send('?unknownFields=drop', { ...withMore, offence: {}, reportedAt: 'yesterday' });
    expect(status).toBe(422);
    const errors: { pointer: string }[] = body.errors;
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/offence/category', '/reportedAt']);
  });

  test('with dryRun gives the same answer and stores nothing', async () => {
    const { status, body } = await send('?dryRun=true&unknownFields=drop', withMore);
    expect(status).toBe(200);
    expect(body.dropped.sort()).toEqual(pointers);
    expect(await system.deps.ledger.get(body.referralId)).toBeUndefined();
  });

  test.each(['keep', 'true', '', 'Drop'])('any other value is refused: "%s"', async (value) => {
    const { status, body } = await send(`?unknownFields=${value}`, withMore);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'malformed-query', errors: [{ pointer: 'unknownFields' }] });
  });

  test('in a batch is done for each item, and each answer names its own', async () => {
    const referrals = [withMore, submission({ victimReference: '2' }), { ...withMore, offence: {} }];
    const response = await post('/v1/referrals/batch?unknownFields=drop', { referrals });
    const { results } = batchResponseSchema.parse(await response.json());
    expect(results.map(({ status }) => status)).toEqual([201, 201, 422]);
    expect(results.map(({ body }) => 'dropped' in body && body.dropped)).toEqual([pointers.toReversed(), [], false]);
    const refused = await post('/v1/referrals/batch', { referrals: [{ ...withMore, victimReference: '3' }] });
    expect(batchResponseSchema.parse(await refused.json()).results[0]?.status).toBe(422);
  });
});

describe('a dropped field is no content', () => {
  const drop = '?unknownFields=drop';
  const stored = { status: 201, replayed: false };
  const replayed = { status: 200, replayed: true };
  const otherValues = { ...withMore, custodySuite: 'another' };
  const changed = { ...withMore, needs: ['housing'] };

  test.each<[string, [string, unknown], [string, unknown], object]>([
    ['the same body again is a replay', [drop, withMore], [drop, withMore], replayed],
    ['the fields that were taken are a replay', [drop, withMore], ['', known], replayed],
    ['more fields beside those that stand are a replay', ['', known], [drop, withMore], replayed],
    ['other values of dropped fields are a replay', [drop, withMore], [drop, otherValues], replayed],
    ['what was accepted is a replay without the parameter too', [drop, withMore], ['', withMore], replayed],
    ['unknown fields never accepted are refused', ['', known], ['', withMore], { status: 422, replayed: false }],
    ['other content is a conflict', [drop, withMore], [drop, changed], { status: 409, replayed: false }],
  ])('%s', async (_, first, second, expected) => {
    expect(await send(...first)).toMatchObject(stored);
    expect(await send(...second)).toMatchObject(expected);
  });
});

describe('POST /v1/not-referred', () => {
  const asked = { reason: 'not-wanted', offence: { category: 'robbery', district: 'E08000003' } };

  test.each(['example-police', 'example-hospital', 'example-charity'])(
    'is counted, with no body in the answer: %s',
    async (party) => {
      const response = await sendRequest(app, '/v1/not-referred', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked),
        claims: { scope: 'referrals/submit', party },
      });
      expect([response.status, await response.text()]).toEqual([204, '']);
      expect(await system.total('not-referred')).toBe(1);
    },
  );

  test('the district may be left out where it is not known, and again counts again', async () => {
    const unknownPlace = { reason: 'opted-out', offence: { category: 'rape' } };
    for (const body of [unknownPlace, unknownPlace]) expect((await post('/v1/not-referred', body)).status).toBe(204);
    expect(await system.total('not-referred')).toBe(2);
  });

  test.each<[string, unknown, string[]]>([
    ['nothing', {}, ['/offence', '/reason']],
    ['a person', { ...asked, victim: { familyName: 'Qmark' } }, ['/victim']],
    ['more of the offence', { ...asked, offence: { ...asked.offence, summary: 'Qmark' } }, ['/offence/summary']],
    [
      'several faults at once',
      { reason: 'shy', offence: { category: 'theft', district: 'Leeds' }, note: 'Qmark' },
      ['/note', '/offence/category', '/offence/district', '/reason'],
    ],
    ['null', { reason: null, offence: null }, ['/offence', '/reason']],
  ])('every fault is named, no value is repeated, nothing is counted: %s', async (_, body, pointers) => {
    const response = await post('/v1/not-referred', body);
    expect(response.status).toBe(422);
    const problem = problemSchema.parse(await response.json());
    expect(problem.code).toBe('invalid-request');
    expect(problem.errors?.map(({ pointer }) => pointer).sort()).toEqual(pointers);
    expect(JSON.stringify(problem)).not.toMatch(/Qmark|shy|Leeds/);
    expect(await system.total('not-referred')).toBe(0);
  });

  test('a query is refused, and so is a body over 64 KiB', async () => {
    expect((await post('/v1/not-referred?dryRun=true', asked)).status).toBe(400);
    expect((await post('/v1/not-referred', { ...asked, note: 'x'.repeat(64 * 1024) })).status).toBe(413);
  });
});

describe('a referral sent again', () => {
  const otherContent = submission({ needs: ['housing'] });
  const dispatch = (id: ReferralId, version = 1) => dispatchReferral(system.deps, id, version);
  const lead = async (id: ReferralId) => (await system.deps.cases.read(id))?.handOffs[0]?.service ?? serviceId('none');
  const self = (id: string) => `/v1/referrals/${id}`;

  test('is answered with how it stands now: status, services and their deadlines', async () => {
    const domestic = submission({ consent: explicitConsent, offence: { domesticAbuse: 'yes' } });
    const first = await send('', domestic);
    const { referralId, routing } = first.body;
    await dispatch(referralId);
    expect((await send('', domestic)).body).toEqual({ ...first.body, status: 'routed' });

    const declined = await lead(referralId);
    await readHandOff(system.deps, declined, handOffId(referralId, 1));
    await reportStatus(system.deps, declined, handOffId(referralId, 1), { status: 'declined', reason: 'no-capacity' });
    const referralCase = await system.deps.cases.read(referralId);
    const next = referralCase?.handOffs[1];
    const { body } = await send('', domestic);
    expect(body.routing.chosen).toEqual([
      expect.objectContaining({ service: next?.service, respondBy: next?.respondBy }),
    ]);
    expect(body.routing.considered[0]).toEqual({
      service: declined,
      eligible: true,
      because: routing.chosen[0].because,
    });
    const services = [...body.routing.chosen, ...body.routing.considered].map(({ service }) => service);
    expect(services.sort()).toEqual(area.services.map(({ id }) => id).sort());
  });

  test('after a correction shows the new version, and the time of the first', async () => {
    const held = submission({ contact: { safe: nothingSafe } });
    const { body: first } = await send('', held);
    system.wait(200);
    const corrected = await correctWhole(system.deps, police, first.referralId, 1, known);
    expect(corrected).toHaveProperty('corrected.version', 2);
    for (const body of [held, known]) {
      const again = await send('', body);
      expect(again).toMatchObject({ status: 200, replayed: true });
      expect(again.body).toMatchObject({ version: 2, status: 'routed', heldReasons: [], held: [] });
      expect(again.body).toMatchObject({ receivedAt: first.receivedAt, withinCode: first.withinCode });
    }
  });

  test('with other content is told the status, and of a correction only where one may follow', async () => {
    const { body: held } = await send('', submission({ contact: { safe: nothingSafe } }));
    const conflict = async () => (await send('', otherContent)).body;
    const correct = { self: self(held.referralId), correct: self(held.referralId) };
    expect(await conflict()).toMatchObject({ code: 'already-referred', currentStatus: 'held', links: correct });
    await dispatch(held.referralId);
    expect(await conflict()).toMatchObject({ currentStatus: 'held', links: correct });
  });

  test('with other content is told how to refer the person again once it is over, unless its erasure was asked for', async () => {
    const { referralId } = (await send('', known)).body;
    await dispatch(referralId);
    const links = { self: self(referralId), correct: self(referralId) };
    expect((await send('', otherContent)).body).toMatchObject({ currentStatus: 'routed', links });
    await withdrawOwnReferral(system.deps, police, referralId, 'sent-in-error');
    const open = (await send('', otherContent)).body;
    expect(open).toMatchObject({ currentStatus: 'withdrawn', links });
    expect(open.detail).toContain('by PUT to links.correct');
    await requestErasureAsTriage(system.deps, partyId('example-authority'), referralId, 'asked-by-person');
    const shut = (await send('', otherContent)).body;
    expect(shut).toMatchObject({ currentStatus: 'withdrawn' });
    expect(shut.links).toEqual({ self: self(referralId) });
    expect(shut.detail).toContain('another victimReference');
    expect(JSON.stringify(shut)).not.toMatch(/eras/);
  });

  test('is recognised in a dry run, which counts nothing', async () => {
    const { body } = await send('', known);
    expect(await send('?dryRun=true', known)).toMatchObject({ status: 200, replayed: true, body });
    expect(await send('?dryRun=true', otherContent)).toMatchObject({
      status: 409,
      body: { currentStatus: 'received' },
    });
    expect(await system.total('duplicates')).toBe(0);
  });

  test('in a batch carries the same things for each item', async () => {
    const { body } = await send('', known);
    await dispatch(body.referralId);
    const response = await post('/v1/referrals/batch', { referrals: [known, otherContent] });
    const { results } = batchResponseSchema.parse(await response.json());
    expect(results[0]).toMatchObject({ status: 200, replayed: true, body: { status: 'routed' } });
    expect(results[1]).toMatchObject({ status: 409, body: { currentStatus: 'routed', referralId: body.referralId } });
  });
});

test('an answer says to a test party that it is a test, tried, taken or sent again, and to nobody else', async () => {
  const withTests = areaWithTests();
  system = await makeTestSystem(tables, withTests);
  app = intakeApp({ ...system.deps, register: buildPartyRegister(withTests.parties, {}) });
  for (const { query, status } of [
    { query: '?dryRun=true', status: 200 },
    { query: '', status: 201 },
    { query: '', status: 200 },
  ])
    for (const [party, isTest] of [
      [testPolice.id, true],
      [police.id, undefined],
    ] as const) {
      const response = await post(`/v1/referrals${query}`, submission(), party);
      expect([response.status, (await response.json()).test]).toEqual([status, isTest]);
    }
});
