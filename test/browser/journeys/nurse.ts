/** A nurse refers four people, page by page as the form leads: what each case is asked, and what its summary shows. */
import { expect, test } from 'vitest';
import { hospital } from '#test/pipeline/support/run.ts';
import type { Fields } from '#test/support/pages.ts';
import { inAbuse, ordinary } from '#test/web/refer/support/answers.ts';
import { sentId, somebody, startDraft } from '../support/partner-answers.ts';
import type { Site } from '../support/site.ts';
import { testTitle, type Window, type WindowSetting } from '../support/window.ts';

interface Case {
  who: string;
  /** Beside the ordinary answers. */
  answers: Readonly<Record<string, Fields>>;
  /** Up to "Check your answers". */
  asked: readonly [pages: number, questions: number];
  /** Pages that an ordinary case has not. */
  alsoAsked: readonly string[];
  inSummary: readonly string[];
  /** Of the last page. */
  heading: string;
}

const manchester = 'E08000003';
const abusePages = ['suspects', 'contact-safety', 'post-address', 'household', 'safeguarding', 'marac', 'support'];
const everyNo = { 'safe-call': 'no', 'safe-voicemail': 'no', 'safe-text': 'no', 'safe-email': 'no', 'safe-post': 'no' };

const cases: readonly Case[] = [
  {
    who: 'somebody whose home was burgled',
    answers: {
      offence: { ...ordinary.offence, category: 'theft-burglary' },
      place: { district: manchester, locationType: 'home', method: 'unknown' },
      summary: { summary: 'Came home to a broken window.' },
    },
    asked: [15, 65],
    alsoAsked: [],
    inSummary: ['Came home to a broken window.', 'Mosslight Victim Care will make contact by'],
    heading: 'Referral sent',
  },
  {
    who: 'a boy of about 15 with a knife wound, and his frightened mother',
    answers: {
      person: { role: 'direct', givenName: 'Sam', 'victim-approximateAge': '15' },
      guardian: {
        'guardian-name': 'Kim Example',
        'guardian-relationship': 'mother',
        'guardian-phone': '07700 900456',
      },
      place: { district: manchester, locationType: 'street', method: 'knife' },
      circumstances: { ...ordinary.circumstances, knifeEnabled: 'yes', childExploitation: 'unknown' },
      'consent-details': { ...ordinary['consent-details'], givenBy: 'parent-guardian' },
      awareness: { 'consent-personAware': 'yes' },
    },
    asked: [17, 69],
    alsoAsked: ['guardian', 'awareness'],
    inSummary: [
      'Approximate age 15',
      'Parent or guardian Kim Example',
      'Millgate Violence Navigators will make contact by',
    ],
    heading: 'Referral sent',
  },
  {
    who: 'a woman whose husband reads her phone',
    answers: {
      ...inAbuse,
      circumstances: { ...ordinary.circumstances, domesticAbuse: 'yes' },
      contact: { email: 'sam@example.org', ...everyNo, 'safe-email': 'yes' },
    },
    asked: [22, 88],
    alsoAsked: abusePages,
    inSummary: ['Who must not know Her husband.', 'Reads or answers Phone', 'Outreach will make contact by'],
    heading: 'Referral sent',
  },
  {
    who: 'a girl of 8 whose father, her guardian, hit her',
    answers: {
      person: {
        role: 'direct',
        givenName: 'Sam',
        'dateOfBirth-day': '3',
        'dateOfBirth-month': '2',
        'dateOfBirth-year': '2018',
      },
      guardian: {
        'guardian-name': 'Alex Example',
        'guardian-relationship': 'father',
        'guardian-phone': '07700 900789',
      },
      circumstances: { ...ordinary.circumstances, domesticAbuse: 'yes' },
      suspects: { 'suspects-0-relationship': 'parent', 'suspects-0-isGuardian': 'yes' },
      contact: everyNo,
      safeguarding: { 'safeguarding-children': 'made' },
      consent: { basis: 'safeguarding-override', overrideReason: 'She is not safe at home.' },
      awareness: { 'consent-personAware': 'no' },
    },
    asked: [23, 86],
    alsoAsked: ['guardian', ...abusePages, 'awareness'],
    inSummary: [
      'The parent or guardian is a suspect. They must not be contacted or told',
      'Relationship to the victim Parent',
      'It would be put on hold',
    ],
    heading: 'Referral received and on hold',
  },
];

/** Names of the questions on a page. A date or an address is one; each question about one suspect is one. */
const questionsExpression = `(() => {
  const group = '.govuk-form-group, fieldset:not(.app-item)';
  return [...document.querySelectorAll('main form :is(' + group + ')')]
    .filter((one) => !one.parentElement.closest(group))
    .map((one) => (one.querySelector('legend, label')?.textContent ?? '').replace(/\\s+/g, ' ').trim());
})()`;

/** Answers each page that the form leads to, until all sections are complete. */
async function answerAll(window: Window, draft: string, answers: Readonly<Record<string, Fields>>) {
  const pages: string[] = [];
  const questions: string[] = [];
  const todo = window.page.locator('main .govuk-task-list__item:not(:has-text("Completed")) a');
  for (;;) {
    if (window.url() === draft) {
      if ((await window.text()).includes('7 of 7')) return { pages, questions };
      await window.press(todo.first());
    }
    const step =
      window
        .url()
        .split('?')[0]
        ?.slice(draft.length + 1) ?? '';
    if (pages.includes(step)) throw new Error(`${step} comes again after ${pages.join(', ')}`);
    pages.push(step);
    questions.push(...(await window.page.evaluate<string[]>(questionsExpression)));
    await window.fill(answers[step] ?? {});
    await window.press('Continue');
    expect([step, await window.errors()]).toEqual([step, []]);
  }
}

/** What is said of abuse and is asked of nobody else. */
const ofAbuse = /suspect|see the person’s phone|must not learn|code word|pregnant|safeguarding|Marac|children/i;
const narrow: readonly WindowSetting[] = [{ javaScript: true, width: 320, keyboard: false }];

export const nurseJourney = (site: () => Site): void => {
  for (const { who, answers, asked, alsoAsked, inSummary, heading } of cases) {
    test.each(narrow)(testTitle(`a nurse refers ${who}`), async (setting) => {
      const window = await site().open(setting);
      await window.enter(hospital, '/refer');
      const draft = await startDraft(window);
      const { answers: usual, familyName } = somebody();
      const person = { ...(answers['person'] ?? usual['person']), familyName };
      const { pages, questions } = await answerAll(window, draft, { ...usual, ...answers, person });
      expect([pages.length, questions.length]).toEqual(asked);
      expect(pages.filter((page) => page !== 'consent-details' && !(page in ordinary))).toEqual(alsoAsked);
      expect(questions.some((question) => ofAbuse.test(question))).toBe(alsoAsked.includes('suspects'));

      await window.press('Check your answers');
      const summary = await window.text();
      for (const text of [familyName, ...inSummary]) expect(summary).toContain(text);
      expect(summary.includes('Suspect')).toBe(alsoAsked.includes('suspects'));
      await window.press('Continue');
      await window.press('Skip these questions and send');
      site().run.answered.add(sentId(window));
      expect(await window.heading()).toBe(heading);
    });
  }
};
