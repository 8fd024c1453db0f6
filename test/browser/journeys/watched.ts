/** A nurse refers a woman whose husband reads her phone: he and his brother are named before it is asked what is safe. */
import { expect, test } from 'vitest';
import { hospital } from '#test/pipeline/support/run.ts';
import { inAbuse } from '#test/web/refer/support/answers.ts';
import { fillQuickly, sentId, somebody, startDraft } from '../support/partner-answers.ts';
import type { Site } from '../support/site.ts';
import { extremes, testTitle } from '../support/window.ts';

const husband = {
  'suspects-0-name': 'Alex Example',
  'suspects-0-relationship': 'partner',
  'suspects-0-livesWithVictim': 'yes',
  'suspects-0-hasAccessTo': ['phone'],
};
const brother = { 'suspects-1-name': 'Robin Example', 'suspects-1-relationship': 'other-family' };
const byEmail = {
  email: 'sam@example.org',
  'safe-call': 'no',
  'safe-voicemail': 'no',
  'safe-text': 'no',
  'safe-email': 'yes',
  'safe-post': 'no',
};
const pagesBefore = ['about-you', 'person', 'home', 'communication', 'offence', 'references', 'place'];

export const watchedJourney = (site: () => Site): void => {
  test.each(extremes)(testTitle('a woman whose husband reads her phone is referred'), async (setting) => {
    const window = await site().open(setting);
    await window.enter(hospital, '/refer');
    const draft = await startDraft(window);
    const { answers } = somebody();
    await fillQuickly(
      window,
      draft,
      Object.fromEntries(Object.entries(answers).filter(([step]) => pagesBefore.includes(step))),
    );
    await window.go(`${draft}/circumstances`);
    await window.fill({ ...answers['circumstances'], domesticAbuse: 'yes' });
    await window.press('Continue');
    expect(window.url()).toBe(`${draft}/suspects`);

    await window.fill(husband);
    await window.press('Add another suspect');
    expect(await window.page.locator('.app-item > legend').allTextContents()).toHaveLength(2);
    await window.fill(brother);
    // Enter in a field continues. It presses no button that removes somebody.
    await window.page.locator('#suspects-1-name').focus();
    await Promise.all([window.page.waitForEvent('load'), window.page.keyboard.press('Enter')]);
    expect(window.url()).toBe(`${draft}/summary`);
    await window.go(`${draft}/suspects`);
    expect(await window.page.locator('#suspects-1-name').inputValue()).toBe('Robin Example');
    await window.press(/Remove\s*Suspect 2/);
    expect(await window.page.locator('.app-item > legend').allTextContents()).toHaveLength(1);
    await window.press('Add another suspect');
    await window.fill(brother);
    await window.press('Continue');
    await window.fill(answers['summary'] ?? {});
    await window.press('Continue');

    await window.go(`${draft}/contact`);
    expect(await window.text()).toContain('A suspect sees or answers their phone, so a service will not call');
    await window.fill(byEmail);
    await window.press('Continue');
    expect(window.url()).toBe(`${draft}/contact-safety`);
    await window.fill(inAbuse['contact-safety'] ?? {});
    await window.press('Continue');
    expect(window.url()).toBe(`${draft}/post-address`);
    await window.press('Continue');
    expect(window.url()).toBe(`${draft}/contact-more`);

    const { suspects: _, 'contact-safety': __, ...more } = inAbuse;
    const { 'contact-more': times, risk, needs, consent, 'consent-details': details } = answers;
    const rest = { 'contact-more': times, risk, needs, consent, 'consent-details': details, ...more };
    await fillQuickly(window, draft, rest as Readonly<Record<string, typeof times & object>>);
    await window.go(`${draft}/check`);
    expect(await window.text()).toContain('Robin Example');
    await window.press('Continue');
    await window.press('Skip these questions and send');
    site().run.answered.add(sentId(window));
    expect(await window.heading()).toBe('Referral sent');
  });
};
