/** A person says no to one referral, and another of the same crime comes. */
import { expect, test } from 'vitest';
import { explicitConsent } from '#test/support/submissions.ts';
import { type Steps, stepsAfterHandOff } from './support/after-hand-off.ts';
import { useAuditedRun } from './support/audited-run.ts';
import { authority, general, hospital, police, type ReferralAnswer, type Run, somebody } from './support/run.ts';

let run: Run;
let steps: Steps;
useAuditedRun((started) => {
  run = started;
  steps = stepsAfterHandOff(started);
});
const pass = (minutes: number) =>
  run.client.moveClock(new Date(run.system.clock.now() + minutes * 60_000).toISOString());
const withdraw = (id: string, reason: string, party = police) =>
  run.client.call(party, 'POST', `/v1/referrals/${id}/withdraw`, { reason });
const agreedNow = () => ({ ...explicitConsent, obtainedAt: steps.now() });

/** A service had it when the person said no. */
async function refused() {
  const { referralId, body } = await steps.accepted();
  await pass(10);
  expect((await withdraw(referralId, 'consent-withdrawn')).status).toBe(200);
  await pass(10);
  return { referralId, body };
}
async function sendAgain(body: object, sender = police): Promise<string> {
  const answer = await run.send(body, sender);
  expect(answer.status).toBe(201);
  return (answer.json as ReferralAnswer).referralId;
}
const servicesOf = async (id: string, sender = police) =>
  (await run.view(id, sender)).handOffs.map((one) => one.service);

test('under another victim number it goes to the hub, and to a service once the person has agreed', async () => {
  const { body } = await refused();
  const again = { ...body, victimReference: '2' };
  const id = await sendAgain(again);
  expect(await run.messagesOf(id)).toEqual([]);
  expect(await run.view(id)).toMatchObject({ status: 'held', heldReasons: [], handOffs: [] });
  expect(await steps.triageReasons(id)).toEqual(['held']);
  // A correction that says nothing of consent changes nothing.
  expect((await steps.patch(id, 1, { contact: { times: 'mornings' } })).json).toMatchObject({ status: 'held' });
  expect(await run.messagesOf(id)).toEqual([]);
  expect((await steps.put(id, 2, { ...again, consent: agreedNow() })).status).toBe(200);
  expect(await run.messagesOf(id)).toMatchObject([{ service: general }]);
  expect(await steps.triageReasons(id)).toEqual([]);
});

test('by another sender it goes to the hub, which hands it over, and that sender learns nothing of the other', async () => {
  const { body } = await refused();
  const { crimeReference, ...rest } = body;
  const id = await sendAgain({ ...rest, incidentReference: `AE-${crimeReference}` }, hospital);
  expect(await run.messagesOf(id)).toEqual([]);
  const view = await run.view(id, hospital);
  expect(view).toMatchObject({ status: 'held', heldReasons: [] });
  expect(view.history.map(({ event }) => event)).toEqual(['received', 'held']);
  expect(JSON.stringify(view)).not.toContain('consent-withdrawn');
  const route = { service: general, reason: 'The person asked for it.' };
  expect((await run.client.call(authority, 'POST', `/v1/referrals/${id}/route`, route)).status).toBe(200);
  expect(await servicesOf(id, hospital)).toEqual([general]);
  expect(await steps.triageReasons(id)).toEqual([]);
});

test('in one batch of a night it goes to the hub, and the others of the batch to their services', async () => {
  const { body } = await refused();
  const other = somebody();
  const referrals = [{ ...body, victimReference: '2' }, other];
  const answer = await run.client.call(police, 'POST', '/v1/referrals/batch', { referrals });
  const ids = (answer.json as { results: { body: ReferralAnswer }[] }).results.map(({ body }) => body.referralId);
  for (const id of ids) run.answered.add(id);
  const [again = '', next = ''] = ids;
  expect(await run.messagesOf(next)).toHaveLength(1);
  expect((await run.view(again)).status).toBe('held');
});

test('of which a service has another, the hub is told, and that service goes on until it decides', async () => {
  const { referralId: one, body } = await steps.accepted();
  const two = await sendAgain({ ...body, victimReference: '2' });
  expect(await run.messagesOf(two)).toHaveLength(1);
  expect((await decide(two, null)).status).toBe(200);
  expect(await steps.triageReasons(two)).toEqual([]);
  await withdraw(one, 'consent-withdrawn');
  expect(await steps.triageReasons(two)).toEqual(['possible-duplicate']);
  expect((await run.view(two)).status).toBe('routed');
  expect((await decide(two, null)).status).toBe(200);
  expect(await steps.triageReasons(two)).toEqual([]);
});

test('two senders each withdraw theirs as the duplicate of the other’s: the hub has the person', async () => {
  const { referralId: one, body } = await steps.accepted();
  const { crimeReference, ...rest } = body;
  const two = await sendAgain({ ...rest, incidentReference: `AE-${crimeReference}` }, hospital);
  await run.messagesOf(two);
  await withdraw(one, 'duplicate');
  expect((await run.view(two, hospital)).status).toBe('routed');
  await withdraw(two, 'duplicate', hospital);
  expect((await run.view(one)).status).toBe('held');
  expect(await steps.triageReasons(one)).toEqual(['held']);
});

function decide(id: string, of: string | null) {
  return run.client.call(authority, 'POST', `/v1/referrals/${id}/duplicate`, { of, reason: 'The person was asked.' });
}
