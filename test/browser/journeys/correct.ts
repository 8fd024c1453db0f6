/** A partner corrects a referral that is on hold, and it goes to a service. */
import { expect, test } from 'vitest';
import { hospital, unsafe } from '#test/pipeline/support/run.ts';
import { explicitConsent } from '#test/support/submissions.ts';
import { expectErrors } from '../support/partner-answers.ts';
import type { Site } from '../support/site.ts';
import { settings, testTitle } from '../support/window.ts';

const safe = {
  'safe-call': 'yes',
  'safe-voicemail': 'no',
  'safe-text': 'unknown',
  'safe-email': 'no',
  'safe-post': 'no',
};

export const correctJourney = (site: () => Site): void => {
  test.each(settings)(testTitle('a held referral is corrected and reaches the service’s queue'), async (setting) => {
    const { run } = site();
    const held = await run.refer({ consent: explicitConsent, contact: { safe: unsafe } }, hospital);
    expect(held.status).toBe('held');
    await run.system.waitUntilIdle();
    const reference = String(held['reference']);
    const window = await site().open(setting);
    await window.enter(hospital, '/sent');
    await window.press(window.page.locator('a', { hasText: `Correct or withdraw ${reference}` }));
    expect(window.url()).toBe(`/status/${reference}`);
    await window.press('Correct this referral');
    const draft = window.url();
    expect(await window.heading()).toBe('Correct a referral');
    expect(await window.text()).toContain('No safe way to contact the person. Find out a safe way');

    await window.press('Phone, email and what is safe');
    expect(await window.page.locator('#phone').inputValue()).toBe('');
    await window.press('Continue');
    await expectErrors(window);
    await window.fill({ ...safe, phone: '07700 900321' });
    await window.press('Continue');
    expect(window.url()).toBe(draft);
    expect(await window.text()).toContain('Phone, email and what is safe Corrected');
    await window.press('Check and send the correction');
    expect(await window.text()).toContain('07700 900321');
    expect(await window.page.content()).not.toMatch(/Example-|7700900123|sam@example|Assaulted/);
    await window.press('Send the correction');

    expect(window.url()).toBe(`/status/${reference}?corrected`);
    expect(await window.text()).toContain('Your correction was received, and the referral has gone to a service.');
    expect(await window.text()).toContain('Correctedby');
    // A message may be delivered twice; it names one hand-off.
    const messages = await run.messagesOf(held.referralId);
    expect(new Set(messages.map(({ handOffId }) => handOffId)).size).toBe(1);
    expect(messages[0]?.reference).toBe(reference);
    expect(await run.view(held.referralId, hospital)).toMatchObject({ version: 2, status: 'routed' });
    await window.page.goBack();
    await window.page.reload();
    expect(window.url()).toBe(`/status/${reference}?corrected`);
    expect((await run.view(held.referralId, hospital)).version).toBe(2);
  });
};
