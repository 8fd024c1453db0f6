/** A page that is sent after its session has ended: what was typed is given back to the person who typed it, and to nobody else. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { maxLatenessMs } from '#src/web/app/ended-session.ts';
import { ordinaryLimits } from '#src/web/app/session-limits.ts';
import { type Browser, document, mainText, type PageView } from '#test/support/pages.ts';
import { answer, fill, startDraft } from '#test/web/refer/support/answers.ts';
import { pages, setUpPagesForEachTest, system } from '../../support/setup-pages.ts';

setUpPagesForEachTest();
const here = 'example-hospital';
const hours = (ms: number) => ms / 3_600_000;
const typed = 'Followed home from the tram stop.';
const summaryOn = (seen: PageView) => document(seen).querySelector('textarea')?.textContent?.trim();

/** A person with a draft, whose session ends while they type a page. */
async function typeUntilSignedOut(over: Record<string, string> = {}): Promise<{ draft: string; late: PageView }> {
  const browser = await pages.signIn(here, 'one');
  const draft = await startDraft(browser);
  await answer(browser, draft, 'summary', { summary: 'Followed.' });
  await browser.get(`${draft}/summary`);
  system.wait(hours(ordinaryLimits.idleMs));
  const late = await browser.post(`${draft}/summary`, { summary: typed, ...over });
  return { draft, late };
}
const signInLink = (seen: PageView) => document(seen).querySelector('main a')?.getAttribute('href');

test('the page comes back as it was typed, and is saved only when they go on', async () => {
  const { draft, late } = await typeUntilSignedOut();
  expect(late.status).toBe(401);
  expect(late.html).not.toContain(typed);
  expect(mainText(late)).toContain('What you had typed is kept.');
  expect(signInLink(late)).toBe(`/sign-in?${new URLSearchParams({ return: `${draft}/summary` })}`);
  const again = await pages.signIn(here, 'one');
  expect(mainText(await again.get(draft))).toMatch(/What happened In progress/);
  const page = await again.get(`${draft}/summary`);
  expect(summaryOn(page)).toBe(typed);
  expect(mainText(page)).toContain('You were signed out before this page was saved.');
  expect((await again.submit()).status).toBe(200);
  const saved = await again.get(`${draft}/summary`);
  expect([summaryOn(saved), mainText(saved).includes('You were signed out')]).toEqual([typed, false]);
});

test('it is not sent without having been looked at', async () => {
  const browser = await pages.signIn(here, 'one');
  const draft = await startDraft(browser);
  await fill(browser, draft);
  await browser.get(`${draft}/summary?from=check`);
  system.wait(hours(ordinaryLimits.idleMs));
  const late = await browser.post(`${draft}/summary`, { summary: typed });
  expect(signInLink(late)).toContain(encodeURIComponent(`${draft}/summary?from=check`));
  const again = await pages.signIn(here, 'one');
  expect((await again.get(`${draft}/check`)).url).toBe(draft);
  await again.get(`${draft}/summary?from=check`);
  expect(mainText(await again.submit())).toContain(typed);
});

test('what another window saved meanwhile is not overwritten unseen', async () => {
  const browser = await pages.signIn(here, 'one');
  const draft = await startDraft(browser);
  await browser.get(`${draft}/summary`);
  system.wait(hours(ordinaryLimits.idleMs));
  const other = await pages.signIn(here, 'one');
  await answer(other, draft, 'summary', { summary: 'From the other window.' });
  await browser.post(`${draft}/summary`, { summary: typed });
  await other.get(`${draft}/summary`);
  const conflict = await other.submit();
  expect(conflict.status).toBe(409);
  for (const text of [typed, 'From the other window.']) expect(mainText(conflict)).toContain(text);
});

test('nobody else gets it, and it is stored sealed', async () => {
  const { draft } = await typeUntilSignedOut();
  const colleague = await pages.signIn(here, 'two');
  expect((await colleague.get(`${draft}/summary`)).status).toBe(404);
  const { Items } = await system.client.send(new ScanCommand({ TableName: system.tables.web }));
  const stored = JSON.stringify(Items, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  expect(stored).not.toContain(typed);
  expect(system.lines.join('\n')).not.toContain(typed);
});

/** Whether the draft has it. */
const isKept = async (draft: string): Promise<boolean> =>
  summaryOn(await (await pages.signIn(here, 'one')).get(`${draft}/summary`)) === typed;
async function openSummary(): Promise<{ browser: Browser; draft: string }> {
  const browser = await pages.signIn(here, 'one');
  const draft = await startDraft(browser);
  await browser.get(`${draft}/summary`);
  return { browser, draft };
}

test('a form of somebody else’s session is not kept', async () => {
  const { browser, draft } = await openSummary();
  system.wait(hours(ordinaryLimits.idleMs));
  const forged = await browser.post(`${draft}/summary`, { summary: typed, token: 'AAAAAAAAAAAAAAAAAAAAAA' });
  expect([forged.status, mainText(forged).includes('is kept. Sign in again')]).toEqual([401, false]);
  expect(await isKept(draft)).toBe(false);
});

test('a page of a session that was signed out or left in a hurry is not kept', async () => {
  for (const leave of [
    async (browser: Browser) => {
      await browser.get('/sign-out');
      await browser.post('/sign-out');
    },
    (browser: Browser) => browser.get('/exit'),
  ]) {
    const { browser, draft } = await openSummary();
    const form = document(await browser.get(`${draft}/summary`)).querySelector<HTMLInputElement>('[name=token]');
    await leave(browser);
    await browser.post(`${draft}/summary`, { summary: typed, token: form?.value ?? '' });
    expect(await isKept(draft)).toBe(false);
  }
});

test('nor one that was left open for longer than a day', async () => {
  const { browser, draft } = await openSummary();
  system.wait(hours(ordinaryLimits.idleMs + maxLatenessMs));
  await browser.post(`${draft}/summary`, { summary: typed });
  expect(await isKept(draft)).toBe(false);
});

test('a correction is kept as well', async () => {
  const browser = await pages.signIn(here, 'one');
  const draft = await startDraft(browser);
  await fill(browser, draft);
  await browser.get(`${draft}/check`);
  await browser.post(`${draft}/check`);
  const sent = await browser.post(`${draft}/equality`, { go: 'skip' });
  const reference = /EX-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(sent.html)?.[0] ?? '';
  const { dispatchReferral } = await import('#src/usecases/dispatch/dispatch-referral.ts');
  await dispatchReferral(system.deps, sent.url.split('/').pop() as never, 1);
  await browser.get(`/status/${reference}`);
  const correction = (await browser.post(`/status/${reference}/correct`)).url;
  await browser.get(`${correction}/summary`);
  system.wait(hours(ordinaryLimits.idleMs));
  await browser.post(`${correction}/summary`, { summary: typed });
  const again = await pages.signIn(here, 'one');
  expect(mainText(await again.get(correction))).toContain('In progress');
  expect(summaryOn(await again.get(`${correction}/summary`))).toBe(typed);
});

test('staying signed in needs no script and does not leave the page', async () => {
  const { browser, draft } = await openSummary();
  const link = document(await browser.get(`${draft}/summary`)).querySelector('.app-session-stay');
  expect(link?.getAttribute('target')).toBe('_blank');
  system.wait(hours(ordinaryLimits.idleMs) - 0.01);
  const stayed = await browser.get(link?.getAttribute('href') ?? '');
  expect(mainText(stayed)).toContain('You stay signed in until 09:59.');
  system.wait(hours(ordinaryLimits.idleMs) - 0.01);
  expect((await browser.get(`${draft}/summary`)).status).toBe(200);
  system.wait(hours(ordinaryLimits.idleMs));
  expect((await browser.get('/stay-signed-in')).status).toBe(401);
});
