/** What a service does on the list of its hand-offs. */
import { expect, test } from 'vitest';
import { expireHandOff } from '#src/domain/case/report/report.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { police } from '#test/support/area-fixture.ts';
import { document, mainText } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPages, system } from '../support/setup-pages.ts';

setUpPages();
let sent = 0;
/** The line of one that nobody of the general service opened in time. */
async function expired(): Promise<string> {
  sent += 1;
  const { deps } = system;
  const crimeReference = `06AB/${4_000_000 + sent}/26`;
  const { id, reference } = await submitAndDispatch(deps, police, submission({ crimeReference }));
  const context = { area: deps.area, now: deps.now() };
  await changeCase(deps.cases, id, (referralCase) => expireHandOff(referralCase, 1, context));
  return `${reference}, to be answered by`;
}

test('“We have seen this” is of what the page said, and leaves what expired since', async () => {
  const shown = await expired();
  const browser = await pages.signIn('general');
  expect(mainText(await browser.get('/inbox'))).toContain(shown);
  const since = await expired();
  const after = mainText(await browser.post('/inbox'));
  expect(after).toContain(since);
  expect(after).not.toContain(shown);
});

test('more than five that expired are folded up, so that the inbox stays in sight, and all are seen at once', async () => {
  const browser = await pages.signIn('general');
  await browser.get('/inbox');
  await browser.post('/inbox');
  const lines: string[] = [];
  for (let count = 0; count < 6; count += 1) lines.push(await expired());
  const banner = document(await browser.get('/inbox')).querySelector('.govuk-notification-banner');
  expect(banner?.querySelector('.govuk-notification-banner__heading')?.textContent).toContain('6 referrals');
  for (const line of lines) expect(banner?.querySelector('details')?.textContent.replace(/\s+/g, ' ')).toContain(line);
  expect(mainText(await browser.post('/inbox'))).not.toContain('to be answered by');
});

test('more than a page of them are not told as if they were all', async () => {
  const line = await expired();
  const { unreadExpiries } = system.deps.cases;
  system.deps.cases.unreadExpiries = async (service) => ({ ...(await unreadExpiries(service)), hasMore: true });
  const browser = await pages.signIn('general');
  const said = mainText(await browser.get('/inbox'));
  system.deps.cases.unreadExpiries = unreadExpiries;
  expect(said).toMatch(/More than \d+ referrals were taken from you.* These are the latest \d+\./);
  expect(said).toContain('The earlier ones are shown once you have seen these.');
  expect(said).toContain(line);
  expect(mainText(await browser.get('/inbox'))).not.toContain('More than');
});
