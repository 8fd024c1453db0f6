/** What the victim hub sees of a case on its pages. */
import { expect, test } from 'vitest';
import type { Submission } from '#src/domain/submission.ts';
import { dispatchReferral } from '#src/usecases/dispatch-referral.ts';
import { processDeadlines } from '#src/usecases/process-deadlines.ts';
import { submitReferral } from '#src/usecases/submit-referral.ts';
import { police } from '#test/support/area-fixture.ts';
import { document, mainText } from '#test/support/pages.ts';
import { type Overrides, submission } from '#test/support/submissions.ts';
import { pages, system } from '../support/setup-pages.ts';

const unsafe = { safe: { call: 'no', voicemail: 'no', text: 'no', email: 'no', post: 'no' } } as const;
let referrals = 0;
async function send(over: Overrides<Submission>) {
  referrals += 1;
  const own = { crimeReference: `06AB/${6_000_000 + referrals}/26` };
  const done = await submitReferral(system.deps, police, submission({ ...over, ...own }));
  if (!('created' in done)) throw new Error('It was not taken.');
  await dispatchReferral(system.deps, done.created.id, 1);
  return done.created;
}

test('a release that is near stands on the line and the page of a case, whatever else it is there for', async () => {
  const suspects = [{ name: 'Alex Example', releaseOn: '2026-11-20' }];
  const routed = await send({ suspects });
  const held = await send({ suspects, contact: unsafe });
  const other = await send({ suspects: [{ releaseOn: '2026-12-20' }], contact: unsafe });
  await processDeadlines(system.deps);
  const hub = await pages.signIn('example-authority');
  const lines = [...document(await hub.get('/triage')).querySelectorAll('tbody tr')].map(
    ({ textContent }) => textContent,
  );
  const line = ({ reference }: { reference: string }) => lines.find((one) => one.includes(reference));
  expect(line(routed)).toContain('A suspect is released soon');
  expect(line(routed)).toContain('Release on Friday 20 November 2026');
  expect(line(held)).toContain('On hold');
  expect(line(held)).toContain('Release on Friday 20 November 2026');
  expect(line(other)).not.toContain('Release on');
  expect(mainText(await hub.get(`/triage/${routed.id}`))).toContain('Release on Friday 20 November 2026');
  expect(mainText(await hub.get(`/triage/${routed.id}`))).not.toContain('Alex');
});

test('the list says until when bank holidays are known, months before they end', async () => {
  const hub = await pages.signIn('example-authority');
  const notice = 'Bank holidays are known until Friday 31 December 2027.';
  expect(mainText(await hub.get('/triage'))).not.toContain(notice);
  system.clock.now = new Date('2027-07-01T09:00:00Z');
  const later = await pages.signIn('example-authority');
  expect(mainText(await later.get('/triage'))).toContain(notice);
});
