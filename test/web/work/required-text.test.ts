/** A text that is too long is refused, shown as typed, and never cut. */
import { expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { hospital } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { document } from '#test/support/pages.ts';
import { explicitConsent, noSafeContact, type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { errorsOn } from '../refer/support/answers.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
let count = 0;
async function send(over: Overrides<Submission> = {}) {
  count += 1;
  const body = submission({ ...over, crimeReference: `06AB/${7_100_000 + count}/26`, consent: explicitConsent });
  const { id } = await submitAndDispatch(system.deps, hospital, body);
  return id;
}

test('a service’s advice', async () => {
  const id = handOffId(await send(), 1);
  await readHandOff(system.deps, serviceId('general'), id);
  const browser = await pages.signIn('general');
  await browser.get(`/inbox/${id}`);
  const advice = 'x'.repeat(1001);
  const report = { status: 'returned', 'return-reason': 'unsafe-to-contact', advice };
  const seen = await browser.post(`/inbox/${id}/report`, report);
  expect(errorsOn(seen)).toEqual(['What the referrer should do must be 1,000 characters or fewer']);
  expect(document(seen).querySelector<HTMLTextAreaElement>('#advice')?.value).toBe(advice);
});

test('why a service looks again', async () => {
  const id = handOffId(await send(), 1);
  await readHandOff(system.deps, serviceId('general'), id);
  await reportStatus(
    system.deps,
    serviceId('general'),
    id,
    { status: 'accepted' },
    { code: system.deps.keys.confirmationCode(id) },
  );
  await reportStatus(system.deps, serviceId('general'), id, { status: 'closed', outcome: 'disengaged' });
  const browser = await pages.signIn('general');
  await browser.get(`/inbox/${id}`);
  const seen = await browser.post(`/inbox/${id}/open`, { why: 'x'.repeat(501) });
  expect(seen.status).toBe(422);
  expect(errorsOn(seen)).toEqual(['Why you need to see the details must be 500 characters or fewer']);
  expect(seen.html).not.toContain('Sam');
});

test.each([
  [
    'route',
    { service: 'general', reason: 'x'.repeat(501) },
    'Why you chose this service must be 500 characters or fewer',
  ],
  [
    'return',
    { 'return-reason': 'insufficient-information', advice: 'x'.repeat(1001) },
    'What the referrer should do must be 1,000 characters or fewer',
  ],
  ['hold', { 'hold-reason': 'x'.repeat(501) }, 'Which court or inquiry needs it must be 500 characters or fewer'],
])('the words for triage when it would %s', async (what, fields, error) => {
  const path = `/triage/${await send(noSafeContact)}`;
  const browser = await pages.signIn('example-authority');
  await browser.get(path);
  expect(errorsOn(await browser.post(`${path}/${what}`, fields))).toEqual([error]);
});

test('an action on a page that is out of date says so in the right words', async () => {
  const path = `/triage/${await send(noSafeContact)}`;
  const browser = await pages.signIn('example-authority');
  await browser.get(path);
  const withdraw = { 'withdraw-reason': 'sent-in-error' };
  await browser.post(`${path}/withdraw`, withdraw);
  const back = { 'return-reason': 'insufficient-information', advice: 'Say where.' };
  const again = await browser.post(`${path}/return`, back);
  expect([again.status, errorsOn(again)]).toEqual([
    409,
    [
      'This referral has changed since you opened the page, perhaps because a button was pressed twice. Look at what has happened so far before you try again.',
    ],
  ]);
});
