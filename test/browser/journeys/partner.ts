/** A partner refers somebody: every page, with an error on each that can have one, to the service's queue. */
import { describe, expect, test } from 'vitest';
import { hospital } from '#test/pipeline/support/run.ts';
import { expectErrors, mistakesOn, sentId, somebody, startDraft, withoutMistakes } from '../support/partner-answers.ts';
import type { Site } from '../support/site.ts';
import { extremes, testTitle } from '../support/window.ts';

export const partnerJourney = (site: () => Site): void =>
  describe.each(extremes)(testTitle('a partner refers somebody'), (setting) => {
    test('with an error on every page, and the service finds it in its queue', async () => {
      const window = await site().open(setting);
      await window.signIn(hospital, '/refer');
      expect(window.url()).toBe('/refer');
      const draft = await startDraft(window);
      const { answers, familyName } = somebody();
      for (const [step, fields] of Object.entries(answers)) {
        const here = () => expect(window.url().split('?')[0]).toBe(`${draft}/${step}`);
        // A section ends at the task list, which links to the next.
        if (window.url() === draft) await window.press(window.page.locator(`a[href^="${draft}/${step}"]`));
        here();
        const mistakes = mistakesOn(step);
        if (mistakes) {
          await window.fill(mistakes);
          await window.press('Continue');
          here();
          await expectErrors(window);
        }
        await window.fill({ ...withoutMistakes(mistakes), ...fields });
        await window.press('Continue');
        expect([step, await window.errors()]).toEqual([step, []]);
      }
      expect(await window.text()).toContain('You have completed 7 of 7 sections');
      await window.press('Check your answers');
      expect(await window.text()).toContain(familyName);
      await window.press('Continue');
      await window.fill({ ethnicity: 'W1' });
      await window.press('Send the referral');

      const id = sentId(window);
      site().run.answered.add(id);
      expect(await window.heading()).toContain('Referral sent');
      const [message, ...others] = await site().run.messagesOf(id);
      expect(others).toEqual([]);
      expect(await window.text()).toContain(String(message?.reference));
      expect(JSON.stringify(message)).not.toMatch(/Sam|Example|7700|M1 1AE|@/);
      await window.press('Keep a record of this referral');
      expect(await window.text()).toContain(String(message?.reference));
      expect(await window.text()).not.toMatch(/Sam|Example|7700/);
    });
  });
