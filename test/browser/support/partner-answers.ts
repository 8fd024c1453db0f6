/** A partner's answers on each page of the form, valid and invalid. */
import { expect } from 'vitest';
import type { StepId } from '#src/web/refer/questions/steps.ts';
import type { Fields } from '#test/support/pages.ts';
import { document } from '#test/support/pages.ts';
import { ordinary } from '#test/web/refer/support/answers.ts';
import type { Window } from './window.ts';

/**
 * Answers that lead to errors on each page: none where one is required, otherwise invalid ones.
 * "Not known" is a valid answer where it is offered.
 */
const mistakes: Readonly<Partial<Record<StepId, Fields>>> = {
  'about-you': { 'your-email': 'nobody' },
  person: {},
  home: { 'address-postcode': 'X1' },
  communication: { accessNeeds: 'x'.repeat(1001) },
  offence: {},
  references: {},
  place: {},
  circumstances: {},
  summary: { summary: 'x'.repeat(2001) },
  contact: {},
  'contact-more': { 'alternative-phone': '12' },
  risk: { riskTool: 'dash', score: 'many' },
  needs: {},
  consent: {},
  'consent-details': { 'obtainedAt-time': 'late' },
};

export const mistakesOn = (step: string): Fields | undefined => mistakes[step as StepId];
/** Clears the invalid answers; a choice is replaced by another. */
export const withoutMistakes = (made: Fields = {}): Fields =>
  Object.fromEntries(
    Object.keys(made)
      .filter((name) => name !== 'riskTool')
      .map((name) => [name, '']),
  );

let people = 0;
/** The ordinary answers about a new person. */
export function somebody(): { answers: Readonly<Record<string, Fields>>; familyName: string } {
  people += 1;
  const familyName = `Example-${[...String(people)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const answers = { ...ordinary, person: { ...ordinary.person, familyName } } as Record<string, Fields>;
  return { answers, familyName };
}

/** Starts a draft from the start page. @returns its path */
export async function startDraft(window: Window): Promise<string> {
  if (window.url() !== '/refer') await window.go('/refer');
  await window.press('Start now');
  return window.url();
}

/**
 * Answers pages as the browser would post them, without visiting each, for tests of later steps.
 * Uses the ordinary answers unless others are given.
 */
export async function fillQuickly(
  window: Window,
  draft: string,
  answers: Readonly<Record<string, Fields>>,
): Promise<void> {
  const { origin } = new URL(window.page.url());
  const cookies = await window.context.cookies(origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const [step, fields] of Object.entries(answers)) {
    const address = `${origin}${draft}/${step}`;
    const page = document({ html: await (await fetch(address, { headers: { cookie } })).text() });
    const body = new URLSearchParams();
    for (const { name, value } of page.querySelectorAll<HTMLInputElement>('main input[type=hidden]')) {
      body.append(name, value);
    }
    for (const [name, value] of Object.entries(fields)) {
      for (const one of typeof value === 'string' ? [value] : (value ?? [])) body.append(name, one);
    }
    const answer = await fetch(address, { method: 'POST', headers: { cookie, origin }, body, redirect: 'manual' });
    const to = answer.headers.get('location') ?? '';
    expect([step, answer.status, to.includes('check=')]).toEqual([step, 303, false]);
  }
}

/** Starts a draft and fills it in up to the last button: "Skip these questions and send". */
export async function fillUntilSend(window: Window): Promise<string> {
  const draft = await startDraft(window);
  await fillQuickly(window, draft, somebody().answers);
  await window.go(`${draft}/check`);
  await window.press('Continue');
  return draft;
}

export function sentId(window: Window): string {
  const [, id] = /^\/refer\/sent\/([a-z2-7]{26})$/.exec(window.url()) ?? [];
  if (id === undefined) throw new Error(`Nothing was sent: ${window.url()}`);
  return id;
}

/** Expects errors in the page's title, and a summary that links to the fields. */
export async function expectErrors(window: Window): Promise<void> {
  const { page, setting } = window;
  expect([window.url(), await window.errors()]).not.toEqual([window.url(), []]);
  expect(await page.title()).toMatch(/^Error: /);
  if (setting.javaScript) {
    expect(await page.locator('.govuk-error-summary:focus').count()).toBe(1);
  }
  const links = page.locator('.govuk-error-summary a');
  for (const href of await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))) {
    expect([href, await page.locator(`:is(input, select, textarea)${href}`).count()]).toEqual([href, 1]);
  }
  const first = (await links.first().getAttribute('href')) ?? '';
  await links.first().click();
  expect(await page.evaluate('document.activeElement?.id')).toBe(first.slice(1));
}
