/** Required and optional answers, and that labels say which is which. */
import { describe, expect, test } from 'vitest';
import { type StepId, stepIds } from '#src/web/refer/questions/steps.ts';
import { type Browser, document, type Fields, mainText } from '#test/support/pages.ts';
import { answer, errorLinks, errorsOn, fill, ordinary, sendOff, startDraft } from '#test/web/refer/support/answers.ts';
import { pages, setUpPages } from '#test/web/support/setup-pages.ts';

setUpPages();
let people = 0;
const nurse = () => pages.signIn('example-hospital', `asked ${++people}`);

describe('about you', () => {
  test.each([
    ['nothing', {}, ['Enter your name', 'Enter your work email or your work phone'], ['#your-name', '#your-email']],
    ['no name', { 'your-phone': '0161 496 0000' }, ['Enter your name'], ['#your-name']],
    ['no way back', { 'your-name': 'Nurse Example' }, ['Enter your work email or your work phone'], ['#your-email']],
    [
      'a phone that is none',
      { 'your-name': 'Nurse Example', 'your-phone': '12' },
      ['Enter a whole phone number, like 0161 496 0000, or with its country code'],
      ['#your-phone'],
    ],
  ] as const)('%s: a service needs somebody to contact', async (_what, fields, says, leads) => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    const seen = await answer(browser, draft, 'about-you', fields);
    expect(errorsOn(seen)).toEqual(says);
    expect(errorLinks(seen)).toEqual(leads);
    expect(mainText(await browser.get(draft))).toMatch(/About you There is a problem/);
  });

  test.each([
    ['an email', { 'your-email': 'nurse@example.org' }],
    ['a phone', { 'your-phone': '0161 496 0000' }],
  ])('%s and a name are enough', async (_what, way) => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    expect((await answer(browser, draft, 'about-you', { 'your-name': 'Nurse Example', ...way })).url).toBe(draft);
  });

  test('a referral without a contact is not sent, and check-your-answers links to the page', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    await fill(browser, draft);
    await answer(browser, draft, 'about-you', {});
    const check = await browser.get(`${draft}/check`);
    expect(errorLinks(check)[0]).toBe(`${draft}/about-you?check=&from=check#your-name`);
    expect((await sendOff(browser, draft)).url).toBe(`${draft}/check`);
  });

  test('incomplete remembered details are asked for, without an error before the page was opened', async () => {
    const browser = await nurse();
    await answer(browser, await startDraft(browser), 'about-you', { 'your-name': 'Nurse Example', remember: 'yes' });
    const next = await startDraft(browser);
    expect(mainText(await browser.get(next))).toContain('About you In progress');
  });
});

test.each(['0161 496 0000 ext 12', '0161 496 0000 x12', '0161 496 0000 (ext 12)', '0161 496 0000 extension 12'])(
  'a work phone with an extension, %s, is accepted',
  async (phone) => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    const answers = { 'your-name': 'Nurse Example', 'your-role': 'Nurse', 'your-phone': phone };
    expect(errorsOn(await answer(browser, draft, 'about-you', answers))).toEqual([]);
  },
);

test('a person’s phone with an extension is accepted', async () => {
  const browser = await nurse();
  const seen = await answer(browser, await startDraft(browser), 'contact', {
    ...ordinary.contact,
    phone: '0161 496 0000 ext 12',
  });
  expect(errorsOn(seen)).toEqual([]);
});

test('a phone number a digit short is refused', async () => {
  const browser = await nurse();
  const seen = await answer(browser, await startDraft(browser), 'contact', {
    ...ordinary.contact,
    phone: '0161 496 000',
  });
  expect(errorsOn(seen)).toEqual([expect.stringContaining('phone number')]);
});

/** Required only with certain other answers; the page says so in words. */
const byOtherAnswers: readonly string[] = [
  'your-phone', // one of two: the error is at the email
  'incidentReference', // one of two: the error is at the crime reference
  'overrideReason',
  'phone',
  'email',
  'guardian-name',
  'alternative-name',
  'alternative-phone',
  'obtainedAt-time', // with its date, or neither
  'reportedAt-time',
  'suspects-0-statusAt-time',
];

/** The labels of a page's questions, by the name of their first input; checkboxes are answered either way. */
async function labelsOn(browser: Browser, path: string): Promise<Map<string, string>> {
  const page = document(await browser.get(path));
  const labels = new Map<string, string>();
  const inputs = 'main form :is(input:not([type=hidden]), select, textarea)';
  for (const input of page.querySelectorAll<HTMLInputElement>(inputs)) {
    const set = input.closest('fieldset:not(.app-item)');
    const label = set?.querySelector('legend') ?? page.querySelector(`label[for="${input.id}"]`);
    const isTick = input.type === 'checkbox' && (set?.querySelectorAll('input').length ?? 0) < 3;
    // A select whose first option is an answer cannot be empty.
    const isAnswered = input.tagName === 'SELECT' && page.querySelector(`#${input.id} option`)?.textContent !== '';
    const key = set?.querySelector('input')?.name ?? input.name;
    if (!isTick && !isAnswered && !labels.has(key)) labels.set(key, label?.textContent?.trim() ?? '');
  }
  return labels;
}

/** Whether the label of each question agrees with what happens when the page is sent empty. */
async function marksOn(browser: Browser, path: string, labels: Map<string, string>) {
  const errors = errorLinks(await browser.post(path, {})).map((href) => href.slice(1));
  return [...labels]
    .filter(([name]) => !byOtherAnswers.includes(name))
    .map(([name, label]) => ({ name, label, isRight: label.endsWith('(optional)') !== errors.includes(name) }));
}

test('errors are in the order of the questions on the page', async () => {
  const browser = await nurse();
  const seen = await answer(browser, await startDraft(browser), 'circumstances', {});
  const page = document(seen);
  const places = errorLinks(seen).map((href) =>
    [...page.querySelectorAll('main input')].findIndex((one) => `#${one.id}` === href),
  );
  expect(places).toHaveLength(8);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('on every page, exactly the questions not marked optional are required', async () => {
  const wrong: string[] = [];
  let asked = 0;
  for (const party of ['example-hospital', 'example-police']) {
    const browser = await pages.signIn(party, `marks ${party}`);
    const draft = await startDraft(browser);
    const child: Fields = { ...ordinary.person, 'dateOfBirth-year': '2012' };
    const first: Partial<Record<StepId, Fields>> = {
      person: child,
      needs: { needs: 'housing' },
      circumstances: { ...ordinary.circumstances, domesticAbuse: 'yes' },
      consent: { basis: 'explicit-consent' },
      'consent-details': { givenBy: 'parent-guardian' },
    };
    for (const [step, fields] of Object.entries(first)) await answer(browser, draft, step as StepId, fields);
    // Answers that add other pages are cleared last.
    const last = Object.keys(first) as StepId[];
    const others = stepIds.filter((one) => one !== 'equality' && !last.includes(one));
    for (const step of [...others, ...last]) {
      const marks = await marksOn(browser, `${draft}/${step}`, await labelsOn(browser, `${draft}/${step}`));
      asked += marks.length;
      wrong.push(
        ...marks.filter(({ isRight }) => !isRight).map(({ name, label }) => `${party} ${step} ${name}: ${label}`),
      );
    }
  }
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(150);
});

test('the form says why consent needs its time as well, in the words of its choices', async () => {
  const browser = await nurse();
  const draft = await startDraft(browser);
  const circumstances = { ...ordinary.circumstances, domesticAbuse: 'yes' };
  await fill(browser, draft, { circumstances, consent: undefined, 'consent-details': undefined });
  const refused = await answer(browser, draft, 'consent', { basis: 'safeguarding-override', overrideReason: 'Harm.' });
  const said = 'Without their agreement, you can only refer high-risk domestic abuse or a child at risk.';
  expect(mainText(refused)).toContain(said);
  expect(errorsOn(await browser.get(`${draft}/consent?check`))).toEqual([said]);
  expect(mainText(await browser.get(`${draft}/consent?check`))).not.toMatch(/override/i);
  await answer(browser, draft, 'consent', { basis: 'explicit-consent' });
  const hint = document(await browser.get(`${draft}/consent-details`)).querySelector('#obtainedAt-hint')?.textContent;
  expect(hint).toContain('The record needs the time as well as the date: about when is enough.');
});

test('the limit of a long answer reads the same with scripts and without', async () => {
  const browser = await nurse();
  const page = document(await browser.get(`${await startDraft(browser)}/summary`));
  expect(page.querySelector('.govuk-character-count__message')?.textContent?.trim()).toBe(
    'You can enter up to 2,000 characters',
  );
});
