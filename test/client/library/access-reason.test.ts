/** The client against the API itself, in an area that requires a reason. */
import { beforeAll, describe, expect, test } from 'vitest';
import { isReasonMissing, readForMessage } from '#client/library/access-reason.ts';
import { type ReferralsApi, referralsApi } from '#client/library/api.ts';
import { handOffId, type ServiceId } from '#src/domain/ids.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { handOffsApp } from '#src/http/hand-offs.ts';
import { disclosureReasonPlace } from '#src/usecases/ports/seals.ts';
import { openText } from '#src/usecases/sealed-text.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { area, police, rules } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const own = serviceId('general');
const other = serviceId('housing-advice');
const required = area({ rules: { ...rules, accessReasonRequired: 'always' } });
let system: TestSystem;
let api: ReferralsApi;
beforeAll(async () => {
  system = await makeTestSystem(memoryTables(), required);
  const app = handOffsApp({ ...system.deps, register: buildPartyRegister(required.parties, {}) });
  api = referralsApi({
    url: 'https://api.example.org',
    token: { get: async () => 'a token', discard: () => undefined },
    async fetch(url, { method = 'GET', headers } = {}) {
      const claims = { party: own, scope: 'referrals/hand-offs' };
      const sent = Object.fromEntries(new Headers(headers));
      return sendRequest(app, new URL(String(url)).pathname, { method, claims, headers: sent });
    },
  });
});

let crimes = 0;
async function refer() {
  crimes += 1;
  const crimeReference = `06AB/${6_000_000 + crimes}/26`;
  const over = { crimeReference, needs: ['emotional-support', 'housing'] as const };
  const { id } = await submitAndDispatch(system.deps, police, submission({ ...over, needs: [...over.needs] }));
  const { handOffs = [] } = (await system.deps.cases.read(id)) ?? {};
  const of = (service: ServiceId) => handOffId(id, handOffs.find((one) => one.service === service)?.number ?? 0);
  return { id, own: of(own), other: of(other) };
}
async function accept(service: ServiceId, id: ReturnType<typeof handOffId>) {
  const { confirmationCode: code } = (await readHandOff(system.deps, service, id, { why: 'To answer it.' })) ?? {};
  await reportStatus(system.deps, service, id, { status: 'accepted' }, { code });
}
const reasonsOf = async ({ id }: Awaited<ReturnType<typeof refer>>) =>
  (await system.deps.cases.disclosures(id))
    .filter(({ by }) => by === own)
    .map(({ why }) => why && openText(system.deps.keys, disclosureReasonPlace(id), why));

describe('a message of a hand-off', () => {
  test('that is new is read without a reason', async () => {
    const one = await refer();
    expect(await readForMessage(api, one.own)).toMatchObject({ detail: { status: 'collected' } });
    expect(await reasonsOf(one)).toEqual([undefined]);
  });

  test('that is new after another service accepted is read with that as the reason', async () => {
    const one = await refer();
    await accept(other, one.other);
    expect(await readForMessage(api, one.own)).toMatchObject({ detail: { status: 'collected' } });
    expect(await reasonsOf(one)).toEqual(['Handed to this service by a message in its queue, and read to answer it.']);
  });

  test('that this service has closed is over, and shows nobody', async () => {
    const one = await refer();
    await accept(own, one.own);
    await reportStatus(system.deps, own, one.own, { status: 'closed', outcome: 'support-completed' });
    const before = await reasonsOf(one);
    expect(await readForMessage(api, one.own)).toEqual({ over: 'closed' });
    expect(await reasonsOf(one)).toEqual(before);
  });

  test('that is not there is told as such', async () => {
    await expect(readForMessage(api, `${'a'.repeat(26)}-01`)).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('a person who reads it is told that a reason is missing, and is shown it for one', async () => {
  const one = await refer();
  await accept(own, one.own);
  await reportStatus(system.deps, own, one.own, { status: 'closed', outcome: 'support-completed' });
  const refused = await api.readHandOff(one.own).catch((error: unknown) => error);
  expect(isReasonMissing(refused)).toBe(true);
  expect(refused).toMatchObject({ problem: { currentStatus: 'closed' } });
  expect(await api.readHandOff(one.own, { reason: 'They rang.' })).toHaveProperty('victim');
  const garbled = await api.readHandOff(one.own, { reason: '' }).catch((error: unknown) => error);
  expect(isReasonMissing(garbled)).toBe(false);
});
