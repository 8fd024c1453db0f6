/** The exit link, for leaving in a hurry. */
import { expect, test } from 'vitest';
import { hospital } from '#test/pipeline/support/run.ts';
import { somebody, startDraft } from '../support/partner-answers.ts';
import type { Site } from '../support/site.ts';
import { testTitle, twoSettings, type Window } from '../support/window.ts';

/** Stands in for the site that the exit leads to; it is reached by redirect, which browser routing does not intercept. */
async function elsewhere({ page, context }: Window): Promise<void> {
  const session = await context.newCDPSession(page);
  session.on('Fetch.requestPaused', ({ requestId }) => {
    const body = Buffer.from('<!doctype html><title>Weather</title><h1>Weather</h1>').toString('base64');
    const responseHeaders = [{ name: 'content-type', value: 'text/html' }];
    void session.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body });
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: 'https://www.bbc.co.uk/*' }] });
}

export const exitJourney = (site: () => Site): void => {
  test.each(twoSettings)(testTitle('the exit link ends the session, and Back reveals nothing'), async (setting) => {
    const window = await site().open(setting);
    const { page } = window;
    await elsewhere(window);
    await window.signIn(hospital, '/refer');
    const draft = await startDraft(window);
    await window.go(`${draft}/person`);
    const { answers, familyName } = somebody();
    await window.fill(answers['person'] ?? {});
    await window.press('Continue');
    await page.goBack();
    expect(await page.locator('#familyName').inputValue()).toBe(familyName);

    await Promise.all([
      page.waitForURL('https://www.bbc.co.uk/weather'),
      page.locator('.govuk-exit-this-page__button').click(),
    ]);
    expect(await page.title()).toBe('Weather');
    await page.goBack();
    expect(await window.heading()).toBe('This page is closed');
    expect(await page.content()).not.toContain(familyName);
    expect(await page.title()).toBe('This page is closed');
    expect(await page.locator('body').textContent()).not.toMatch(/victim|crime|refer|authority/i);
    expect(await page.locator('input:not([type=hidden])').count()).toBe(0);
    const cookies = (await window.context.cookies()).map(({ name }) => name);
    expect(cookies).not.toContain('__Host-session');
  });
};
