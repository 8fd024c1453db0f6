/** The journey stops where explicit consent is needed; the rules decide that, not the pages. */
import { describe, expect, test } from 'vitest';
import { document, mainText } from '#test/support/pages.ts';
import {
  answer,
  errorsOn,
  fill,
  fillOnly,
  inAbuse,
  ordinary,
  sendOff,
  startDraft,
} from '#test/web/refer/support/answers.ts';
import { pages, setUpPages } from '#test/web/support/setup-pages.ts';

setUpPages();
const cases = [
  [
    'a charity, always',
    'example-charity',
    {},
    'The person must agree before every referral from your kind of organisation is passed on.',
  ],
  [
    'a sexual offence',
    'example-hospital',
    { offence: { category: 'rape' } },
    'The person must agree before this kind of offence is passed on.',
  ],
  [
    'domestic abuse',
    'example-police',
    { circumstances: { domesticAbuse: 'yes' } },
    'The person must agree before domestic abuse is passed on.',
  ],
  [
    'a bereaved relative',
    'example-hospital',
    { person: { ...ordinary.person, role: 'bereaved-relative' } },
    'The person must agree before a bereaved relative is passed on.',
  ],
] as const;

describe.each(cases)('%s', (_, party, answers, says) => {
  test('continuing without consent is stopped, and the answer can be changed', async () => {
    const browser = await pages.signIn(party);
    const draft = await startDraft(browser);
    for (const [step, fields] of Object.entries(answers))
      await answer(browser, draft, step as keyof typeof answers, fields);
    expect(mainText(await browser.get(`${draft}/consent`))).toContain(
      'For this referral you need their agreement first.',
    );
    const stopped = await answer(browser, draft, 'consent', { basis: 'public-task' });
    expect(stopped.url).toBe(`${draft}/consent-needed`);
    expect(mainText(stopped)).toContain(says);
    const links = [...document(stopped).querySelectorAll('.govuk-panel a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual([`${draft}/consent`]);
    expect((await browser.submit()).url).toBe('/refer?saved');
    const answered = await answer(browser, draft, 'consent', { basis: 'explicit-consent' });
    expect(answered.url).toBe(`${draft}/consent-details`);
    expect((await browser.get(`${draft}/consent-needed`)).url).toBe(`${draft}/consent`);
  });
});

test('a referral that needs no explicit consent is not stopped', async () => {
  const browser = await pages.signIn('example-hospital');
  const draft = await startDraft(browser);
  await answer(browser, draft, 'offence', ordinary.offence ?? {});
  expect(mainText(await browser.get(`${draft}/consent`))).not.toContain('For this referral you need');
  expect((await answer(browser, draft, 'consent', { basis: 'public-task' })).url).toBe(`${draft}/awareness`);
});

test('the safeguarding override needs a reason, and a case that allows it', async () => {
  const browser = await pages.signIn('example-hospital');
  const draft = await startDraft(browser);
  await fill(browser, draft);
  const noReason = await answer(browser, draft, 'consent', { basis: 'safeguarding-override' });
  expect(errorsOn(noReason)).toEqual(['Enter why you refer them without their agreement']);
  await answer(browser, draft, 'circumstances', { ...ordinary.circumstances, domesticAbuse: 'yes' });
  const reason = { basis: 'safeguarding-override', overrideReason: 'Weapons in the home.' };
  const stopped = await answer(browser, draft, 'consent', reason);
  expect(stopped.url).toBe(`${draft}/consent-needed`);
  await answer(browser, draft, 'risk', { riskTool: 'dash', score: '16', riskLevel: 'high' });
  expect((await answer(browser, draft, 'consent', reason)).url).toBe(`${draft}/awareness`);
});

test('a person who opted out is not referred, and the draft can be deleted', async () => {
  const browser = await pages.signIn('example-hospital');
  const draft = await startDraft(browser);
  const stopped = await answer(browser, draft, 'consent', { basis: 'explicit-consent', optedOut: 'yes' });
  expect(stopped.url).toBe(`${draft}/opted-out`);
  expect((await browser.submit()).url).toBe('/refer');
  expect((await browser.get(draft)).status).toBe(404);
});

test.each([
  ['where no basis was chosen', {}],
  ['where the basis would not do either', { basis: 'public-task' }],
  ['where a reason is missing', { basis: 'safeguarding-override' }],
])('a no ends it %s', async (_where, more) => {
  const browser = await pages.signIn('example-charity');
  const draft = await startDraft(browser);
  await fill(browser, draft, { consent: undefined, 'consent-details': undefined });
  const stopped = await answer(browser, draft, 'consent', { optedOut: 'yes', ...more });
  expect(stopped.url).toBe(`${draft}/opted-out`);
});

test('changing the offence later asks the consent question again before sending', async () => {
  const browser = await pages.signIn('example-hospital');
  const draft = await startDraft(browser);
  await fill(browser, draft, { consent: { basis: 'public-task' }, 'consent-details': undefined, awareness: {} });
  await fillOnly(browser, draft, { offence: { ...ordinary.offence, category: 'rape' }, ...inAbuse });
  const check = await browser.get(`${draft}/check`);
  expect(errorsOn(check)).toEqual(['The person must agree before this kind of offence is passed on.']);
  expect((await sendOff(browser, draft)).url).toBe(`${draft}/check`);
});

test.each([
  ['example-charity', false],
  ['example-hospital', true],
  ['example-police', true],
])('%s is offered “public task”: %s', async (party, isOffered) => {
  const browser = await pages.signIn(party, 'of the basis');
  const page = document(await browser.get(`${await startDraft(browser)}/consent`));
  expect(page.querySelector('[name=basis][value=public-task]') !== null).toBe(isOffered);
  expect(page.querySelector('[name=basis][value=explicit-consent]')).not.toBeNull();
});
