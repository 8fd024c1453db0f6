import { expect, test } from 'vitest';
import { testAnswers } from '#local/http/test-answers.ts';

const waits: number[] = [];
const start = () =>
  testAnswers(new Set(['test-police']), async (ms) => {
    waits.push(ms);
  });
const body = (familyName: unknown, victimReference = '1') =>
  Buffer.from(JSON.stringify({ victimReference, victim: { familyName } }));
const call = (sent: Buffer, party = 'test-police', routeKey = 'POST /v1/referrals') => ({
  routeKey,
  claims: { party },
  body: sent,
});

test.each([
  ['Test-429', 429],
  ['test-503', 503],
])('%s is answered %i with Retry-After once, and passes after that', async (name, status) => {
  const answer = start();
  const first = await answer(call(body(name)), 'c-1');
  expect(first).toMatchObject({ status, headers: { 'retry-after': '1' } });
  expect(await answer(call(body(name)), 'c-2')).toBeUndefined();
  expect(await answer(call(body(name, '2')), 'c-3')).toMatchObject({ status });
});

test('Test-slow passes after ten seconds, and at once when it is sent again', async () => {
  const answer = start();
  waits.length = 0;
  expect(await answer(call(body('Test-slow')), 'c-1')).toBeUndefined();
  expect(await answer(call(body('Test-slow')), 'c-2')).toBeUndefined();
  expect(waits).toEqual([10_000]);
});

test.each([
  ['of a party that is no test', call(body('Test-429'), 'greater-manchester')],
  ['without a party', { ...call(body('Test-429')), claims: undefined }],
  ['of another call', call(body('Test-429'), 'test-police', 'PUT /v1/referrals/{id}')],
  ['with any other name', call(body('Test-suspended'))],
  ['without a name', call(body(undefined))],
  ['that is not JSON', call(Buffer.from('{'))],
  ['that is no object', call(Buffer.from('[]'))],
])('a body %s passes', async (_what, sent) => {
  expect(await start()(sent, 'c-1')).toBeUndefined();
});
