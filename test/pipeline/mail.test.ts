/** Who is told by e-mail, through the whole system: from the form to the inboxes, and back when one takes nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mainText } from '#test/support/pages.ts';
import { explicitConsent } from '#test/support/submissions.ts';
import { fill, sendOff, startDraft } from '#test/web/refer/support/answers.ts';
import { authority, hospital, type Run, startRun, unsafe } from './support/run.ts';
import { signInToPages } from './support/sign-in.ts';

/** A Monday, after the morning's e-mail of a hub for which nothing waits. */
const start = '2026-11-30T10:00:00Z';
const hub = 'victim-hub@greater-manchester.example.org';
const desk = 'safeguarding@irwell-valley.example.org';

let run: Run;
beforeAll(async () => {
  run = await startRun({ now: start });
}, 120_000);
afterAll(() => run.stop());

const subjectsTo = async (to: string): Promise<string[]> =>
  (await run.readMail())
    .filter((mail) => mail.to === to)
    .map(({ subject }) => subject.replaceAll(/GM-\w{4}-\w{4}/g, 'REF'))
    .reverse();
const later = (minutes: number) =>
  run.client.moveClock(new Date(run.system.clock.now() + minutes * 60_000).toISOString());

test('a referral by form: its service is told, and the referrer when it comes back', async () => {
  const partner = await signInToPages(run, hospital);
  const draft = await startDraft(partner);
  await fill(partner, draft);
  await sendOff(partner, draft);
  await run.system.waitUntilIdle();
  const [message] = await run.messages();
  if (!message) throw new Error('Nothing was handed off.');
  const address = `referrals@${message.service}.example.org`;
  expect(await subjectsTo(address)).toEqual(['New hand-off REF']);
  const [mail] = (await run.readMail()).filter(({ to }) => to === address);
  expect(mail?.text).toContain(`${run.client.endpoints.url}/inbox/${message.handOffId}`);

  await run.read(message);
  await run.report(message, { status: 'returned', reason: 'insufficient-information', advice: 'Which number?' });
  await later(1);
  expect(await subjectsTo(desk)).toEqual(['Sent back to you: REF']);
});

test('a deadline that is near, the hub at once and in the morning, and an address that takes nothing', async () => {
  const risk = { level: 'high' } as const;
  const own = 'bounce+nurse@simulator.amazonses.com';
  const referrer = { name: 'A nurse', email: own };
  const held = { consent: explicitConsent, contact: { safe: unsafe }, risk, referrer };
  await run.refer({ risk });
  await run.refer(held, hospital);
  await run.system.waitUntilIdle();
  expect(await subjectsTo(own)).toEqual(['On hold: REF']);
  // The event of the bounce arrives after that: the hub is told, and nothing more goes there.
  expect(await subjectsTo(hub)).toEqual(['On hold, priority high: REF', 'An e-mail address takes nothing more']);
  const staff = await signInToPages(run, authority);
  expect(mainText(await staff.get('/triage'))).toContain('1 e-mail address takes nothing more.');
  expect(mainText(await staff.get('/e-mails'))).toContain(own);

  await run.client.moveClock('2026-12-01T09:00:00Z');
  const mails = await run.readMail();
  expect(mails.map(({ subject }) => subject)).toContainEqual(expect.stringMatching(/^Deadline near: GM-/));
  expect((await subjectsTo(hub)).at(-1)).toMatch(/^This morning: \d+ things? waits?$/);
  expect(await subjectsTo(own)).toHaveLength(1);

  // The hub has looked at it: what still waits goes there again.
  const nextDay = await signInToPages(run, authority);
  await nextDay.get('/e-mails');
  const hash = /name="address" value="([^"]+)"/.exec(nextDay.seen?.html ?? '')?.[1];
  expect(mainText(await nextDay.post('/e-mails/clear', { address: hash }))).toContain('sent to that address again');
  expect(mainText(await nextDay.get('/triage'))).not.toContain('takes nothing');
});

test('no function failed, and the accounts balance', async () => {
  expect(run.troubles).toEqual([]);
  expect(await run.audit()).toEqual([]);
});
