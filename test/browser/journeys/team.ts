/** An administrator lets a new colleague in, who signs in at once, and shuts a leaver out with the next click. */
import { describe, expect, test } from 'vitest';
import type { Site } from '../support/site.ts';
import { testTitle, twoSettings } from '../support/window.ts';

const party = 'irwell-valley-hospitals';

export const teamJourney = (site: () => Site): void => {
  describe.each(twoSettings)(testTitle('a team'), (setting) => {
    test('a new colleague is in at once, and a leaver out at once', async () => {
      const name = setting.javaScript ? 'Robin Example' : 'Sam Example';
      const email = `${setting.javaScript ? 'robin' : 'sam'}@example.org`;
      const administrator = await site().open(setting);
      await administrator.signIn(`administrator-of-${party}`, '/team');
      await administrator.press('Let a colleague in');
      await administrator.press('Let them in');
      expect(await administrator.errors()).toHaveLength(3);
      await administrator.fill({ name, email, roles: ['worker'] });
      await administrator.press('Let them in');
      expect(await administrator.text()).toContain('They can sign in now.');
      expect(await administrator.text()).toContain(`${name} ${email}`);

      const colleague = await site().open(setting);
      await colleague.page.goto('/sign-in');
      await Promise.all([
        colleague.page.waitForEvent('load'),
        colleague.page.getByRole('link', { name, exact: true }).click(),
      ]);
      expect(colleague.url()).toBe('/refer');
      await colleague.go('/team');
      expect(await colleague.heading()).toBe('You cannot see this page');

      await administrator.press(`Change the account of ${name}`);
      expect(await administrator.heading()).toBe(name);
      await administrator.press('Close the account');
      expect(await administrator.text()).toContain('Their account is closed.');
      await colleague.go('/refer');
      expect(await colleague.heading()).toBe('Your account was closed');
      await colleague.page.goto('/sign-in');
      expect(await colleague.page.getByRole('link', { name, exact: true }).count()).toBe(0);
    });
  });
};
