/** Two of the hub erase all that is held about a person: three referrals by two senders, one of which a court needs. */
import { expect, test } from 'vitest';
import { authority, hospital, police } from '#test/pipeline/support/run.ts';
import { explicitConsent } from '#test/support/submissions.ts';
import type { Site } from '../support/site.ts';
import { testTitle, twoSettings, type Window } from '../support/window.ts';

const colleague = `administrator-of-${authority}`;

export const erasePersonJourney = (site: () => Site): void => {
  let people = 0;
  /** Referrals of somebody new, each of a crime of its own and withdrawn. */
  async function threeReferrals() {
    people += 1;
    const { run } = site();
    const victim = { familyName: `Forget-${'abcd'[people]}` };
    const sent: { id: string; reference: string }[] = [];
    for (const [index, sender] of [police, hospital, police].entries()) {
      const crimeReference = `06AB/${9_500_000 + people * 10 + index}/26`;
      const referral = await run.refer({ crimeReference, victim, consent: explicitConsent }, sender);
      await run.system.waitUntilIdle();
      const reason = { reason: 'sent-in-error' };
      await run.client.call(sender, 'POST', `/v1/referrals/${referral.referralId}/withdraw`, reason);
      sent.push({ id: referral.referralId, reference: String(referral.reference) });
    }
    await run.system.waitUntilIdle();
    return sent;
  }

  /** Looks the referral up, and from it all that is held. */
  async function findAll(window: Window, reference: string): Promise<void> {
    await window.fill({ reference });
    await window.press('Find');
    await window.press('Find all that is held about this person');
    expect(await window.heading()).toBe('All that is held about this person');
  }

  test.each(twoSettings)(testTitle('two of the hub erase a person, and keep what a court needs'), async (setting) => {
    const [one, two, kept] = await threeReferrals();
    if (!one || !two || !kept) throw new Error('not sent');
    const { run } = site();
    const hold = { hold: true, reason: 'Trial at Example Crown Court' };
    await run.client.call(authority, 'POST', `/v1/referrals/${kept.id}/legal-hold`, hold);

    const first = await site().open(setting);
    await first.enter(authority, '/triage');
    await findAll(first, one.reference);
    expect(await first.page.locator('.govuk-summary-card').count()).toBe(3);
    expect(await first.text()).toContain('Kept for legal reasons. It is not erased.');
    expect(await first.page.locator('input[name=chosen]').count()).toBe(2);
    expect(await first.page.locator('input[name=chosen]:checked').count()).toBe(2);
    await first.press('Have them erased');
    expect(await first.errors()).toEqual(['Select why they are erased']);
    await first.fill({ 'erasure-reason': 'should-not-be-held' });
    await first.press('Have them erased');
    expect(await first.text()).toContain('A colleague who decides for the hub has to confirm it.');
    expect(await first.text()).toContain('You proposed it. Ask a colleague');

    const second = await site().open(setting);
    await second.enter(colleague, '/triage');
    await second.press(two.reference);
    expect(await second.text()).toContain('It was proposed as one act together with 1 other referral of this person.');
    await second.press('See all of it, to confirm or cancel it');
    await second.press('Confirm that the details are erased');
    expect(await second.text()).toContain('The person’s details will be erased within the hour.');

    await run.client.moveClock(new Date(run.system.clock.now() + 3_700_000).toISOString());
    await run.system.waitUntilIdle();
    await second.enter(colleague, '/triage');
    await findAll(second, kept.reference);
    expect(await second.page.locator('.govuk-summary-card').count()).toBe(1);
    for (const { id } of [one, two]) {
      await second.go(`/triage/${id}`);
      expect(await second.text()).toContain('The person’s details were erased');
    }
  });
};
