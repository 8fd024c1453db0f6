/** Triage works through its list, and a referrer reads a returned referral. */
import { expect, test } from 'vitest';
import type { Submission } from '#src/domain/submission.ts';
import { authority, general, hospital, unsafe } from '#test/pipeline/support/run.ts';
import { explicitConsent, type Overrides } from '#test/support/submissions.ts';
import { expectErrors } from '../support/partner-answers.ts';
import type { Site } from '../support/site.ts';
import { testTitle, twoSettings } from '../support/window.ts';

export const triageJourney = (site: () => Site): void => {
  /** Sends a referral that is held. */
  const hold = async (over: Overrides<Submission>): Promise<{ referralId: string; reference: string }> => {
    const made = await site().run.refer({ consent: explicitConsent, ...over }, hospital);
    expect(made.status).toBe('held');
    await site().run.system.waitUntilIdle();
    return { referralId: made.referralId, reference: String(made.reference) };
  };

  test.each(twoSettings)(testTitle('triage hands a held referral to a service'), async (setting) => {
    const { referralId, reference } = await hold({ offence: { category: 'fraud' } });
    const window = await site().open(setting);
    await window.enter(authority, '/triage');
    await window.press(reference);
    expect(await window.text()).toContain('On holdOutside what this area’s services are for');
    expect(await window.text()).toContain('What would release it');
    await window.press('Hand it to a service');
    expect(await window.errors()).toEqual(['Select a service', 'Enter why you chose this service']);
    await expectErrors(window);
    await window.fill({ service: general, reason: 'They came in and can be seen here.' });
    await window.press('Hand it to a service');
    expect(await window.text()).toContain(`Done ${reference} is handed to `);
    expect(await window.page.locator('tbody').getByText(reference).count()).toBe(0);
    const [message] = await site().run.messagesOf(referralId);
    expect(message?.service).toBe(general);
    await window.press(reference);
    expect(await window.text()).toContain('Handed to a service by the victim hub');
  });

  test.each(twoSettings)(
    testTitle('triage returns a referral with advice, and its referrer withdraws it'),
    async (setting) => {
      const { reference } = await hold({ contact: { safe: unsafe } });
      const window = await site().open(setting);
      await window.enter(authority, '/triage');
      await window.press(reference);
      await window.press('Send it back to the referrer');
      await expectErrors(window);
      await window.fill({ 'return-reason': 'unsafe-to-contact', advice: 'Ask for a number that is safe.' });
      await window.press('Send it back to the referrer');
      expect(await window.text()).toContain(`${reference} is sent back to its referrer, with your advice.`);

      const referrer = await site().open(setting);
      await referrer.enter(hospital, '/sent');
      expect(await referrer.text()).toContain(reference);
      await referrer.fill({ reference: 'GM-0000-0000' });
      await referrer.press('Find');
      await expectErrors(referrer);
      await referrer.fill({ reference: reference.toLowerCase().replaceAll('-', ' ') });
      await referrer.press('Find');
      expect(referrer.url()).toBe(`/status/${reference}`);
      expect(await referrer.page.title()).not.toContain(reference);
      expect(await referrer.text()).toContain('Ask for a number that is safe.');
      await referrer.press('Withdraw this referral');
      await expectErrors(referrer);
      await referrer.fill({ 'withdraw-reason': 'consent-withdrawn' });
      await referrer.press('Withdraw this referral');
      expect(await referrer.text()).toContain('Withdrawn');
    },
  );
};
