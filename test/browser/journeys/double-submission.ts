/** A double press, and a draft in two windows. */
import { expect, test } from 'vitest';
import { hospital } from '#test/pipeline/support/run.ts';
import { fillQuickly, fillUntilSend, sentId, somebody, startDraft } from '../support/partner-answers.ts';
import type { Site } from '../support/site.ts';
import { testTitle, twoSettings } from '../support/window.ts';

export const doubleSubmissionJourney = (site: () => Site): void => {
  test.each(twoSettings)(
    testTitle('a double press sends one referral, and Back does not send it again'),
    async (setting) => {
      const { run } = site();
      const before = await run.total('referrals');
      const window = await site().open(setting);
      const { page } = window;
      await window.enter(hospital, '/refer');
      const draft = await fillUntilSend(window);
      const send = page.getByRole('button', { name: 'Skip these questions and send' });
      await send.dblclick({ noWaitAfter: true });
      await page.getByRole('heading', { name: 'Referral sent' }).waitFor();
      const id = sentId(window);
      run.answered.add(id);
      expect(await run.messagesOf(id)).toHaveLength(1);
      await page.goBack();
      expect(window.url()).toBe(`/refer/sent/${id}`);
      await window.go(`${draft}/person`);
      expect(window.url()).toBe(`/refer/sent/${id}`);
      expect(await run.total('referrals')).toBe(before + 1);
    },
  );

  test.each(twoSettings)(testTitle('a draft in two windows loses no answer silently'), async (setting) => {
    const one = await site().open(setting);
    await one.enter(hospital, '/refer');
    const draft = await startDraft(one);
    const { contact, risk } = somebody().answers;
    await fillQuickly(one, draft, { contact: contact ?? {} });
    const other = await one.another();
    await one.go(`${draft}/contact`);
    await other.go(`${draft}/risk`);
    const third = await one.another();
    await third.go(`${draft}/contact`);

    // Different pages do not conflict.
    await other.fill(risk ?? {});
    await other.press('Continue');
    await one.fill({ phone: '07700 900111' });
    await one.press('Continue');
    expect(one.url()).toBe(`${draft}/contact-more`);

    await third.fill({ phone: '07700 900222' });
    await third.press('Continue');
    expect(await third.heading()).toBe('These answers were changed in another window');
    expect(await third.text()).toMatch(/07700 900111.*07700 900222/);
    await third.press('Use what I typed here');
    await one.go(`${draft}/contact`);
    expect(await one.page.locator('#phone').inputValue()).toBe('07700 900222');
    await one.go(`${draft}/risk`);
    expect(await one.page.locator('[name=riskLevel]:checked').inputValue()).toBe('standard');
  });
};
