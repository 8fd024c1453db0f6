/** A wrong number: from the service that found it, to the referrer who corrects it, and back to the service that goes on. */
import { expect, test } from 'vitest';
import { hospital } from '#test/pipeline/support/run.ts';
import { explicitConsent } from '#test/support/submissions.ts';
import { expectErrors } from '../support/partner-answers.ts';
import type { Site } from '../support/site.ts';
import { settings, testTitle, type Window } from '../support/window.ts';

const stop = 'Stop contact: the details are wrong or not safe';
const advice = 'A stranger answers this number. Is there another one?';
const safe = {
  'safe-call': 'yes',
  'safe-voicemail': 'no',
  'safe-text': 'unknown',
  'safe-email': 'no',
  'safe-post': 'no',
};

/** Opens the hand-off and takes it on. */
async function takeOn(window: Window): Promise<void> {
  await window.press('Open');
  const code = /type ([0-9A-Z-]+)\./.exec(await window.text())?.[1] ?? '';
  await window.fill({ code });
  await window.press('Accept');
}

export const wrongNumberJourney = (site: () => Site): void => {
  test.each(settings)(testTitle('a wrong number is corrected, and the same service goes on'), async (setting) => {
    const { run } = site();
    const { referralId, reference } = await run.refer({ consent: explicitConsent }, hospital);
    const [message] = await run.messagesOf(referralId);
    if (!message) throw new Error('It went nowhere.');
    const handOff = `/inbox/${message.handOffId}`;

    const service = await site().open(setting);
    await service.enter(message.service, handOff);
    await takeOn(service);
    await service.press(stop);
    await expectErrors(service);
    await service.fill({ 'suspend-reason': 'wrong-contact-details', 'suspend-advice': advice });
    await service.press(stop);
    expect(await service.text()).toContain('Do not make contact. Wait until there is another safe way.');

    // The referrer is told first what they must do, by whom, and how to ring them.
    const referrer = await site().open(setting);
    await referrer.enter(hospital, '/sent');
    const line = referrer.page.locator('tr', { hasText: String(reference) });
    expect(await line.textContent()).toContain('stopped contact: wrong contact details');
    await referrer.press(referrer.page.locator('a', { hasText: `Correct or withdraw ${reference}` }));
    const status = await referrer.text();
    for (const part of [
      'What you need to do',
      advice,
      'The service keeps the case.',
      'Who has this case',
      '0161 496 01',
    ])
      expect(status).toContain(part);
    expect(status).not.toContain('Makes contact by');
    await referrer.press('Correct this referral');
    expect(await referrer.text()).toContain(advice);
    await referrer.press('Phone, email and what is safe');
    expect(await referrer.page.locator('#phone').inputValue()).toBe('');
    await referrer.fill({ ...safe, phone: '07700 900654' });
    await referrer.press('Continue');
    await referrer.press('Check and send the correction');
    await referrer.press('Send the correction');
    expect(referrer.url()).toBe(`/status/${reference}?corrected`);
    const corrected = await referrer.text();
    for (const part of ['Your correction was received', 'Has taken it on', 'Makes contact by'])
      expect(corrected).toContain(part);
    expect(corrected).not.toContain('What you need to do');
    expect(await referrer.page.content()).not.toMatch(/900654|900123/);
    await referrer.go('/sent');
    await referrer.press(String(reference));

    // The same service sees that the way to make contact has changed, and reaches the person.
    await service.go(handOff);
    const detail = await service.text();
    expect(detail).toContain('how to contact them safely');
    expect(detail).toContain('07700 900654');
    expect(detail).not.toContain('Do not make contact. Wait');
    await service.press('Record that you reached them');
    expect((await run.view(referralId, hospital)).handOffs).toMatchObject([
      { service: message.service, status: 'contacted' },
    ]);
    await referrer.go(`/status/${reference}`);
    expect(await referrer.text()).toContain('Has reached the person');
  });
};
