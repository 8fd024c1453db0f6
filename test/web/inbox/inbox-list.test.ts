/** What a service does on the list of its hand-offs. */
import { expect, test } from 'vitest';
import { expireHandOff } from '#src/domain/case/report.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { police } from '#test/support/area-fixture.ts';
import { mainText } from '#test/support/pages.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, system } from '../support/setup-pages.ts';

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
