/** People in a list: add one, remove one, correct one, with nothing but forms that are posted. */
import { describe, expect, test } from 'vitest';
import { submissionSchema } from '#src/contracts/submission/schema.ts';
import { isReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { submissionPlace } from '#src/usecases/ports/seals.ts';
import { type Browser, document, type Fields, mainText, type PageView } from '#test/support/pages.ts';
import {
  answer,
  errorLinks,
  errorsOn,
  fill,
  inAbuse,
  ordinary,
  sendOff,
  startDraft,
} from '#test/web/refer/support/answers.ts';
import { pages, setUpPages, system } from '#test/web/support/setup-pages.ts';

setUpPages();
let people = 0;
const nurse = (name = `lists ${++people}`): Promise<Browser> => pages.signIn('example-hospital', name);

const abuse = { ...ordinary.circumstances, domesticAbuse: 'yes' };
const husband: Fields = {
  'suspects-0-name': 'Alex Example',
  'suspects-0-relationship': 'partner',
  'suspects-0-livesWithVictim': 'yes',
  'suspects-0-hasAccessTo': ['phone', 'post'],
};
const brother: Fields = { 'suspects-1-name': 'Robin Example', 'suspects-1-relationship': 'other-family' };

/** A draft in which there was domestic abuse. */
async function abuseDraft(browser: Browser): Promise<string> {
  const draft = await startDraft(browser);
  await answer(browser, draft, 'circumstances', abuse);
  return draft;
}

const legends = (seen: PageView): string[] =>
  [...document(seen).querySelectorAll('.app-item > legend')].map((legend) => legend.textContent?.trim() ?? '');
const inputValue = (seen: PageView, id: string): string | undefined =>
  document(seen).querySelector<HTMLInputElement>(`#${id}`)?.value;
const buttons = (seen: PageView): string[] =>
  [...document(seen).querySelectorAll('main button:not([aria-hidden])')].map(
    (one) => one.textContent?.replace(/\s+/g, ' ').trim() ?? '',
  );

async function storedAt(url: string): Promise<Submission> {
  const id = url.split('/').pop() ?? '';
  const record = isReferralId(id) ? await system.deps.ledger.get(id) : undefined;
  if (!record?.sealed) throw new Error('nothing was stored');
  return submissionSchema.parse(
    JSON.parse(system.deps.keys.open(submissionPlace(record.id, record.version), record.sealed)),
  );
}

describe('the page of a list', () => {
  test('starts with one that is empty, which needs no answer', async () => {
    const browser = await nurse();
    const draft = await abuseDraft(browser);
    const seen = await browser.get(`${draft}/suspects`);
    expect(legends(seen)).toEqual(['Suspect 1']);
    expect(buttons(seen)).toEqual(['Add another suspect', 'Continue', 'Save and come back later']);
    expect((await browser.post(`${draft}/suspects`)).url).toBe(`${draft}/summary`);
  });

  test('adds another with what was typed so far, and leaves out one that stays empty', async () => {
    const browser = await nurse();
    const draft = await abuseDraft(browser);
    const added = await answer(browser, draft, 'suspects', { ...husband, go: 'add suspects' });
    expect(added.url).toBe(`${draft}/suspects?another=suspects#suspects-1`);
    expect(legends(added)).toEqual(['Suspect 1', 'Suspect 2']);
    expect(inputValue(added, 'suspects-0-name')).toBe('Alex Example');
    expect(buttons(added)).toContain('Remove Suspect 1');
    const again = await browser.post(`${draft}/suspects`, { ...husband, go: 'add suspects' });
    expect(legends(again)).toEqual(['Suspect 1', 'Suspect 2']);
    await browser.post(`${draft}/suspects`, husband);
    expect(legends(await browser.get(`${draft}/suspects`))).toEqual(['Suspect 1']);
  });

  test('removes one and moves the others up', async () => {
    const browser = await nurse();
    const draft = await abuseDraft(browser);
    const seen = await answer(browser, draft, 'suspects', { ...husband, ...brother, go: 'remove suspects 0' });
    expect(seen.url).toBe(`${draft}/suspects#suspects`);
    expect(legends(seen)).toEqual(['Suspect 1']);
    expect(inputValue(seen, 'suspects-0-name')).toBe('Robin Example');
    const relationship = document(seen).querySelector<HTMLSelectElement>('#suspects-0-relationship');
    expect(relationship?.value).toBe('other-family');
    expect(document(seen).querySelectorAll('input:checked')).toHaveLength(0);
  });

  test('has no button to add one more than a referral may have', async () => {
    const browser = await nurse();
    const draft = await abuseDraft(browser);
    const ten = Array.from({ length: 10 }, (_, position) => [`suspects-${position}-name`, 'Alex Example'] as const);
    const seen = await answer(browser, draft, 'suspects', { ...Object.fromEntries(ten), go: 'add suspects' });
    expect(legends(seen)).toHaveLength(10);
    expect(buttons(seen)).not.toContain('Add another suspect');
  });

  test('enter in a field never removes anybody: the first button of the form is the one that continues', async () => {
    const browser = await nurse();
    const draft = await abuseDraft(browser);
    const seen = await answer(browser, draft, 'suspects', { ...husband, go: 'add suspects' });
    const first = document(seen).querySelector<HTMLButtonElement>('main form button[type=submit]');
    expect([first?.textContent?.trim(), first?.name, first?.tabIndex]).toEqual(['Continue', '', -1]);
  });

  test('errors lead to the input, also after an empty one before it', async () => {
    const browser = await nurse();
    const draft = await abuseDraft(browser);
    const second = { 'suspects-1-relationship': 'partner', 'suspects-1-name': '1' };
    const seen = await answer(browser, draft, 'suspects', { ...second, 'suspects-2-name': 'Robin Example' });
    expect(errorsOn(seen)).toEqual(['Enter the name in letters']);
    expect(errorLinks(seen)).toEqual(['#suspects-0-name']);
    expect(inputValue(seen, 'suspects-1-name')).toBe('Robin Example');
  });
});

describe('the referral', () => {
  test('carries the list, and each answer of check-your-answers leads to its place on the page', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    await fill(browser, draft, { circumstances: abuse, ...inAbuse, suspects: { ...husband, ...brother } });
    const check = await browser.get(`${draft}/check`);
    expect(mainText(check)).toContain('Suspect 2 Name Robin Example');
    const links = [...document(check).querySelectorAll('main a')].map((link) => link.getAttribute('href') ?? '');
    expect(links).toContain(`${draft}/suspects?from=check#suspects-1`);
    const { suspects } = await storedAt((await sendOff(browser, draft)).url);
    expect(suspects).toEqual([
      { name: 'Alex Example', relationship: 'partner', livesWithVictim: 'yes', hasAccessTo: ['phone', 'post'] },
      { name: 'Robin Example', relationship: 'other-family' },
    ]);
  });

  test('is sent without the list where the page is no longer part of the journey', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    await answer(browser, draft, 'circumstances', abuse);
    await answer(browser, draft, 'suspects', husband);
    await fill(browser, draft);
    expect((await browser.get(`${draft}/suspects`)).status).toBe(404);
    expect(await storedAt((await sendOff(browser, draft)).url)).not.toHaveProperty('suspects');
  });
});

test('another window changed the list meanwhile: both lists are shown, and a removal is not done twice', async () => {
  const person = `lists ${++people}`;
  const [one, two] = [await nurse(person), await nurse(person)];
  const draft = await abuseDraft(one);
  await answer(one, draft, 'suspects', { ...husband, ...brother });
  await two.get(`${draft}/suspects`);
  await answer(one, draft, 'suspects', husband);
  const asked = await two.post(`${draft}/suspects`, { ...husband, ...brother, go: 'remove suspects 0' });
  expect(asked.status).toBe(409);
  expect(mainText(asked)).toMatch(/Suspect 1\s*Name: Alex Example/);
  expect(mainText(asked)).toMatch(/Suspect 1\s*Name: Robin Example/);
  await two.submit();
  const seen = await one.get(`${draft}/suspects`);
  expect(legends(seen)).toEqual(['Suspect 1']);
  expect(inputValue(seen, 'suspects-0-name')).toBe('Robin Example');
});
