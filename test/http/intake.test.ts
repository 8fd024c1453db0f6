/** What intake does with what it is asked for in the query, through the app and real tables. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { problemSchema } from '#src/contracts/problems.ts';
import { batchResponseSchema, referralResponseSchema } from '#src/contracts/responses.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { intakeApp } from '#src/http/intake.ts';
import type { App } from '#src/platform/http-message.ts';
import { area as exampleArea } from '#test/support/area-fixture.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { submission } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const area = exampleArea();
let emulator: Emulator;
let system: TestSystem;
let app: App;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  system = await makeTestSystem(emulator, area);
  app = intakeApp({ ...system.deps, register: buildPartyRegister(area.parties, {}) });
});

const post = (path: string, body: unknown) =>
  sendRequest(app, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    claims: { scope: 'referrals/submit', party: 'example-police' },
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
    const stored = record?.sealed && (await system.deps.keys.open(record.id, record.sealed));
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
