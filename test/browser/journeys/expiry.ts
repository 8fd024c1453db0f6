/** A session that ends in the middle of a form. */
import { expect, test } from 'vitest';
import { hospital } from '#test/pipeline/support/run.ts';
import { somebody, startDraft } from '../support/partner-answers.ts';
import type { Site } from '../support/site.ts';
import { testTitle, twoSettings } from '../support/window.ts';

const minuteMs = 60_000;

export const expiryJourney = (site: () => Site): void => {
  const later = ({ run }: Site, minutes: number) =>
    run.client.moveClock(new Date(run.system.clock.now() + minutes * minuteMs).toISOString());

  test.each(twoSettings)(testTitle('what was typed is kept, and signing in returns to it'), async (setting) => {
    const window = await site().open(setting);
    await window.signIn(hospital, '/refer');
    const draft = await startDraft(window);
    const { answers, familyName } = somebody();
    await window.go(`${draft}/person`);
    await window.fill(answers['person'] ?? {});
    await window.press('Continue');
    await window.fill(answers['home'] ?? {});
    await later(site(), 31);
    await window.press('Continue');
    expect(await window.heading()).toBe('You were signed out');
    expect(await window.page.content()).not.toContain(familyName);
    expect(await window.text()).toContain('What you had typed is kept.');
    await window.press('Sign in');
    await Promise.all([window.page.waitForEvent('load'), window.page.locator(`a[href$="person=${hospital}"]`).click()]);
    expect(window.url()).toBe(`${draft}/home`);
    expect(await window.text()).toContain('This is what you had typed.');
    expect(await window.page.locator('#address-line1').inputValue()).toBe('1 Example Street');
    await window.press('Continue');
    await window.go(`${draft}/person`);
    expect(await window.page.locator('#familyName').inputValue()).toBe(familyName);

    // Signing in returns to a page that was only viewed.
    await later(site(), 31);
    await window.signIn(hospital, `${draft}/home`);
    expect(window.url()).toBe(`${draft}/home`);
  });

  test('five minutes before the end, the page says so, wherever the user has scrolled', async () => {
    const window = await site().open({ javaScript: true, width: 320, keyboard: false });
    const { page } = window;
    await window.signIn(hospital, '/refer');
    const draft = await startDraft(window);
    const warning = page.locator('.app-session-warning');
    await page.clock.install();
    await window.go(`${draft}/person`);
    await page.clock.fastForward(24 * minuteMs);
    expect(await warning.textContent()).toBe('');
    await page.clock.fastForward(2 * minuteMs);
    await warning.filter({ hasText: 'You will be signed out at' }).waitFor();
    const last = page.locator('main button').last();
    await last.focus();
    for (const one of [warning, last]) {
      const box = await one.boundingBox();
      expect(box).not.toBeNull();
      expect(box && box.y >= 0 && box.y + box.height <= 900).toBe(true);
    }
    const [said, button] = [await warning.boundingBox(), await last.boundingBox()];
    expect(said && button && button.y + button.height <= said.y).toBe(true);
  });

  test('when the session has ended, an open page says to copy the answers', async () => {
    const window = await site().open({ javaScript: true, width: 1280, keyboard: false });
    await window.signIn(hospital, '/refer');
    await window.page.clock.install();
    await window.go('/refer');
    await window.page.clock.fastForward(31 * minuteMs);
    const warning = window.page.locator('.app-session-warning');
    await warning.filter({ hasText: 'Copy anything you have typed here before you go on.' }).waitFor();
    expect(await warning.textContent()).not.toContain('You will be signed out');
  });

  test('a computer whose clock is wrong says neither', async () => {
    const window = await site().open({ javaScript: true, width: 1280, keyboard: false });
    await window.signIn(hospital, '/refer');
    await window.page.clock.setFixedTime('2031-01-01T00:00:00Z');
    await window.go('/refer');
    expect(await window.page.evaluate('new Date().getFullYear()')).toBe(2031);
    expect(await window.page.locator('.app-session-warning').textContent()).toBe('');
  });
};
