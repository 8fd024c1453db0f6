/** Pages say of a test that it is one, and of nothing else. */
import { beforeAll, expect, test } from 'vitest';
import type { Sender } from '#src/domain/sender.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { en } from '#src/web/texts/en.ts';
import { areaWithTests, police, testPolice } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { document, makePages, type Pages, type PageView } from '#test/support/pages.ts';
import { noSafeContact, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();
let system: TestSystem;
let pages: Pages;
beforeAll(async () => {
  system = await makeTestSystem(tables, areaWithTests());
  pages = makePages(system, pageRoutes('{}'));
});

const send = (sender: Sender) => submitAndDispatch(system.deps, sender, submission(noSafeContact));
const tagsIn = (page: PageView, within: string) =>
  [...document(page).querySelectorAll(`${within} .govuk-tag`)].map(({ textContent }) => textContent.trim());

test('everybody of a test party reads on each page that nothing there is real, and nobody else', async () => {
  for (const [party, paths] of [
    ['test-police', ['/sent', '/refer']],
    ['test-support', ['/inbox']],
  ] as const) {
    const browser = await pages.signIn(party);
    for (const path of paths) {
      const page = await browser.get(path);
      expect(tagsIn(page, '.govuk-phase-banner'), path).toEqual([en.site.test.tag]);
      expect(page.html).toContain(en.site.test.text);
    }
  }
  const real = await (await pages.signIn('example-police')).get('/sent');
  expect(real.html).not.toContain(en.site.test.text);
});

test('the hub reads of each test in its list and on its page that it is one', async () => {
  const [aTest, real] = [await send(testPolice), await send(police)];
  const hub = await pages.signIn('example-authority');
  const list = document(await hub.get('/triage'));
  const isMarked = (reference: string) =>
    [...list.querySelectorAll('tbody tr')]
      .find(({ textContent }) => textContent.includes(reference))
      ?.querySelector('.govuk-tag--purple') !== null;
  expect([isMarked(aTest.reference), isMarked(real.reference)]).toEqual([true, false]);
  expect(tagsIn(await hub.get(`/triage/${aTest.id}`), 'main')).toContain(en.site.test.tag);
  expect(tagsIn(await hub.get(`/triage/${real.id}`), 'main')).not.toContain(en.site.test.tag);
});
