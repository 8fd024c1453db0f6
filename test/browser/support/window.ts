/** A browser window as its user sees it: pressing, typing, and faults that must not appear. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { sessionCookie } from '#src/web/app/cookies.ts';
import type { Run } from '#test/pipeline/support/run.ts';
import type { Fields } from '#test/support/pages.ts';
import { axeFaults } from './axe.ts';
import { keyboardInput, mouseInput, type Target } from './user-input.ts';

export interface WindowSetting {
  javaScript: boolean;
  width: 1280 | 320;
  /** Only Tab, Enter, Space and arrow keys. */
  keyboard: boolean;
}

/** With scripts and without, wide and narrow; one of them by keyboard alone. Both widths are looked at in each. */
export const settings: readonly WindowSetting[] = [
  { javaScript: true, width: 1280, keyboard: true },
  { javaScript: true, width: 320, keyboard: false },
  { javaScript: false, width: 320, keyboard: false },
];

/** One by keyboard alone, one without scripts: for the form, which nurse.ts fills in by mouse with scripts on a narrow screen. */
export const extremes: readonly WindowSetting[] = settings.filter(
  ({ keyboard, javaScript }) => keyboard || !javaScript,
);

/** One of each kind, where more would test nothing more. */
export const twoSettings: readonly WindowSetting[] = [
  { javaScript: true, width: 1280, keyboard: false },
  { javaScript: false, width: 320, keyboard: false },
];
export const testTitle = (what: string): string => `${what}, JavaScript $javaScript, $width px, keyboard $keyboard`;

export interface Window {
  context: BrowserContext;
  page: Page;
  setting: WindowSetting;
  /** Path and query of the page. */
  url(): string;
  go(path: string): Promise<void>;
  /** Presses the button or link of this name, and waits for the next page. */
  press(what: Target): Promise<void>;
  /** Types and chooses; fields not given stay unchanged. */
  fill(fields: Fields): Promise<void>;
  text(): Promise<string>;
  heading(): Promise<string>;
  /** The messages of the error summary, if any. */
  errors(): Promise<string[]>;
  /** Signs in at the issuer as a user of this party, from the current page. */
  signIn(party: string, path?: string): Promise<void>;
  /** Opens the page as a signed-in user of this party, for tests that are not of signing in. */
  enter(party: string, path: string): Promise<void>;
  /** Another window of the same browser. */
  another(): Promise<Window>;
}

interface Around {
  run: Run;
  browser: Browser;
  complaints: string[];
  /** Pages that were looked at closely, which they are once with scripts and once without. */
  looked: Set<string>;
  /** Session cookies of signed-in users, by party. */
  sessions: Map<string, string>;
}

/** Of each window, in pixels. */
const height = 900;

export async function openWindow(around: Around, setting: WindowSetting): Promise<Window> {
  const { run, browser } = around;
  const context = await browser.newContext({
    viewport: { width: setting.width, height },
    javaScriptEnabled: setting.javaScript,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    baseURL: run.system.endpoints.url,
  });
  // The console does not report every violation of the policy by a script.
  await context.addInitScript(
    "addEventListener('securitypolicyviolation', (event) => console.error('policy', event.violatedDirective, event.blockedURI));",
  );
  return windowOn(around, setting, context);
}

async function windowOn(around: Around, setting: WindowSetting, context: BrowserContext): Promise<Window> {
  const page = await context.newPage();
  watch(page, around.complaints, setting);
  const hands = setting.keyboard ? keyboardInput(page) : mouseInput(page);
  const { endpoints } = around.run.system;

  async function look(): Promise<void> {
    if (!page.url().startsWith(endpoints.url)) return;
    const seen = await page.evaluate<Seen>(seenExpression);
    const complain = (what: string) => around.complaints.push(`${where(page, setting)}: ${what}`);
    if (seen.wider) complain('wider than the window');
    const what = `${setting.javaScript} ${path(page).split('/')[1]} ${seen.title} ${seen.heading}`;
    if (around.looked.has(what)) return;
    around.looked.add(what);
    if (setting.javaScript) for (const fault of await axeFaults(page)) complain(fault);
    if (await isWiderAtOtherWidth(page, setting)) complain('wider than the window at the other width');
  }

  const window: Window = {
    context,
    page,
    setting,
    url: () => path(page),
    async go(to) {
      await page.goto(to);
      await look();
    },
    async press(what) {
      await Promise.all([page.waitForEvent('load'), hands.press(what)]);
      await look();
    },
    fill: (fields) => hands.fill(fields),
    text: async () => ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ').trim(),
    heading: async () => ((await page.locator('h1').first().textContent()) ?? '').replace(/\s+/g, ' ').trim(),
    errors: () => page.locator('.govuk-error-summary a').allTextContents(),
    async signIn(party, to = '/sign-in') {
      await page.goto(to);
      if (to !== '/sign-in') await Promise.all([page.waitForEvent('load'), hands.press('Sign in')]);
      // The issuer's page is not checked.
      await Promise.all([page.waitForEvent('load'), page.locator(`a[href$="person=${party}"]`).click()]);
      await look();
    },
    async enter(party, to) {
      const value = around.sessions.get(party);
      if (value !== undefined) {
        const { hostname: domain } = new URL(endpoints.url);
        const held = { name: sessionCookie, value, domain, path: '/', secure: true, httpOnly: true };
        await context.addCookies([{ ...held, sameSite: 'Lax' }]);
        const answer = await page.goto(to);
        if (answer?.status() !== 401) return look();
      }
      await window.signIn(party, to);
      const cookies = await context.cookies(endpoints.url);
      const own = cookies.find(({ name }) => name === sessionCookie)?.value;
      if (own !== undefined) around.sessions.set(party, own);
    },
    another: () => windowOn(around, setting, context),
  };
  return window;
}

const path = (page: Page): string => {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
};

const where = (page: Page, { javaScript, width }: WindowSetting): string =>
  `${path(page)} (JavaScript ${javaScript ? 'on' : 'off'}, ${width} px)`;

interface Seen {
  title: string;
  heading: string;
  wider: boolean;
}
const seenExpression = `({
  title: document.title,
  heading: (document.querySelector('h1')?.textContent ?? '').replace(/[A-Z]{2,4}(-[0-9A-Z]{4}){2}/, ''),
  wider: document.documentElement.scrollWidth > document.documentElement.clientWidth,
})`;

/** A page at another width is the same page: it needs no journey of its own. */
async function isWiderAtOtherWidth(page: Page, { width }: WindowSetting): Promise<boolean> {
  await page.setViewportSize({ width: width === 320 ? 1280 : 320, height });
  const { wider } = await page.evaluate<Seen>(seenExpression);
  await page.setViewportSize({ width, height });
  return wider;
}

/** Whether a response may be 4xx is for the test to check. */
const isAnswer = (text: string): boolean =>
  /^Failed to load resource: the server responded with a status of 4\d\d/.test(text);

function watch(page: Page, complaints: string[], setting: WindowSetting): void {
  const say = (what: string) => complaints.push(`${where(page, setting)}: ${what}`);
  page.on('console', (message) => {
    if (message.type() !== 'info' && !isAnswer(message.text())) say(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => say(error.message));
}
