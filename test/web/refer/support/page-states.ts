/** Every page of the journey in every state that looks different. */

import type { StepId } from '#src/web/refer/questions/steps.ts';
import { referRoutes } from '#src/web/refer/routes.ts';
import type { TestTables } from '#test/support/emulator.ts';
import { type Browser, type Fields, makePages, type Pages, type PageView } from '#test/support/pages.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';
import { answer, fill, inAbuse, ordinary, sendOff, startDraft } from '#test/web/refer/support/answers.ts';

export interface State {
  name: string;
  seen: PageView;
}

/** Answers with a fault in as many fields of a page as possible. */
const wrong: Readonly<Partial<Record<StepId, Fields>>> = {
  'about-you': { 'your-name': '1', 'your-email': 'nobody', 'your-phone': '12' },
  person: { givenName: '1', 'dateOfBirth-day': '3', 'dateOfBirth-year': '1990' },
  home: { 'address-line1': 'x'.repeat(101), 'address-postcode': 'nowhere' },
  communication: { accessNeeds: 'x'.repeat(1001) },
  offence: { occurredAt: 'at night', 'occurredOn-day': '40', 'occurredOn-month': '1', 'occurredOn-year': '2026' },
  references: { crimeReference: '?', incidentReference: '?', victimReference: '?' },
  place: {},
  circumstances: {},
  summary: { summary: 'x'.repeat(2001) },
  suspects: { 'suspects-0-name': '1' },
  'contact-safety': { mustNotKnow: 'x'.repeat(501) },
  'post-address': { 'postTo-postcode': 'nowhere' },
  household: { 'household-children-0-age': '18' },
  marac: { 'marac-on-day': '40', 'marac-on-month': '1', 'marac-on-year': '2026' },
  support: { 'support-0-role': 'x'.repeat(101) },
  contact: { phone: '12', email: 'nobody' },
  'contact-more': { 'alternative-phone': '12' },
  risk: { riskTool: 'dash', score: '99' },
  needs: {},
  consent: { basis: 'safeguarding-override' },
  'consent-details': { 'obtainedAt-time': 'late' },
};

export async function allStates(tables: TestTables): Promise<{ states: State[]; pages: Pages }> {
  const system = await makeTestSystem(tables);
  const pages = makePages(system, referRoutes);
  const browser = await pages.signIn('example-hospital', 'one');
  const states: State[] = [];
  const see = (name: string, seen: PageView): void => {
    states.push({ name, seen });
  };
  see('start', await browser.get('/refer'));
  const draft = await startDraft(browser);
  see('tasks-new', await browser.get(draft));
  for (const [step, fields] of Object.entries(ordinary) as [StepId, Fields][]) {
    if (step === 'consent-details') await answer(browser, draft, 'consent', { basis: 'explicit-consent' });
    see(step, await browser.get(`${draft}/${step}`));
    const mistaken = wrong[step];
    if (mistaken) see(`${step}-errors`, await answer(browser, draft, step, mistaken));
    await answer(browser, draft, step, fields);
  }
  see('start-saved', await browser.get('/refer?saved'));
  see('tasks-done', await browser.get(draft));
  see('delete', await browser.get(`${draft}/delete`));
  see('check', await browser.get(`${draft}/check`));
  await stops(browser, draft, see);
  await conflict(browser, draft, see);
  see('equality', await browser.post(`${draft}/check`));
  const sent = await sendOff(browser, draft);
  see('sent', sent);
  see('record', await browser.get(`${sent.url}/record`));
  const reference = await held(browser, see);
  await corrected(browser, pages, reference, see);
  const officer = await pages.signIn('example-police');
  see('references-police', await officer.get(`${await startDraft(officer)}/references`));
  // Last, because every session ends.
  see('typed-is-back', await typedWhenSignedOut(pages, system));
  return { states, pages };
}

type See = (name: string, seen: PageView) => void;

async function stops(browser: Browser, draft: string, see: See): Promise<void> {
  await answer(browser, draft, 'circumstances', { ...ordinary.circumstances, domesticAbuse: 'yes' });
  for (const [step, fields] of Object.entries(inAbuse) as [StepId, Fields][]) {
    see(step, await browser.get(`${draft}/${step}`));
    const mistaken = wrong[step];
    if (mistaken) see(`${step}-errors`, await answer(browser, draft, step, mistaken));
    await answer(browser, draft, step, fields);
  }
  see('suspects-another', await answer(browser, draft, 'suspects', { ...inAbuse.suspects, go: 'add suspects' }));
  await answer(browser, draft, 'suspects', inAbuse.suspects ?? {});
  see('contact-watched', await browser.get(`${draft}/contact`));
  see('consent-needed', await answer(browser, draft, 'consent', { basis: 'public-task' }));
  see('awareness', await browser.get(`${draft}/awareness`));
  await answer(browser, draft, 'awareness', { 'consent-personAware': 'no' });
  see('consent-asked', await browser.get(`${draft}/consent?check`));
  see('check-errors', await browser.get(`${draft}/check`));
  see('tasks-problem', await browser.get(draft));
  see('opted-out', await answer(browser, draft, 'consent', { basis: 'explicit-consent', optedOut: 'yes' }));
  await answer(browser, draft, 'circumstances', ordinary.circumstances ?? {});
  await answer(browser, draft, 'consent', ordinary.consent ?? {});
}

/** A page whose session ended before it was sent, as the same person gets it back. */
async function typedWhenSignedOut(pages: Pages, system: TestSystem): Promise<PageView> {
  const browser = await pages.signIn('example-hospital', 'typed');
  const draft = await startDraft(browser);
  await browser.get(`${draft}/contact-more`);
  system.wait(1);
  await browser.post(`${draft}/contact-more`, { times: 'Weekday mornings' });
  return (await pages.signIn('example-hospital', 'typed')).get(`${draft}/contact-more`);
}

async function conflict(browser: Browser, draft: string, see: See): Promise<void> {
  const { rev } = Object.fromEntries([['rev', '1']]);
  await browser.get(`${draft}/contact`);
  see(
    'conflict',
    await browser.post(`${draft}/contact`, { ...ordinary.contact, 'safe-call': 'no', phone: '07700 900999', rev }),
  );
  await browser.get(`${draft}/needs`);
  see('conflict-needs', await browser.post(`${draft}/needs`, { needs: 'none', rev }));
}

/** @returns the reference of a referral that is on hold */
async function held(browser: Browser, see: See): Promise<string> {
  const draft = await startDraft(browser);
  const person = { ...ordinary.person, 'dateOfBirth-year': '2018' };
  await answer(browser, draft, 'person', person);
  see('guardian', await browser.get(`${draft}/guardian`));
  see('guardian-errors', await answer(browser, draft, 'guardian', { 'guardian-phone': '12' }));
  const guardian = { 'guardian-name': 'Alex Example', 'guardian-relationship': 'mother' };
  const unsafe = {
    'safe-call': 'no',
    'safe-voicemail': 'no',
    'safe-text': 'no',
    'safe-email': 'no',
    'safe-post': 'no',
  };
  await fill(browser, draft, { person, guardian, contact: unsafe, safeguarding: {} });
  see('check-held', await browser.get(`${draft}/check`));
  const sent = await sendOff(browser, draft);
  see('sent-held', sent);
  see('record-held', await browser.get(`${sent.url}/record`));
  return /EX-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(sent.html)?.[0] ?? '';
}

async function corrected(browser: Browser, pages: Pages, reference: string, see: See): Promise<void> {
  const correct = `/status/${reference}/correct`;
  await browser.get('/refer');
  const tasks = await browser.post(correct);
  const draft = tasks.url;
  see('correct', tasks);
  see('correct-contact', await browser.get(`${draft}/contact`));
  see('correct-contact-errors', await answer(browser, draft, 'contact', { phone: '12' }));
  see('correct-problem', await browser.get(draft));
  await answer(browser, draft, 'contact', ordinary.contact ?? {});
  see('correct-contact-again', await browser.get(`${draft}/contact`));
  see('correct-again', await browser.get(draft));
  see('correct-check-held', await browser.get(`${draft}/check`));
  const guardian = { 'guardian-name': 'Alex Example', 'guardian-phone': '0161 496 0999' };
  await answer(browser, draft, 'guardian', guardian);
  see('correct-check', await browser.get(`${draft}/check`));
  see('correct-consent', await browser.get(`${draft}/consent`));
  see('correct-equality', await browser.get(`${draft}/equality`));
  see('correct-opted-out', await answer(browser, draft, 'consent', { basis: 'explicit-consent', optedOut: 'yes' }));
  see('correct-delete', await browser.get(`${draft}/delete`));
  see('start-correction', await browser.get('/refer'));

  const colleague = await pages.signIn('example-hospital', 'a colleague');
  await colleague.get('/refer');
  const { url } = await colleague.post(correct);
  await answer(colleague, url, 'needs', { needs: 'housing' });
  await colleague.get(`${url}/check`);
  await colleague.post(`${url}/check`);
  see('correct-changed', await browser.get(draft));
  await colleague.get('/refer');
  const next = (await colleague.post(correct)).url;
  await answer(colleague, next, 'contact', ordinary.contact ?? {});
  await answer(colleague, next, 'guardian', guardian);
  await colleague.get(`${next}/check`);
  await colleague.post(`${next}/check`);
  see('correct-closed', await browser.get(draft));
}
