/** Expired rows are treated as absent, even while the table still has them; this table never deletes them. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { ordinaryLimits } from '#src/web/app/session-limits.ts';
import { hospital } from '#test/support/area-fixture.ts';
import { mainText } from '#test/support/pages.ts';
import { explicitConsent, nothingSafe, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { answer, ordinary, startDraft } from '#test/web/refer/support/answers.ts';
import { pages, setUpPagesForEachTest, system } from '../../support/setup-pages.ts';

setUpPagesForEachTest();
const weeks = 7 * 24;
const here = 'example-hospital';
const rowsOf = async (start: string): Promise<number> => {
  const { Items = [] } = await system.client.send(new ScanCommand({ TableName: system.tables.web }));
  return Items.filter(({ id, row }) => `${id} ${row}`.includes(start)).length;
};

test('a draft exists for six weeks after it was last saved', async () => {
  const first = await pages.signIn(here, 'one');
  const draft = await startDraft(first);
  system.wait(5 * weeks);
  const second = await pages.signIn(here, 'one');
  expect((await answer(second, draft, 'person', ordinary.person ?? {})).status).toBe(200);
  system.wait(6 * weeks - 1);
  const third = await pages.signIn(here, 'one');
  expect((await third.get(draft)).status).toBe(200);
  expect(mainText(await third.get('/refer'))).toContain('Referrals you have started');
  system.wait(1);
  const last = await pages.signIn(here, 'one');
  for (const path of ['', '/person', '/check', '/delete']) expect((await last.get(`${draft}${path}`)).status).toBe(404);
  const start = await last.get('/refer');
  expect(mainText(start)).not.toContain('Referrals you have started');
  expect((await last.post(`${draft}/person`, ordinary.person)).status).toBe(404);
  expect(await rowsOf('draft#')).toBe(1);
});

test('an expired correction starts again', async () => {
  const safe = nothingSafe;
  const { reference } = await submitAndDispatch(
    system.deps,
    hospital,
    submission({ consent: explicitConsent, contact: { safe } }),
  );
  const correct = async () => {
    const browser = await pages.signIn(here, 'one');
    await browser.get(`/status/${reference}`);
    return { browser, draft: (await browser.post(`/status/${reference}/correct`)).url };
  };
  const first = await correct();
  await answer(first.browser, first.draft, 'summary', { summary: 'Pushed over.' });
  system.wait(6 * weeks);
  const second = await correct();
  expect(second.draft).toBe(first.draft);
  expect((await second.browser.get(`${second.draft}/summary`)).html).not.toContain('Pushed over.');
});

test('remembered details are forgotten after a year', async () => {
  const first = await pages.signIn(here, 'one');
  const you = { ...ordinary['about-you'], remember: 'yes' };
  await answer(first, await startDraft(first), 'about-you', you);
  system.wait(365 * 24);
  const second = await pages.signIn(here, 'one');
  expect((await second.get(`${await startDraft(second)}/about-you`)).html).not.toContain('Nurse Example');
  expect(await rowsOf('profile')).toBe(1);
});

test('an ended session stays ended while its row exists', async () => {
  const browser = await pages.signIn(here, 'one');
  expect((await browser.get('/refer')).status).toBe(200);
  system.wait(ordinaryLimits.maxMs / 3_600_000);
  expect((await browser.get('/refer')).status).toBe(401);
  expect(await rowsOf('session#')).toBe(1);
});
