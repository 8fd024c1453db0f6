import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemSchema } from '#src/contracts/problems.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { createQuota } from '#src/http/quota.ts';
import { referrerApp } from '#src/http/referrer.ts';
import { area } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { makeTestSystem } from '#test/support/test-system.ts';

const id = partyId('example-police');

test('a party without a quota calls as often as it will', () => {
  const quota = createQuota(() => 0);
  for (let call = 0; call < 10_000; call += 1) expect(quota.take({ id })).toBeUndefined();
});

test('a minute’s calls may come at once, and then as the minute goes by; who waits as told is answered', () => {
  let ms = 0;
  const quota = createQuota(() => ms);
  const party = { id, callsPerMinute: 60 };
  for (let call = 0; call < 60; call += 1) expect(quota.take(party)).toBeUndefined();
  const wait = quota.take(party);
  expect(wait).toBe(1);
  ms += (wait ?? 0) * 1000;
  expect([quota.take(party), quota.take(party)]).toEqual([undefined, 1]);
});

test('one party’s calls are not counted for another', () => {
  const quota = createQuota(() => 0);
  const [one, other] = [
    { id, callsPerMinute: 1 },
    { id: partyId('example-hospital'), callsPerMinute: 1 },
  ];
  expect([quota.take(one), quota.take(other), quota.take(one)]).toEqual([undefined, undefined, 60]);
});

test('in any time no more calls are taken than the quota of that time and one minute’s besides', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 600 }),
      fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 300 }),
      (callsPerMinute, pauses) => {
        let ms = 0;
        const quota = createQuota(() => ms);
        let taken = 0;
        for (const pause of pauses) {
          ms += pause;
          if (quota.take({ id, callsPerMinute }) === undefined) taken += 1;
        }
        expect(taken).toBeLessThanOrEqual(callsPerMinute + (ms / 60_000) * callsPerMinute + 1e-6);
      },
    ),
  );
});

test('over its quota a party is answered 429 and when to call again; nobody else is', async () => {
  const base = area();
  const parties = base.parties.map((party) => (party.id === id ? { ...party, callsPerMinute: 2 } : party));
  const system = await makeTestSystem(memoryTables(), area({ parties }));
  const app = referrerApp({ ...system.deps, register: buildPartyRegister(parties, {}) });
  const ask = (party: string) => sendRequest(app, '/v1/referrals', { claims: { scope: 'referrals/submit', party } });
  expect([(await ask(id)).status, (await ask(id)).status]).toEqual([200, 200]);
  const refused = await ask(id);
  expect(refused.status).toBe(429);
  expect(problemSchema.parse(await refused.json()).code).toBe('too-many-requests');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect((await ask('example-hospital')).status).toBe(200);
});
