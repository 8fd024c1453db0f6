/** Static and error pages, which the browser must find without faults. */
import { expect, test } from 'vitest';
import { docsPaths } from '#src/web/docs/paths.ts';
import { authority } from '#test/pipeline/support/run.ts';
import type { Site } from '../support/site.ts';
import { testTitle, twoSettings } from '../support/window.ts';

const open = [
  '/',
  '/docs',
  '/docs?q=confirmationCode',
  '/docs/calls/submitReferral',
  ...Object.values(docsPaths),
  '/help/accessibility',
  '/help/privacy',
  '/help/cookies',
  '/help/contact',
  '/help/figures',
];
const problems = ['/nothing-here', '/inbox', '/sign-in/callback', '/signed-out', '/sign-out'];

export const readingJourney = (site: () => Site): void => {
  test.each(twoSettings)(testTitle('static pages and error pages'), async (setting) => {
    const window = await site().open(setting);
    for (const path of [...open, ...problems]) {
      await window.go(path);
      expect([path, (await window.heading()).length > 0]).toEqual([path, true]);
    }
  });

  test.each(twoSettings)(testTitle('the dashboard, and pages this account may not see'), async (setting) => {
    const window = await site().open(setting);
    await window.signIn(authority, '/dashboard');
    expect(window.url()).toMatch(/^\/dashboard/);
    await window.go('/inbox');
    expect(await window.heading()).toBe('You cannot see this page');
    await window.press('Sign out');
    // By way of the issuer, whose session ends too.
    await Promise.all([window.page.waitForURL('**/signed-out'), window.page.locator('main button').click()]);
    expect(await window.heading()).toBe('You are signed out');
    await window.go('/triage');
    expect(await window.heading()).toBe('Sign in to go on');
  });
};
