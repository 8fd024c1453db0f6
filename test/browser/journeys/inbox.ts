/** A small service works through its inbox, from an unopened hand-off to a closed one. */
import { describe, expect, test } from 'vitest';
import { somebody } from '#test/pipeline/support/run.ts';
import { explicitConsent } from '#test/support/submissions.ts';
import { expectErrors } from '../support/partner-answers.ts';
import type { Site } from '../support/site.ts';
import { settings, testTitle, twoSettings } from '../support/window.ts';

/** Sends a referral over the API. @returns its hand-off and the person's name */
async function refer({ run }: Site, over: Parameters<typeof somebody>[0] = {}) {
  const body = somebody(over);
  const answer = await run.send(body);
  expect(answer.status).toBe(201);
  const { referralId } = answer.json as { referralId: string };
  const [message] = await run.messagesOf(referralId);
  if (!message) throw new Error('It went nowhere.');
  return { referralId, message, reference: String(message.reference), name: body.victim.familyName };
}

export const inboxJourney = (site: () => Site): void => {
  describe.each(settings)(testTitle('a service works through its inbox'), (setting) => {
    test('from an unopened hand-off to a closed one', async () => {
      const { message, reference, name } = await refer(site());
      const window = await site().open(setting);
      await window.enter(message.service, '/inbox');
      expect(await window.text()).not.toContain(name);
      await window.press(reference);
      expect(await window.text()).toContain('You have not opened this yet');
      expect(await window.text()).not.toContain(name);
      await window.press('Open');
      expect(await window.text()).toContain(name);
      expect(await window.page.title()).not.toMatch(new RegExp(`${name}|${reference}`));

      await window.fill({ code: 'WRONG' });
      await window.press('Accept');
      expect(await window.errors()).toEqual(['Enter the confirmation code as it is shown on this page']);
      await expectErrors(window);
      const code = /type ([0-9A-Z-]+)\./.exec(await window.text())?.[1] ?? '';
      await window.fill({ code: code.toLowerCase() });
      await window.press('Accept');
      expect(await window.text()).toContain('Accepted');

      await window.press('Record a contact attempt');
      await expectErrors(window);
      await window.fill({ channel: 'call' });
      await window.press('Record a contact attempt');
      expect(await window.text()).toContain('1 contact attempt so far');
      await window.press('Record that you reached them');
      await window.press('Record that support began');
      await window.fill({ outcome: 'support-completed' });
      await window.press('Close');
      expect(await window.text()).toContain('Status Closed');
      expect(await window.text()).not.toContain('What do you want to do?');
      await window.go('/inbox');
      expect(await window.text()).not.toContain(reference);
    });
  });

  test.each(twoSettings)(testTitle('a service declines, and the next one finds it in its inbox'), async (setting) => {
    const over = { consent: explicitConsent, offence: { domesticAbuse: 'yes' } } as const;
    const { referralId, message, reference } = await refer(site(), over);
    const first = await site().open(setting);
    await first.enter(message.service, `/inbox/${message.handOffId}`);
    await first.press('Open');
    await first.press('Decline');
    await expectErrors(first);
    await first.fill({ 'decline-reason': 'no-capacity' });
    await first.press('Decline');
    expect(await first.text()).toContain('This hand-off is over');
    const [, next] = await site().run.messagesOf(referralId);
    expect(next?.service).not.toBe(message.service);
    const second = await site().open(setting);
    await second.enter(String(next?.service), '/inbox');
    expect(await second.text()).toContain(reference);
  });
};
