/** What a sender is told of its own count of a day. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { reconciliationSchema } from '#src/contracts/reconciliation.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { referrerApp } from '#src/http/referrer.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { explicitConsent, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const hospital = { id: partyId('example-hospital'), kind: 'statutory' } as const;
const tables = memoryTables();
let system: TestSystem;
beforeEach(async () => {
  system = await makeTestSystem(tables);
});

async function post(body: unknown, claims: Record<string, string> = {}, query = '') {
  const app = referrerApp({ ...system.deps, register: buildPartyRegister(area().parties, {}) });
  const answer = await sendRequest(app, `/v1/reconciliations${query}`, {
    method: 'POST',
    claims: { party: police.id, scope: 'referrals/submit', ...claims },
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}
const of = (crimeReference: string, over: Parameters<typeof submission>[0] = {}) =>
  submission({ crimeReference, ...over });
const refer = (crimeReference: string) => submitAndDispatch(system.deps, police, of(crimeReference));
const at = (instant: string): void => {
  system.clock.now = new Date(instant);
};

test('received, difference and what was never seen are of the sender’s own referrals alone', async () => {
  await refer('06AB/0000001/26');
  await refer('06AB/0000002/26');
  const theirs = submission({ crimeReference: '06AB/0000003/26', consent: explicitConsent });
  await submitAndDispatch(system.deps, hospital, theirs);
  const references = ['06AB/0000001/26', '06AB/0000003/26', '06AB/0000002/26'];
  expect(await post({ day: '2026-11-19', sent: 3, references })).toEqual({
    status: 200,
    body: { day: '2026-11-19', received: 2, difference: 1, neverSeen: ['06AB/0000003/26'] },
  });
});

test('what was stored and not dispatched was received', async () => {
  await submitReferral(system.deps, police, of('06AB/0000001/26'));
  const answer = await post({ day: '2026-11-19', sent: 1, references: ['06AB/0000001/26'] });
  expect(answer.body).toMatchObject({ received: 1, difference: 0, neverSeen: [] });
  // Nor is it called unseen on another day, when the day’s own referrals do not name it.
  at('2026-11-21T09:00:00Z');
  const later = await post({ day: '2026-11-20', sent: 0, references: ['06AB/0000001/26'] });
  expect(later.body).toMatchObject({ received: 0, difference: 0, neverSeen: [] });
});

test('a referral counts once, on the day it was new, however often it is sent again, corrected or withdrawn', async () => {
  const sent = of('06AB/0000001/26');
  const { id } = await refer('06AB/0000001/26');
  await submitReferral(system.deps, police, sent);
  at('2026-11-20T09:00:00Z');
  await correctWhole(system.deps, police, id, 1, { ...sent, risk: { tool: 'none', level: 'high' } });
  expect((await post({ day: '2026-11-19', sent: 1 })).body).toMatchObject({ received: 1, difference: 0 });
  expect((await post({ day: '2026-11-20', sent: 0 })).body).toMatchObject({ received: 0, difference: 0 });
});

test.each([
  ['the last second of a summer day', '2027-07-15T22:59:59.999Z', '2027-07-15'],
  ['the first second of the next', '2027-07-15T23:00:00Z', '2027-07-16'],
  ['the hour that autumn has twice', '2027-10-31T01:30:00Z', '2027-10-31'],
  ['the last hour of a day of 25 hours', '2027-10-31T23:59:00Z', '2027-10-31'],
  ['the last hour of a day of 23 hours', '2027-03-28T22:59:00Z', '2027-03-28'],
])('days are of London: %s', async (_, instant, day) => {
  at(instant);
  await submitReferral(system.deps, police, of('06AB/0000001/26'));
  at('2027-12-01T09:00:00Z');
  expect((await post({ day, sent: 1 })).body).toMatchObject({ day, received: 1, difference: 0 });
});

test('a reference is known in any spelling, as crime or incident reference, of any victim; each is named once, as it was written', async () => {
  const two = { incidentReference: 'INC-20261118-0042', victimReference: '2' };
  await submitAndDispatch(system.deps, police, of('06AB/0000001/26', two));
  at('2026-11-25T09:00:00Z');
  const known = [' 06ab/0000001/26', 'inc-20261118-0042'];
  const unknown = ['not a reference', '06ab/0000009/26', '06ab/0000009/26', 'é'];
  const answer = await post({ day: '2026-11-24', sent: 1, references: [...known, ...unknown] });
  expect(answer.body).toMatchObject({ received: 0, neverSeen: ['not a reference', '06ab/0000009/26', 'é'] });
});

test('every reference is either seen or named, whatever was referred', async () => {
  const reference = fc.integer({ min: 1, max: 40 }).map((n) => `06AB/00000${String(n).padStart(2, '0')}/26`);
  const sent = [...new Set(fc.sample(reference, { numRuns: 12, seed: 7 }))];
  for (const one of sent) await refer(one);
  await fc.assert(
    fc.asyncProperty(fc.array(reference, { maxLength: 20 }), fc.nat(50), async (references, count) => {
      const { body } = await post({ day: '2026-11-19', sent: count, references });
      expect(body).toMatchObject({ received: sent.length, difference: count - sent.length });
      expect(body.neverSeen).toEqual([...new Set(references)].filter((one) => !sent.includes(one)));
    }),
    { numRuns: 15 },
  );
});

test('it keeps numbers for the hub and no reference, in the tables or the log', async () => {
  await refer('06AB/0000001/26');
  const answer = await post({ day: '2026-11-19', sent: 1, references: ['06AB/7777777/26'] });
  expect(reconciliationSchema.parse(answer.body).neverSeen).toHaveLength(1);
  const { counts } = await system.deps.balances.read('2026-11-19', '2026-11-19');
  const at = '2026-11-19T09:00:00.000Z';
  expect(counts).toEqual([{ day: '2026-11-19', sender: police.id, sent: 1, received: 1, neverSeen: 1, at }]);
  expect(system.lines.join()).toContain('"event":"sender-count-differs"');
  expect(system.lines.join()).not.toContain('7777777');
});

describe('is refused', () => {
  const whole = { day: '2026-11-19', sent: 1, references: ['06AB/0000001/26'] };
  test.each<[string, unknown, string[]]>([
    ['nothing', {}, ['/day', '/sent']],
    [
      'every fault at once',
      { day: 'Qmark', sent: -1, references: [7], who: 'Qmark' },
      ['/day', '/references/0', '/sent', '/who'],
    ],
    ['a day that is none', { ...whole, day: '2026-02-30' }, ['/day']],
    ['a day to come', { ...whole, day: '2026-11-20' }, ['/day']],
    ['part of a referral', { ...whole, sent: 1.5 }, ['/sent']],
    ['more than 5,000 references', { ...whole, references: new Array(5001).fill('06AB/1') }, ['/references']],
  ])('%s', async (_, body, pointers) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-request' } });
    const { errors } = answer.body as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(pointers);
    expect(JSON.stringify(answer.body)).not.toContain('Qmark');
  });

  test('5,000 references are not too many', async () => {
    const references = Array.from({ length: 5000 }, (_, n) => `06AB/${String(n % 300).padStart(7, '0')}/26`);
    const { status, body } = await post({ ...whole, sent: 5000, references });
    expect([status, body.neverSeen]).toEqual([200, references.slice(0, 300)]);
  });

  test.each([
    ['another scope', { scope: 'referrals/volumes' }],
    ['a service', { party: 'general', scope: 'referrals/hand-offs referrals/submit' }],
    ['the authority', { party: 'example-authority', scope: 'referrals/submit' }],
  ])('%s', async (_, claims) => {
    expect(await post(whole, claims)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  test('a query', async () => {
    expect(await post(whole, {}, '?day=2026-11-19')).toMatchObject({ status: 400, body: { code: 'malformed-query' } });
  });
});
