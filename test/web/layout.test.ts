/** What the frame of every page says. */
import { expect, test } from 'vitest';

import type { Stage } from '#src/domain/stage.ts';
import { recordSignIn } from '#src/usecases/staff/staff.ts';
import { layout } from '#src/web/layout.ts';
import { partyId } from '#test/support/ids.ts';
import { type Browser, document, type PageView } from '#test/support/pages.ts';
import { site } from './support/sample-pages.ts';
import { pages, setUpPages, system } from './support/setup-pages.ts';

setUpPages();
const party = partyId('general');

const signedInAs = (seen: PageView): string | undefined =>
  document(seen).querySelector('.app-signed-in')?.textContent?.replace(/\s+/g, ' ');

async function signIn(said: { name?: string; email?: string }): Promise<Browser> {
  const browser = await pages.signIn(party, JSON.stringify(said));
  const { user, session } = browser;
  const seenAt = system.deps.now().toISOString();
  await recordSignIn(system.deps, { party, user, session, seenAt }, { subject: user, party, ...said });
  return browser;
}

test('each signed-in page says as whom, by name and party', async () => {
  const organisation = system.deps.area.parties.find(({ id }) => id === party)?.name;
  const ada = await signIn({ name: 'Ada Example' });
  for (const path of ['/inbox', '/inbox/find', '/sign-out', '/help/cookies', '/nowhere'])
    expect(signedInAs(await ada.get(path)), path).toBe(`Signed in as Ada Example, ${organisation}`);
  const byAddress = await signIn({ email: 'bo@example.org' });
  expect(signedInAs(await byAddress.get('/inbox'))).toBe(`Signed in as bo@example.org, ${organisation}`);
  expect(signedInAs(await (await signIn({})).get('/inbox'))).toBe(`Signed in as ${organisation}`);
});

test('no page says so to a visitor, and none that is left in a hurry', async () => {
  expect(signedInAs(await pages.visitor().get('/help/cookies'))).toBeUndefined();
  const ada = await signIn({ name: 'Ada Example' });
  expect((await ada.get('/exit')).html).not.toContain('Ada');
});

test('the title names the page, the service and the authority, each once', async () => {
  const { authority } = system.deps.area;
  const titleOf = async (path: string) => document(await pages.visitor().get(path)).title;
  expect(await titleOf('/')).toBe(`Refer a victim of crime – ${authority}`);
  expect(await titleOf('/help/cookies')).toBe(`Cookies – Refer a victim of crime – ${authority}`);
});

test('each page of another stage than production says that nobody in it is real, and production’s says nothing of it', () => {
  const shown = (stage: Stage) => String(layout({ ...site, stage }, { title: 'Anything', content: '' }));
  expect(shown('test')).toContain('Never enter a real person');
  expect(shown('development')).toContain('Never enter a real person');
  expect(shown('production')).not.toContain('Never enter a real person');
});
