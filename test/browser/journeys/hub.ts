/** The hub clears its list: ten cases of three kinds, one after the other, without looking for its place again. */
import { expect, test } from 'vitest';
import { authority, hospital, police, unsafe } from '#test/pipeline/support/run.ts';
import { explicitConsent } from '#test/support/submissions.ts';
import type { Site } from '../support/site.ts';
import { testTitle, twoSettings, type Window } from '../support/window.ts';

/** For people under 18: the person is 36. */
const ofYoungPeople = 'brightwater-young-people';
const general = 'mosslight-victim-care';
let twins = 0;

/** Four without a safe way, three outside what the area's services are for, three that two organisations report. */
async function fillList({ run }: Site): Promise<void> {
  const send = async (times: number, over: Parameters<typeof run.refer>[0]) => {
    for (let count = 0; count < times; count++) await run.refer({ consent: explicitConsent, ...over }, hospital);
    // One kind after the other: the list is in the order in which they were recorded.
    await run.system.waitUntilIdle();
  };
  await send(4, { contact: { safe: unsafe } });
  await send(3, { offence: { category: 'fraud' } });
  for (let count = 0; count < 3; count++) {
    twins += 1;
    const victim = { familyName: `Twin-${'abcdefghijklmnop'[twins]}` };
    const same = { crimeReference: `06AB/${9_000_000 + twins}/26`, victim };
    await run.refer(same, police);
    await run.system.waitUntilIdle();
    await send(1, same);
  }
}

/** What the banner says was done, with the references left out. */
const done = async (window: Window): Promise<string> =>
  ((await window.page.locator('.govuk-notification-banner__heading').textContent()) ?? '')
    .replace(/[A-Z]{2}-\w{4}-\w{4}/g, '')
    .trim();
const count = async (window: Window): Promise<string> =>
  (await window.page.locator('main nav [aria-current]').first().textContent()) ?? '';

async function returnAll(window: Window): Promise<void> {
  await window.press(/^On hold \(7\)/);
  await window.press(window.page.locator('tbody tr', { hasText: 'No safe way' }).locator('th a').first());
  for (let left = 6; left >= 3; left--) {
    expect(await window.text()).toContain('No safe way to contact the person');
    await window.fill({ 'return-reason': 'unsafe-to-contact', advice: 'Ask her sister for a number that is safe.' });
    await window.press('Send it back to the referrer');
    expect(await done(window)).toBe('is sent back to its referrer, with your advice.');
    expect(await count(window)).toBe(`On hold (${left})`);
    await window.press(/Open the next one/);
  }
}

/** Each press before has opened the next case, which is the first of the second kind now. */
async function routeAll(window: Window): Promise<void> {
  const why = { reason: 'They came in and can be seen here.' };
  for (const service of [general, ofYoungPeople, general]) {
    expect(await window.text()).toContain('Outside what this area’s services are for');
    await window.fill({ ...why, service });
    await window.press('Hand it to a service');
    if (service === ofYoungPeople) {
      expect(await window.errors()).toEqual([expect.stringMatching(/^Choose another service, or enter why/)]);
      await window.fill({ override: 'They agreed to see her mother too.' });
      await window.press('Hand it to a service');
      expect(await window.heading()).toMatch(/^This case is outside what .* takes$/);
      expect(await window.text()).toContain('They agreed to see her mother too.');
      await window.press('Go back and change it');
      await window.fill({ override: 'They agreed to see her with her mother.' });
      await window.press('Hand it to a service');
      await window.press('Hand it over all the same');
    }
    expect(await done(window)).toMatch(/^is handed to /);
    if ((await count(window)) !== 'On hold (0)') await window.press(/Open the next one/);
  }
  expect(await window.text()).toContain('Nothing of this kind is waiting.');
}

async function decideAll(window: Window): Promise<void> {
  await window.press(/^Another referral may be about the same thing .*\(3\)/);
  await window.press(window.page.locator('tbody th a').first());
  for (const answer of ['same', 'different', 'same'] as const) {
    expect(await window.page.locator('.app-compare tbody tr').count()).toBeGreaterThan(8);
    await window.fill({ answer, 'duplicate-reason': 'Both officers say so.' });
    await window.press('Decide about the two');
    expect(await done(window)).toContain(answer === 'same' ? 'is withdrawn as a duplicate.' : 'is not a duplicate');
    const next = window.page.getByText('Open the next one');
    if ((await next.count()) > 0) await window.press(next);
  }
}

export const hubJourney = (site: () => Site): void => {
  test.each(twoSettings)(testTitle('the hub clears ten of three kinds'), async (setting) => {
    await fillList(site());
    const window = await site().open(setting);
    await window.enter(authority, '/triage');
    expect(await count(window)).toBe('All (10)');
    await returnAll(window);
    await routeAll(window);
    await decideAll(window);
    await window.go('/triage');
    expect(await window.text()).toContain('Nothing is waiting.');
  });
};
