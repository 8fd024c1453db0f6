/** Wording on the pages that differs from the rules' own. */
import { expect, test } from 'vitest';
import { mainText } from '#test/support/pages.ts';
import { answer, errorsOn, fill, startDraft } from '#test/web/refer/support/answers.ts';
import { pages, setUpPages } from '#test/web/support/setup-pages.ts';

setUpPages();
test('check-your-answers shows the year of every date, so that a wrong one is seen', async () => {
  const browser = await pages.signIn('example-hospital');
  const draft = await startDraft(browser);
  await fill(browser, draft);
  expect(mainText(await browser.get(`${draft}/check`))).toContain('Wednesday 18 November 2026, 10:00pm');
});

test('text typed in lines is shown in lines', async () => {
  const browser = await pages.signIn('example-hospital');
  const draft = await startDraft(browser);
  await fill(browser, draft, { summary: { summary: 'Pushed over.\r\n\r\nThen kicked.' } });
  expect((await browser.get(`${draft}/check`)).html).toContain('Pushed over.<br><br>Then kicked.');
});

const tomorrow = (name: string) => ({
  [`${name}-day`]: '20',
  [`${name}-month`]: '11',
  [`${name}-year`]: '2026',
  [`${name}-time`]: '9am',
});

test('a time in the future has an error in plain words', async () => {
  const browser = await pages.signIn('example-hospital');
  const draft = await startDraft(browser);
  await fill(browser, draft);
  const seen = await answer(browser, draft, 'consent-details', { givenBy: 'victim', ...tomorrow('obtainedAt') });
  expect(errorsOn(seen)).toEqual(['The time they agreed must be in the past']);
  const officer = await pages.signIn('example-police');
  const own = await startDraft(officer);
  const report = await answer(officer, own, 'references', { crimeReference: '06AB/1/26', ...tomorrow('reportedAt') });
  expect(errorsOn(report)).toEqual(['The time it was reported must be in the past']);
});

test('no text mentions a checkbox that is not on the page', async () => {
  const officer = await pages.signIn('example-police');
  const own = await answer(officer, await startDraft(officer), 'references', {});
  expect(errorsOn(own)[0]).toBe('Enter a crime reference or a reference of your own');
  const nurse = await pages.signIn('example-hospital');
  const answered = await answer(nurse, await startDraft(nurse), 'references', {});
  expect(errorsOn(answered)).toEqual([
    'Enter a crime reference or a reference of your own, or tick the box to have one made',
  ]);
});
