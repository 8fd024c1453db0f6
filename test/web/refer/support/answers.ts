/** Answers for each page of an ordinary referral, and the steps of the journey. */
import type { StepId } from '#src/web/refer/questions/steps.ts';
import type { Browser, Fields, PageView } from '#test/support/pages.ts';
import { document } from '#test/support/pages.ts';

export const ordinary: Readonly<Partial<Record<StepId, Fields>>> = {
  'about-you': {
    'your-name': 'Nurse Example',
    'your-role': 'Emergency department nurse',
    'your-email': 'nurse@example.org',
    'your-phone': '0161 496 0000',
  },
  person: {
    role: 'direct',
    givenName: 'Sam',
    familyName: 'Example',
    'dateOfBirth-day': '3',
    'dateOfBirth-month': '2',
    'dateOfBirth-year': '1990',
    sex: 'female',
  },
  home: {
    'address-line1': '1 Example Street',
    'address-town': 'Manchester',
    'address-postcode': 'm1 1ae',
    homeDistrict: 'E08000003',
  },
  communication: { language: 'en', interpreter: 'no' },
  offence: {
    category: 'violence-with-injury',
    'occurredOn-day': '18',
    'occurredOn-month': 'November',
    'occurredOn-year': '2026',
    occurredAt: '9.30pm',
  },
  references: { makeReference: 'yes' },
  place: { district: 'E08000003', locationType: 'street', method: 'body' },
  circumstances: {
    domesticAbuse: 'no',
    honourBased: 'no',
    modernSlavery: 'no',
    childExploitation: 'no',
    knifeEnabled: 'no',
    firearm: 'no',
    alcoholInvolved: 'unknown',
    hateStrands: 'none',
  },
  summary: { summary: 'Assaulted outside a shop.' },
  contact: {
    phone: '07700 900123',
    email: 'sam@example.org',
    'safe-call': 'yes',
    'safe-voicemail': 'no',
    'safe-text': 'yes',
    'safe-email': 'unknown',
    'safe-post': 'no',
  },
  'contact-more': { times: 'Weekday mornings' },
  risk: { riskTool: 'none', riskLevel: 'standard' },
  needs: { needs: ['emotional-support', 'safety'] },
  consent: { basis: 'explicit-consent' },
  'consent-details': {
    givenBy: 'victim',
    consentMethod: 'verbal',
    'obtainedAt-day': '18',
    'obtainedAt-month': '11',
    'obtainedAt-year': '2026',
    'obtainedAt-time': '10pm',
  },
};

/** Answers for the pages that are asked in abuse only, in their order. */
export const inAbuse: Readonly<Partial<Record<StepId, Fields>>> = {
  suspects: {
    'suspects-0-name': 'Alex Example',
    'suspects-0-relationship': 'partner',
    'suspects-0-livesWithVictim': 'yes',
    'suspects-0-hasAccessTo': ['phone', 'post'],
  },
  'contact-safety': { mustNotKnow: 'Her husband.', codeWord: 'bluebell', withholdNumber: 'yes' },
  'post-address': { 'postTo-line1': '2 Example Road', 'postTo-postcode': 'M2 1AE' },
  household: { 'household-children-0-age': '4', 'household-pregnant': 'unknown' },
  safeguarding: { 'safeguarding-children': 'made' },
  marac: { 'marac-listed': 'yes', 'marac-on-day': '3', 'marac-on-month': '12', 'marac-on-year': '2026' },
  support: { 'support-0-organisation': 'Example Housing', 'support-0-role': 'key worker' },
};

export type Answers = Readonly<{ [Step in StepId]?: Fields | undefined }>;

/** Starts a draft. @returns its path */
export async function startDraft(browser: Browser): Promise<string> {
  await browser.get('/refer');
  const { url } = await browser.post('/refer');
  return url;
}

/** Opens a page of the draft and sends it with these answers. */
export async function answer(browser: Browser, draft: string, step: StepId, fields: Fields): Promise<PageView> {
  await browser.get(`${draft}/${step}`);
  return browser.post(`${draft}/${step}`, fields);
}

/** Answers every page of the journey in order; `over` replaces the answers of a page. */
export const fill = (browser: Browser, draft: string, over: Answers = {}): Promise<void> =>
  fillOnly(browser, draft, { ...ordinary, ...over });

/** Answers these pages in order; fails on an error. */
export async function fillOnly(browser: Browser, draft: string, answers: Answers): Promise<void> {
  for (const [step, fields] of Object.entries(answers)) {
    if (!fields) continue;
    const seen = await answer(browser, draft, step as StepId, fields);
    if (seen.status !== 200 || errorsOn(seen).length > 0) {
      throw new Error(`${step}: ${seen.status} ${seen.url} ${errorsOn(seen).join('; ')}`);
    }
  }
}

/** The messages of the error summary. */
export const errorsOn = (seen: PageView): string[] =>
  [...document(seen).querySelectorAll('.govuk-error-summary a')].map((link) => link.textContent ?? '');

/** The links of the error summary. */
export const errorLinks = (seen: PageView): string[] =>
  [...document(seen).querySelectorAll('.govuk-error-summary a')].map((link) => link.getAttribute('href') ?? '');

/** Sends a filled draft without the optional answers. */
export async function sendOff(browser: Browser, draft: string): Promise<PageView> {
  await browser.get(`${draft}/check`);
  await browser.post(`${draft}/check`);
  return browser.post(`${draft}/equality`, { go: 'skip' });
}
