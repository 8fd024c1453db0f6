/** Counting somebody who said no, where the form stops: it posts nobody's data and needs no JavaScript. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { Dimension } from '#src/domain/counting/model.ts';
import { queryVolumes } from '#src/usecases/volumes/query-volumes.ts';
import { document, mainText, type PageView } from '#test/support/pages.ts';
import { answer, fill, ordinary, startDraft } from '#test/web/refer/support/answers.ts';
import { pages, setUpPages, system } from '#test/web/support/setup-pages.ts';

setUpPages();
const label = 'Count that they were asked and said no';
const countForm = (seen: PageView): HTMLFormElement | undefined =>
  [...document(seen).querySelectorAll('form')].find((form) => form.textContent?.includes(label));

/** Counts since the test began, by the value of one dimension. */
async function countsBy(by: Dimension): Promise<Record<string, number>> {
  const { rows } = await queryVolumes(
    { counters: system.deps.reader, area: system.deps.area, now: system.deps.now },
    { measure: 'not-referred', from: '2026-01-01', to: '2026-12-31', interval: 'all', by: [by], format: 'json' },
  );
  return Object.fromEntries(rows.map(({ values, count }) => [values[0], count ?? 0]));
}
async function addedBy(by: Dimension, act: () => Promise<unknown>) {
  const before = await countsBy(by);
  await act();
  const after = await countsBy(by);
  return Object.fromEntries(
    Object.entries(after).flatMap(([name, now]) => (now === before[name] ? [] : [[name, now - (before[name] ?? 0)]])),
  );
}

let people = 0;
/** A draft with the offence, the person and the place, stopped at consent. */
async function stoppedDraft(consent: Record<string, string>, offence: Record<string, string> = { category: 'rape' }) {
  const browser = await pages.signIn('example-hospital', `stopped ${++people}`);
  const draft = await startDraft(browser);
  await answer(browser, draft, 'person', ordinary.person ?? {});
  if (Object.keys(offence).length > 0) await answer(browser, draft, 'offence', offence);
  return { browser, draft, stopped: await answer(browser, draft, 'consent', consent) };
}
const optedOut = { basis: 'explicit-consent', optedOut: 'yes' };
const noConsent = { basis: 'public-task' };

describe('where the form stops because the person said no', () => {
  test.each([
    ['opted-out', optedOut],
    ['consent-refused', noConsent],
  ])('one button counts it and deletes the draft: %s', async (reason, consent) => {
    const { browser, draft, stopped } = await stoppedDraft(consent);
    const form = countForm(stopped);
    expect(form?.getAttribute('action')).toBe(`${draft}/not-referred`);
    let end: PageView | undefined;
    const added = await addedBy('not-referred-reason', async () => {
      end = await browser.post(`${draft}/not-referred`);
    });
    expect(added).toEqual({ [reason]: 1 });
    expect(end?.url).toBe('/refer?counted');
    expect(end && mainText(end)).toContain('One person is counted as asked and not referred.');
    expect((await browser.get(draft)).status).toBe(404);
  });

  test('what is counted is who asked, the offence and the district', async () => {
    const { browser, draft, stopped } = await stoppedDraft(optedOut);
    expect(stopped.url).toBe(`${draft}/opted-out`);
    const press = () => browser.post(`${draft}/not-referred`);
    expect(await addedBy('offence', press)).toEqual({ rape: 1 });
    const second = await stoppedDraft(optedOut);
    expect(await addedBy('source', () => second.browser.post(`${second.draft}/not-referred`))).toEqual({
      'example-hospital': 1,
    });
  });

  test('nothing of the person is posted or kept', async () => {
    const { browser, draft, stopped } = await stoppedDraft(optedOut);
    const names = [...(countForm(stopped)?.querySelectorAll('input') ?? [])].map(({ name, type }) => [name, type]);
    expect(names).toEqual([
      ['own', 'hidden'],
      ['token', 'hidden'],
    ]);
    await browser.post(`${draft}/not-referred`);
    const { Items = [] } = await system.client.send(new ScanCommand({ TableName: system.tables.counters }));
    expect(JSON.stringify(Items)).not.toMatch(/Sam|Example|1990/);
  });

  test('a second press counts nothing, and leads to the same place', async () => {
    const { browser, draft, stopped } = await stoppedDraft(optedOut);
    const form = new URLSearchParams(
      [...(countForm(stopped)?.querySelectorAll('input') ?? [])].map(({ name, value }) => [name, value]),
    );
    await browser.post(`${draft}/not-referred`);
    const added = await addedBy('source', async () => {
      const again = await browser.post(`${draft}/not-referred`, Object.fromEntries(form));
      expect(again.url).toBe('/refer?counted');
    });
    expect(added).toEqual({});
  });

  test('it is not offered before the offence is known, and cannot be posted then', async () => {
    const { browser, draft, stopped } = await stoppedDraft(optedOut, {});
    expect(stopped.url).toBe(`${draft}/opted-out`);
    expect(countForm(stopped)).toBeUndefined();
    const added = await addedBy('source', async () => {
      expect((await browser.post(`${draft}/not-referred`)).url).toBe(draft);
    });
    expect(added).toEqual({});
  });

  test('without the token of the page nothing is counted, nor in another person’s draft', async () => {
    const { browser, draft } = await stoppedDraft(optedOut);
    const other = await pages.signIn('example-hospital', 'another person');
    const added = await addedBy('source', async () => {
      expect((await browser.post(`${draft}/not-referred`, { token: 'guessed' })).status).toBe(403);
      await other.get('/refer');
      expect((await other.post(`${draft}/not-referred`)).status).toBe(404);
    });
    expect(added).toEqual({});
    expect((await browser.get(draft)).status).toBe(200);
  });
});

test('a draft that may be sent can still be counted by nobody: no page offers it', async () => {
  const browser = await pages.signIn('example-hospital', 'sends it');
  const draft = await startDraft(browser);
  await fill(browser, draft);
  expect(countForm(await browser.get(`${draft}/check`))).toBeUndefined();
  expect((await browser.get(`${draft}/consent-needed`)).url).toBe(`${draft}/consent`);
});
