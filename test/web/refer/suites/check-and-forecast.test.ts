/** Before a referral is sent: every question with its answer or without, and where it would go. */
import { describe, expect, test } from 'vitest';
import { openSubmission } from '#src/usecases/intake/open-submission.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { area, service } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { type Browser, document, mainText, makePages, type PageView } from '#test/support/pages.ts';
import { makeTestSystem } from '#test/support/test-system.ts';
import { answer, errorsOn, fill, fillOnly, ordinary, sendOff, startDraft } from '#test/web/refer/support/answers.ts';
import { pages, setUpPages, system } from '#test/web/support/setup-pages.ts';

setUpPages();
let people = 0;
async function filled(over: Parameters<typeof fill>[2] = {}): Promise<{ browser: Browser; draft: string }> {
  const browser = await pages.signIn('example-hospital', `person ${++people}`);
  const draft = await startDraft(browser);
  await fill(browser, draft, over);
  return { browser, draft };
}
/** The answers of check-your-answers, by their labels. */
const answersOn = (seen: PageView): Map<string, { value: string; change: string }> =>
  new Map(
    [...document(seen).querySelectorAll('.govuk-summary-list__row')].map((row) => {
      const text = (selector: string) => row.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
      const change = row.querySelector('a')?.getAttribute('href') ?? '';
      return [text('dt'), { value: text('dd'), change }];
    }),
  );

/** The questions below "Not answered", each with the page on which it is asked. */
const unansweredOn = (seen: PageView): Map<string, string | null> =>
  new Map(
    [...document(seen).querySelectorAll('.app-unanswered a')].map((link) => [
      link.textContent?.replace(/^Answer /, '') ?? '',
      link.getAttribute('href'),
    ]),
  );

describe('check your answers', () => {
  test('shows the unanswered questions too, each with the page on which to answer it', async () => {
    const { browser, draft } = await filled({ person: { role: 'direct', familyName: 'Example' } });
    const seen = await browser.get(`${draft}/check`);
    const [answers, unanswered] = [answersOn(seen), unansweredOn(seen)];
    expect(answers.get('Last name')?.value).toBe('Example');
    for (const [label, step] of [
      ['First name', 'person'],
      ['Date of birth', 'person'],
      ['Sex', 'person'],
      ['Access needs', 'communication'],
      ['What they ask for', 'needs'],
    ] as const) {
      expect([label, unanswered.get(label)]).toEqual([label, `${draft}/${step}?from=check`]);
      expect(answers.has(label)).toBe(false);
    }
    expect(answers.get('No fixed address')?.value).toBe('No');
    expect(answers.get('Hate crime')?.value).toBe('None of these');
    expect(answers.get('Country')?.value).toBe('United Kingdom');
  });

  test('leaves out what is not asked in this case, and the equality questions that follow', async () => {
    const { browser, draft } = await filled();
    const page = mainText(await browser.get(`${draft}/check`));
    for (const label of ['Suspect', 'Marac', 'Ethnic group', 'Religion', 'Reason for override'])
      expect(page).not.toContain(label);
  });
});

test('says how a service may reach them: letters to a safer address, not to their home', async () => {
  const { browser, draft } = await filled({
    circumstances: { ...ordinary.circumstances, domesticAbuse: 'yes' },
    suspects: {},
    contact: { ...ordinary.contact, 'safe-text': 'no', 'safe-email': 'no' },
    'contact-safety': {},
    'post-address': { 'postTo-line1': '2 Example Road', 'postTo-postcode': 'M2 1AE' },
    'contact-more': {},
    household: {},
    safeguarding: {},
    marac: {},
    support: {},
  });
  const seen = await browser.get(`${draft}/check`);
  expect(answersOn(seen).get('Safe to write to their home')?.value).toBe('No');
  const ways = [...document(seen).querySelectorAll('h2')].find(
    ({ textContent }) => textContent === 'How a service may reach them',
  );
  expect(ways?.nextElementSibling?.nextElementSibling?.textContent).toBe(
    'Phone callPost, to the address for letters that you gave, not to their home',
  );
});

test('says that no way is known to be safe', async () => {
  const { browser, draft } = await filled({
    contact: { ...ordinary.contact, 'safe-call': 'unknown', 'safe-text': 'unknown' },
  });
  expect(mainText(await browser.get(`${draft}/check`))).toContain('No way is known to be safe.');
});

describe('a district', () => {
  const districtOn = async (browser: Browser, draft: string) =>
    answersOn(await browser.get(`${draft}/check`)).get('Home district')?.value;
  const home = { 'address-line1': '1 Example Street', 'address-postcode': 'M1 1AE' };

  test('is not preselected, and outside the area is not the same as not known', async () => {
    const browser = await pages.signIn('example-hospital', `person ${++people}`);
    const draft = await startDraft(browser);
    for (const step of ['home', 'place'] as const) {
      const select = document(await browser.get(`${draft}/${step}`)).querySelector('select[id$="istrict"]');
      const options = [...(select?.querySelectorAll('option') ?? [])].map(({ textContent }) => textContent);
      expect(options).toEqual(['Select one', 'Manchester', 'Salford', 'Outside Example', 'I do not know']);
      expect(select?.querySelector('option[selected]')?.getAttribute('value') ?? '').toBe('');
    }
    expect(errorsOn(await answer(browser, draft, 'place', { locationType: 'street', method: 'body' }))).toEqual([
      'Select the district, that it is outside the area, or “I do not know”',
    ]);
  });

  test.each([
    ['out-of-area', 'Outside Example', 'out-of-area'],
    ['unknown', 'I do not know', undefined],
  ])('%s is sent as such', async (homeDistrict, shown, sent) => {
    const { browser, draft } = await filled({ home: { ...home, homeDistrict } });
    expect(await districtOn(browser, draft)).toBe(shown);
    const { url } = await sendOff(browser, draft);
    const record = await system.deps.ledger.get(url.split('/').pop() as never);
    if (!record) throw new Error('nothing was stored');
    const victim = openSubmission(system.deps.keys, record)?.victim;
    expect(victim?.address?.district).toBe(sent);
  });

  test('is taken from the postcode where that lies in one alone, and no answer is then needed', async () => {
    const rules = { postcodeDistricts: { M1: 'E08000003' } };
    const known = makePages(await makeTestSystem(memoryTables(), area({ rules })), pageRoutes('{}'));
    const browser = await known.signIn('example-hospital');
    const draft = await startDraft(browser);
    await fill(browser, draft, { home });
    expect(await districtOn(browser, draft)).toBe('Manchester, from the postcode');
  });
});

test('their sex is asked with the person, before any forecast, and the page says why', async () => {
  const forWomen = service('for-women', 60, { sex: { in: ['female'], unknown: 'out' } });
  const withOne = area({ services: [...area().services, forWomen] });
  const known = makePages(await makeTestSystem(memoryTables(), withOne), pageRoutes('{}'));
  const browser = await known.signIn('example-hospital');
  const draft = await startDraft(browser);
  expect(mainText(await browser.get(`${draft}/person`))).toContain('Some services are for women alone');
  await fill(browser, draft);
  expect(mainText(await browser.get(`${draft}/check`))).toContain('The for women service will make contact by');
  await browser.post(`${draft}/check`);
  expect(document(await browser.get(`${draft}/equality`)).querySelector('[name=sex]')).toBeNull();
});

test('where no service is for one sex, the page does not say that it decides', async () => {
  const browser = await pages.signIn('example-hospital', `person ${++people}`);
  const page = mainText(await browser.get(`${await startDraft(browser)}/person`));
  expect(page).toContain('What is their sex?');
  expect(page).not.toContain('for women alone');
});

describe('the forecast of services', () => {
  const hate = { ...ordinary.circumstances, domesticAbuse: 'no', honourBased: 'no' };
  const asChild = { ...ordinary.person, 'dateOfBirth-year': '2012' };

  test('that an answer changes is said to have changed, until it is read', async () => {
    const { browser, draft } = await filled({ circumstances: hate });
    expect(mainText(await browser.get(`${draft}/check`))).not.toContain('has changed');
    const person = await browser.get(`${draft}/person?from=check`);
    expect(person.status).toBe(200);
    await browser.submit(asChild);
    await fillOnly(browser, draft, { guardian: { 'guardian-name': 'Alex Example' } });
    const check = mainText(await browser.get(`${draft}/check`));
    expect(check).toContain('Who it will go to has changed');
    expect(check).toContain('Before, it would have gone to The general service.');
    expect(check).toContain('The young people service will make contact by');
    expect((await browser.post(`${draft}/check`)).url).toBe(`${draft}/equality`);
    expect(mainText(await browser.get(`${draft}/check`))).not.toContain('has changed');
  });

  test('that an answer leaves as it is says nothing', async () => {
    const { browser, draft } = await filled();
    await browser.get(`${draft}/summary?from=check`);
    expect(mainText(await browser.submit({ summary: 'Pushed over.' }))).not.toContain('has changed');
  });

  test('that has changed since it was shown stops the referral, and nothing is sent unsaid', async () => {
    const today = service('until-today', 50, {}, { contract: { from: '2019-01-01', to: '2026-11-19' } });
    const before = await makeTestSystem(memoryTables(), area({ services: [...area().services, today] }));
    const site = makePages(before, pageRoutes('{}'));
    const evening = await site.signIn('example-hospital', 'one');
    const draft = await startDraft(evening);
    await fill(evening, draft);
    expect(mainText(await evening.get(`${draft}/check`))).toContain('The until today service will make contact by');
    await evening.post(`${draft}/check`);
    before.wait(24);
    const morning = await site.signIn('example-hospital', 'one');
    await morning.get(`${draft}/equality`);
    const stopped = await morning.post(`${draft}/equality`, { go: 'skip' });
    expect(stopped.url).toBe(`${draft}/check`);
    expect(mainText(stopped)).toContain('Before, it would have gone to until-today.');
    expect((await sendOff(morning, draft)).url).toMatch(/^\/refer\/sent\//);
  });
});

test('a referral on hold is not confirmed by a green panel', async () => {
  const unsafe = ['call', 'voicemail', 'text', 'email', 'post'].map((one) => [`safe-${one}`, 'no']);
  const { browser, draft } = await filled({ contact: Object.fromEntries(unsafe) });
  const sent = document(await sendOff(browser, draft));
  expect(sent.querySelector('h1')?.textContent).toBe('Referral received and on hold');
  expect(sent.querySelector('.govuk-panel')).toBeNull();
});

test('drafts are known by their own reference, else by the person’s initials, and no name is shown', async () => {
  const browser = await pages.signIn('example-hospital', `person ${++people}`);
  const [named, referred, neither] = [await startDraft(browser), await startDraft(browser), await startDraft(browser)];
  await answer(browser, named, 'person', ordinary.person ?? {});
  await answer(browser, referred, 'person', ordinary.person ?? {});
  await answer(browser, referred, 'references', { incidentReference: 'ED-2026-17' });
  const page = document(await browser.get('/refer'));
  const rows = [...page.querySelectorAll('.govuk-summary-list__row')].map((row) => [
    row.querySelector('dt')?.textContent?.trim(),
    row.querySelector('a')?.getAttribute('href'),
  ]);
  expect(rows).toContainEqual(['Person with the initials SE', named]);
  expect(rows).toContainEqual(['Reference ED-2026-17', referred]);
  expect(rows.some(([name, href]) => name?.startsWith('Started') && href === neither)).toBe(true);
  expect(mainText(await browser.get('/refer'))).not.toContain('Example Hospital Sam');
  expect(page.documentElement.outerHTML).not.toContain('Sam');
});
