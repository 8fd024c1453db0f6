/** A session whose time is over in the middle of a form. */
import { expect, test } from 'vitest';
import { hospital } from '#test/pipeline/support/run.ts';
import { begin, somebody } from '../support/partner.ts';
import type { Site } from '../support/site.ts';
import { title, twoSettings } from '../support/window.ts';

const minuteMs = 60_000;

export const expiryJourney = (site: () => Site): void => {
  const later = ({ run }: Site, minutes: number) =>
    run.client.moveClock(new Date(run.system.clock.now() + minutes * minuteMs).toISOString());

  test.each(twoSettings)(title('what was saved is kept, and signing in leads back to the draft'), async (setting) => {
    const window = await site().open(setting);
    await window.signIn(hospital, '/refer');
    const draft = await begin(window);
    const { answers, familyName } = somebody();
    await window.go(`${draft}/person`);
    await window.fill(answers['person'] ?? {});
    await window.press('Continue');
    await window.fill(answers['home'] ?? {});
    await later(site(), 31);
    await window.press('Continue');
    expect(await window.heading()).toBe('Sign in to go on');
    expect(await window.page.content()).not.toContain(familyName);
    await window.signIn(hospital);
    expect(window.url()).toBe('/refer');
    const goOn = window.page.locator(`a[href="${draft}"]`);
    await window.press(goOn);
    await window.go(`${draft}/person`);
    expect(await window.page.locator('#familyName').inputValue()).toBe(familyName);

    // A page that was only looked at is the one to come back to.
    await later(site(), 31);
    await window.signIn(hospital, `${draft}/home`);
    expect(window.url()).toBe(`${draft}/home`);
  });

  test('five minutes before, the page says so', async () => {
    const window = await site().open({ javaScript: true, width: 320, keyboard: false });
    await window.signIn(hospital, '/refer');
    const warning = window.page.locator('.app-session-warning');
    expect(await warning.textContent()).toBe('');
    await window.context.addInitScript('{ const real = Date.now.bind(Date); Date.now = () => real() + 26 * 60000; }');
    await window.go('/refer');
    await warning.filter({ hasText: 'You will be signed out at' }).waitFor();
  });
};
