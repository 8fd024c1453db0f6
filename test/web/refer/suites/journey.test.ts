/** A partner refers somebody, page by page, without a browser or scripts. */
import { describe, expect, test } from 'vitest';
import { submissionSchema } from '#src/contracts/submission/schema.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { submissionPlace } from '#src/usecases/ports/seals.ts';
import { document, mainText } from '#test/support/pages.ts';
import { answer, errorLinks, errorsOn, fill, ordinary, sendOff, startDraft } from '#test/web/refer/support/answers.ts';
import { pages, setUpPages, system } from '#test/web/support/setup-pages.ts';

setUpPages();
let people = 0;
const nurse = () => pages.signIn('example-hospital', `nurse ${++people}`);
const stored = async (url: string) => {
  const id = url.split('/').pop() as ReferralId;
  const record = await system.deps.ledger.get(id);
  if (!record?.sealed) throw new Error('nothing was stored');
  return {
    record,
    submission: submissionSchema.parse(
      JSON.parse(system.deps.keys.open(submissionPlace(id, record.version), record.sealed)),
    ),
  };
};

describe('the whole journey', () => {
  test('says before sending what a reader will be told, while it can be put right', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    await fill(browser, draft);
    expect(mainText(await browser.get(`${draft}/check`))).not.toContain('Notes on this referral');
    await answer(browser, draft, 'consent-details', { givenBy: 'victim' });
    const check = mainText(await browser.get(`${draft}/check`));
    expect(check).toContain('Notes on this referral Explicit consent is recorded without who gave it, how, or when.');
  });

  test('answers given page by page are in the ledger as if sent to the API', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    expect(mainText(await browser.get(draft))).toContain('You have completed 0 of 7 sections');
    await fill(browser, draft);
    expect(mainText(await browser.get(draft))).toContain('You have completed 7 of 7 sections');
    const check = await browser.get(`${draft}/check`);
    expect(mainText(check)).toContain('The general service will make contact by');
    const equality = await browser.post(`${draft}/check`);
    expect(equality.url).toBe(`${draft}/equality`);
    const sent = await browser.submit({ ethnicity: 'W1' });
    expect(sent.url).toMatch(/^\/refer\/sent\/[a-z2-7]{26}$/);
    const { record, submission } = await stored(sent.url);
    expect(mainText(sent)).toContain(record.reference);
    expect(mainText(sent)).toContain('The general service has been asked to support them');
    expect(submission).toMatchObject({
      offence: { category: 'violence-with-injury', occurredOn: '2026-11-18', occurredAt: '21:30', hateStrands: [] },
      victim: {
        role: 'direct',
        givenName: 'Sam',
        dateOfBirth: '1990-02-03',
        sex: 'female',
        ethnicity: 'W1',
        interpreterNeeded: false,
        address: { lines: ['1 Example Street', 'Manchester'], postcode: 'M1 1AE', district: 'E08000003' },
      },
      contact: {
        phone: '+447700900123',
        safe: { call: 'yes', voicemail: 'no', text: 'yes', email: 'unknown', post: 'no' },
      },
      consent: {
        basis: 'explicit-consent',
        givenBy: 'victim',
        method: 'verbal',
        obtainedAt: '2026-11-18T22:00:00.000Z',
      },
      needs: ['emotional-support', 'safety'],
      referrer: { name: 'Nurse Example', phone: '+441614960000' },
    });
    expect(submission.incidentReference).toMatch(/^WEB-[0-9A-F]{16}$/);
    expect(record.sender).toBe('example-hospital');
  });

  test('the confirmation and the record say where the referral goes, without personal data', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    await fill(browser, draft);
    const sent = await sendOff(browser, draft);
    const record = await browser.get(`${sent.url}/record`);
    for (const seen of [sent, record]) {
      expect(seen.status).toBe(200);
      expect(seen.html).not.toMatch(/Sam|Example Street|900123|sam@|Assaulted/);
    }
    expect(mainText(record)).toMatch(
      /Received Thursday 19 November 2026, 9:00am.*Makes contact by Thursday 26 November 2026, 11:59pm/,
    );
  });

  test('a referral that will be held says so before and after sending, with what would release it', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    const unsafe = {
      'safe-call': 'no',
      'safe-voicemail': 'no',
      'safe-text': 'no',
      'safe-email': 'no',
      'safe-post': 'no',
    };
    await fill(browser, draft, { contact: unsafe });
    expect(mainText(await browser.get(`${draft}/check`))).toContain('It would be put on hold');
    const sent = await sendOff(browser, draft);
    expect(mainText(sent)).toContain('Referral received and on hold');
    expect(mainText(sent)).toContain('Find out a safe way to reach the person');
    expect(mainText(await browser.get(`${sent.url}/record`))).toContain('No safe way to contact the person');
  });

  test('a user who chose to be remembered is not asked again; unticking the box forgets them', async () => {
    const browser = await nurse();
    const first = await startDraft(browser);
    await answer(browser, first, 'about-you', { ...ordinary['about-you'], remember: 'yes' });
    const second = await startDraft(browser);
    expect(mainText(await browser.get(second))).toContain('You have completed 1 of 7 sections');
    const page = document(await browser.get(`${second}/about-you`));
    expect(page.querySelector<HTMLInputElement>('#your-name')?.value).toBe('Nurse Example');
    await browser.submit({ remember: undefined });
    const third = await startDraft(browser);
    expect(mainText(await browser.get(third))).toContain('You have completed 0 of 7 sections');
  });

  test('a police officer says when it was reported, a partner is not asked', async () => {
    const officer = await pages.signIn('example-police');
    const draft = await startDraft(officer);
    expect(document(await officer.get(`${draft}/references`)).querySelector('#reportedAt-day')).not.toBeNull();
    expect(errorsOn(await officer.post(`${draft}/references`, { crimeReference: '06AB/0000001/26' }))).toEqual([
      'Enter when it was reported to the police',
    ]);
    const browser = await nurse();
    const other = await startDraft(browser);
    expect(document(await browser.get(`${other}/references`)).querySelector('#reportedAt-day')).toBeNull();
  });

  test('a child has a guardian page; for an adult it disappears, and its answers are not sent', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    expect((await browser.get(`${draft}/guardian`)).status).toBe(404);
    const child = { ...ordinary.person, 'dateOfBirth-year': '2018' };
    const guardian = { 'guardian-name': 'Alex Example', 'guardian-phone': '07700 900456' };
    await fill(browser, draft, { person: child, guardian });
    await answer(browser, draft, 'person', ordinary.person ?? {});
    const { submission } = await stored((await sendOff(browser, draft)).url);
    expect(submission.victim).not.toHaveProperty('guardian');
  });

  test('an approximate age is asked where the date of birth is not known', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    const {
      'dateOfBirth-day': _day,
      'dateOfBirth-month': _month,
      'dateOfBirth-year': _year,
      ...person
    } = ordinary.person ?? {};
    await fill(browser, draft, { person: { ...person, 'victim-approximateAge': '15' }, guardian: {} });
    expect(mainText(await browser.get(`${draft}/check`))).toContain('Approximate age 15');
    const { submission } = await stored((await sendOff(browser, draft)).url);
    expect(submission.victim).toMatchObject({ approximateAge: 15 });
    expect(submission.victim).not.toHaveProperty('dateOfBirth');
  });

  test('the guardian’s page is there for whoever may be a child', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    for (const [age, status] of [
      ['19', 200],
      ['20', 404],
    ] as const) {
      const noDate = { 'dateOfBirth-day': '', 'dateOfBirth-month': '', 'dateOfBirth-year': '' };
      await answer(browser, draft, 'person', { ...ordinary.person, ...noDate, 'victim-approximateAge': age });
      expect([age, (await browser.get(`${draft}/guardian`)).status]).toEqual([age, status]);
    }
  });

  test.each([
    ['36', 'Enter a date of birth or an approximate age, not both'],
    ['about 36', 'Approximate age must be a whole number'],
    ['121', 'Approximate age must be between 0 and 120'],
  ])('a date of birth and the age “%s”: %s', async (age, error) => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    const seen = await answer(browser, draft, 'person', { ...ordinary.person, 'victim-approximateAge': age });
    expect([errorsOn(seen), errorLinks(seen)]).toEqual([[error], ['#victim-approximateAge']]);
  });

  test('changing an answer from check-your-answers returns there', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    await fill(browser, draft);
    const check = document(await browser.get(`${draft}/check`));
    const link = [...check.querySelectorAll('a')].find((one) => /change\s+summary/i.test(one.textContent ?? ''));
    const page = await browser.get(link?.getAttribute('href') ?? '');
    expect(page.url).toBe(`${draft}/summary?from=check`);
    const back = await browser.submit({ summary: 'Pushed over outside a shop.' });
    expect(back.url).toBe(`${draft}/check`);
    expect(mainText(back)).toContain('Pushed over outside a shop.');
  });

  test('Back and reload are safe: every post is answered with another page', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    const headers = { origin: new URL(pages.deps.pagesUrl).origin };
    expect(headers.origin).toMatch(/^https/);
    expect((await answer(browser, draft, 'person', {})).url).toBe(`${draft}/person?check=`);
    expect((await answer(browser, draft, 'person', ordinary.person ?? {})).url).toBe(`${draft}/home`);
  });
});

describe('errors', () => {
  test('name the fault, link to the field, mark the title, and keep the answers', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    const seen = await answer(browser, draft, 'person', {
      givenName: '123',
      'dateOfBirth-day': '31',
      'dateOfBirth-month': '2',
      'dateOfBirth-year': '1990',
    });
    expect(errorsOn(seen)).toEqual([
      'Select how they are a victim',
      'Enter the name in letters',
      'Enter their last name',
      'Date of birth must be a real date',
    ]);
    expect(errorLinks(seen)).toEqual(['#role', '#givenName', '#familyName', '#dateOfBirth-day']);
    const page = document(seen);
    expect(page.title).toMatch(/^Error: /);
    expect(page.querySelector<HTMLInputElement>('#givenName')?.value).toBe('123');
    expect(page.querySelector<HTMLInputElement>('#dateOfBirth-day')?.value).toBe('31');
    for (const href of errorLinks(seen))
      expect(page.querySelector(href)?.matches('input, select, textarea')).toBe(true);
  });

  test.each([
    [
      'home',
      { 'address-line1': '1 Example Street', 'address-postcode': 'X1', homeDistrict: 'unknown' },
      ['Enter a full UK postcode, like M1 1AE, or select the country'],
      ['#address-postcode'],
    ],
    [
      'home',
      { 'address-postcode': 'M1 1AE' },
      ['Select their home district, that it is outside the area, or “I do not know”'],
      ['#homeDistrict'],
    ],
    [
      'offence',
      { category: 'other', occurredAt: '9:30pm' },
      ['Enter the date as well as the time, or leave out the time'],
      ['#occurredOn-day'],
    ],
    [
      'offence',
      { category: 'other', ...date('occurredOn', '1', '1', '2030') },
      ['The offence is dated in the future. Check the date.'],
      ['#occurredOn-day'],
    ],
    [
      'offence',
      { category: 'other', ...date('occurredOn', '18', '11', '2026'), occurredAt: 'half nine' },
      ['Enter a time, like 9:30pm or 21:30'],
      ['#occurredAt'],
    ],
    [
      'references',
      {},
      ['Enter a crime reference or a reference of your own, or tick the box to have one made'],
      ['#crimeReference'],
    ],
    [
      'contact',
      { 'safe-call': 'yes', 'safe-voicemail': 'no', 'safe-text': 'no', 'safe-email': 'no', 'safe-post': 'yes' },
      [
        'Enter a phone number: you said calls, voicemail or texts are safe',
        'Enter their address and postcode under “The person”: you said it is safe to write to their home',
      ],
      ['#phone', '#safe-post'],
    ],
    [
      'contact-more',
      { 'alternative-phone': '07700 900456' },
      ['Enter the name of the other contact'],
      ['#alternative-name'],
    ],
    [
      'risk',
      { riskTool: 'dash', score: '18', riskLevel: 'medium' },
      ['Level of risk is lower than the score gives: judgement may raise it, never lower it'],
      ['#riskLevel'],
    ],
    ['risk', { riskTool: 'none', score: 'many' }, ['Score must be a whole number'], ['#score']],
    ['consent', {}, ['Select on what basis you refer them'], ['#basis']],
    ['summary', { summary: 'a'.repeat(2001) }, ['What happened: shorten this to 2,000 characters'], ['#summary']],
  ] as const)('%s (%#)', async (step, fields, says, leads) => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    const seen = await answer(browser, draft, step, fields);
    expect(errorsOn(seen)).toEqual(says);
    expect(errorLinks(seen)).toEqual(leads);
  });

  test('a young child needs a contactable guardian, and the guardian’s page says so', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    const child = { ...ordinary.person, 'dateOfBirth-year': '2018' };
    await fill(browser, draft, { person: child, guardian: { 'guardian-name': 'Alex Example' } });
    const seen = await answer(browser, draft, 'guardian', {});
    expect(errorsOn(seen)).toEqual(['Enter the name of a parent or guardian']);
    expect(errorLinks(seen)).toEqual(['#guardian-name']);
  });

  test('the details of consent must be a date and a time, or nothing', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    await answer(browser, draft, 'consent', { basis: 'explicit-consent' });
    const seen = await answer(browser, draft, 'consent-details', date('obtainedAt', '18', '11', '2026'));
    expect(errorsOn(seen)).toEqual(['When they agreed: enter the time as well']);
    expect(errorLinks(seen)).toEqual(['#obtainedAt-time']);
    const timeAlone = await answer(browser, draft, 'consent-details', { 'obtainedAt-time': '10pm' });
    expect(errorsOn(timeAlone)).toEqual(['Enter when they agreed']);
    expect((await answer(browser, draft, 'consent-details', {})).url).toBe(draft);
  });

  test('a fault that appears later links from check-your-answers to the page and the field', async () => {
    const browser = await nurse();
    const draft = await startDraft(browser);
    await fill(browser, draft);
    await answer(browser, draft, 'person', {
      ...ordinary.person,
      'dateOfBirth-year': '2026',
      'dateOfBirth-month': '11',
      'dateOfBirth-day': '19',
    });
    await answer(browser, draft, 'guardian', { 'guardian-name': 'Alex Example', 'guardian-phone': '07700 900456' });
    await answer(browser, draft, 'safeguarding', {});
    expect(mainText(await browser.get(draft))).toContain('There is a problem');
    const check = await browser.get(`${draft}/check`);
    expect(errorsOn(check)).toEqual(['The offence is dated before the person was born. Check both dates.']);
    const [href = ''] = errorLinks(check);
    expect(href).toBe(`${draft}/offence?check=&from=check#occurredOn-day`);
    const page = await browser.get(href.split('#')[0] ?? '');
    expect(errorsOn(page)).toHaveLength(1);
    expect((await browser.post(`${draft}/check`)).url).toBe(`${draft}/check`);
    expect((await browser.get(`${draft}/equality`)).url).toBe(`${draft}/check`);
  });
});

function date(name: string, day: string, month: string, year: string) {
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
}
