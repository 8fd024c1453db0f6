/** The door stays open after the last bank holiday on record. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authority, general, type Run, startRun } from './support/run.ts';

let run: Run;
beforeAll(async () => {
  run = await startRun({ now: '2028-04-12T09:00:00Z' });
});
afterAll(() => run.stop());

test('a referral is accepted, its deadline is reckoned by rule over Easter and says that it is provisional', async () => {
  const sent = await run.refer({ reportedAt: '2028-04-12T08:00:00Z', offence: { occurredOn: '2028-04-11' } });
  expect(sent).toMatchObject({ referBy: '2028-04-18', withinCode: true });
  expect(sent['notes']).toContain('provisional-deadline');
  const [message] = await run.messagesOf(sent.referralId);
  if (!message) throw new Error('no message');
  // Five working days, over Good Friday and Easter Monday.
  expect(await run.read(message)).toMatchObject({ service: general, respondBy: '2028-04-21T22:59:59.000Z' });
  expect((await run.client.call(authority, 'GET', '/v1/triage')).status).toBe(200);
});
