/** What the detail of a hand-off leads with. */
import { beforeAll, expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { handOffsApp } from '#src/http/hand-offs.ts';
import type { App } from '#src/platform/http-message.ts';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { area, hospital } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { type Overrides, submission, watchedAtHome } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();
let system: TestSystem;
let app: App;
beforeAll(async () => {
  system = await makeTestSystem(tables);
  app = handOffsApp({ ...system.deps, register: buildPartyRegister(area().parties, {}) });
});

let referrals = 0;
async function handOver(over: Overrides<Submission>) {
  referrals += 1;
  const { deps } = system;
  const own = { crimeReference: `06AB/${5_000_000 + referrals}/26` };
  const done = await submitReferral(deps, hospital, submission({ ...over, ...own }));
  if (!('created' in done)) throw new Error(JSON.stringify(done));
  await dispatchReferral(deps, done.created.id, 1);
  return handOffId(done.created.id, 1);
}
const ask = (service: string, path: string, body?: object) =>
  sendRequest(app, path, {
    claims: { party: service, scope: 'referrals/hand-offs' },
    ...(body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
const call = async (service: string, path: string, body?: object): Promise<Record<string, unknown>> => {
  const answer = await ask(service, path, body);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
};
const readDetail = async (over: Overrides<Submission>, service: string) =>
  call(service, `/v1/hand-offs/${await handOver(over)}`);

test('the detail leads with what to know before the first word, and says nothing else of the channels below', async () => {
  const detail = await readDetail(watchedAtHome, 'high-risk-advocacy');
  expect(Object.keys(detail)[0]).toBe('firstContact');
  expect(detail).toMatchObject({
    firstContact: {
      personAware: 'no',
      overrideReason: watchedAtHome.consent?.overrideReason,
      channels: [
        { channel: 'email', safe: 'yes', because: [], email: 'sam@example.org' },
        { channel: 'call', safe: 'no', because: ['suspect-has-access'] },
        { channel: 'voicemail', safe: 'no', because: ['said-to-be-unsafe', 'suspect-has-access'] },
        { channel: 'text', safe: 'no', because: ['suspect-has-access'] },
        { channel: 'post', safe: 'no', because: ['suspect-at-home'] },
      ],
      mustNotKnow: 'Her husband and his brother',
      suspects: [{ relationship: 'partner', status: 'bailed', noContactCondition: 'yes' }],
    },
    notes: expect.arrayContaining(['person-not-aware', 'safeguarding-not-made']),
    contact: { safe: { call: 'no', voicemail: 'no', text: 'no', email: 'yes', post: 'no' } },
  });
});

test('a service that is not shown suspects is told that the channels are not safe, and nothing of why', async () => {
  const { contact, suspects } = watchedAtHome;
  const detail = await readDetail({ contact, suspects }, 'general');
  expect(detail['firstContact']).toMatchObject({
    personAware: 'not-stated',
    channels: [
      { channel: 'email', safe: 'yes' },
      { channel: 'call', safe: 'no', because: [] },
      { channel: 'voicemail', safe: 'no', because: [] },
      { channel: 'text', safe: 'no', because: [] },
      { channel: 'post', safe: 'no', because: [] },
    ],
  });
  expect(JSON.stringify(detail)).not.toMatch(/suspect|Alex|bailed/);
});

test('what a service reported of a number stands beside what the referrer said of it', async () => {
  const alternative = { name: 'Robin Example', phone: '+447700900456' };
  const path = `/v1/hand-offs/${await handOver({ contact: { alternative } })}`;
  const { confirmationCode } = await call('general', path);
  const before = JSON.stringify(await call('general', path));
  expect(before).toContain('"safe":"yes"');
  expect(before).not.toContain('"reported"');
  const report = (body: object) => call('general', `${path}/status`, body);
  await report({ status: 'accepted', confirmationCode });
  const at = system.deps.now().toISOString();
  await report({ status: 'contact-attempted', channel: 'call', at, result: 'wrong-number' });
  await report({ status: 'suspended', reason: 'unsafe-to-contact' });
  const { firstContact } = (await call('general', path)) as { firstContact: { channels: { channel: string }[] } };
  const of = (channel: string) => firstContact.channels.find((one) => one.channel === channel);
  expect(of('call')).toMatchObject({ safe: 'yes', reported: 'wrong' });
  expect(of('email')).toMatchObject({ reported: 'maybe-unsafe' });
});

test('a report of stopped contact names the ways that it means, and repeats are told by them', async () => {
  const path = `/v1/hand-offs/${await handOver({})}`;
  const { confirmationCode } = await call('general', path);
  const report = async (body: object) => (await ask('general', `${path}/status`, body)).status;
  await report({ status: 'accepted', confirmationCode });
  const stop = { status: 'suspended', reason: 'wrong-contact-details', channels: ['email', 'text'] };
  expect(await report(stop)).toBe(200);
  const { firstContact } = (await call('general', path)) as { firstContact: { channels: { channel: string }[] } };
  const marked = firstContact.channels.filter((one) => 'reported' in one).map(({ channel }) => channel);
  expect(marked.sort()).toEqual(['call', 'email', 'text', 'voicemail']);
  expect(await report({ ...stop, channels: ['text', 'email'] })).toBe(200);
  expect(await report({ status: 'suspended', reason: 'wrong-contact-details' })).toBe(200);
  expect(await report({ ...stop, channels: ['post'] })).toBe(409);
  expect(await report({ ...stop, channels: ['pigeon'] })).toBe(422);
});
