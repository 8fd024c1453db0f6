/** A victim rings a service that has sixty hand-offs: whoever answers finds theirs and finishes it, counted in pages. */
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Submission } from '#src/domain/submission.ts';
import { general, police, somebody } from '#test/pipeline/support/run.ts';
import type { Site } from '../support/site.ts';
import { testTitle, twoSettings, type Window } from '../support/window.ts';

const handOffs = 60;
const batchAnswer = z.object({
  results: z.array(
    z.object({ status: z.number(), body: z.looseObject({ referralId: z.string(), reference: z.string() }) }),
  ),
});

interface Sent {
  victim: Submission['victim'];
  reference: string;
}

/** In one call, as a force sends its night's referrals. */
async function fillInbox({ run }: Site): Promise<Sent[]> {
  const bodies = Array.from({ length: handOffs }, () => somebody());
  const answer = await run.client.call(police, 'POST', '/v1/referrals/batch', { referrals: bodies });
  const { results } = batchAnswer.parse(answer.json);
  await run.system.waitUntilIdle();
  return results.map(({ status, body }, index) => {
    expect(status).toBe(201);
    run.answered.add(body.referralId);
    return { victim: bodies[index]?.victim ?? somebody().victim, reference: body.reference };
  });
}

/** The pages that somebody sees on the way, each after one press. */
function countPages(window: Window): { press: Window['press']; pages: () => number } {
  let pages = 0;
  return {
    press: async (what) => {
      pages += 1;
      await window.press(what);
    },
    pages: () => pages,
  };
}

/** From a hand-off that nobody has opened to its end: four pages. */
async function finish(window: Window, press: Window['press']): Promise<void> {
  await press('Open');
  const code = /type ([0-9A-Z-]+)\./.exec(await window.text())?.[1] ?? '';
  await window.fill({ code });
  await press('Accept');
  await press('Record that you reached them');
  await window.fill({ outcome: 'declined-by-victim' });
  await press('Close');
  expect(await window.text()).toContain('Status Closed');
}

const waiting = async (window: Window): Promise<number> =>
  Number(/Needs an answer \((\d+)\)/.exec(await window.text())?.[1]);

export const findAmongSixtyJourney = (site: () => Site): void => {
  describe('a victim rings a service with sixty hand-offs', () => {
    let sent: Sent[];
    beforeAll(async () => {
      sent = await fillInbox(site());
    });
    const next = (): Sent => {
      // The last in the list: they are not on its first page.
      const one = sent.pop();
      if (!one) throw new Error('All are finished.');
      return one;
    };

    test.each(twoSettings)(
      testTitle('theirs is found by its reference and finished, in five pages'),
      async (setting) => {
        const { reference } = next();
        const window = await site().open(setting);
        await window.enter(general, '/inbox');
        const before = await waiting(window);
        expect(before).toBeGreaterThan(sent.length);
        const { press, pages } = countPages(window);
        await window.fill({ reference: reference.toLowerCase().replaceAll('-', ' ') });
        await press('Find');
        expect(await window.heading()).toBe(reference);
        await finish(window, press);
        expect(pages()).toBe(5);
        await window.go('/inbox?part=over');
        expect(await window.text()).toContain(reference);
        expect(await waiting(window)).toBe(before - 1);
      },
    );

    test.each(twoSettings)(
      testTitle('theirs is found by name and date of birth and finished, in six pages'),
      async (setting) => {
        const { victim, reference } = next();
        const [year, month, day] = victim.dateOfBirth?.split('-') ?? [];
        const window = await site().open(setting);
        await window.enter(general, '/inbox');
        const { press, pages } = countPages(window);
        await press('Find by name and date of birth');
        await window.fill({
          'given-name': String(victim.givenName).toLowerCase(),
          'family-name': victim.familyName.toUpperCase(),
          'birth-day': String(Number(day)),
          'birth-month': String(Number(month)),
          'birth-year': String(year),
        });
        await press(window.page.locator('button[value="person"]'));
        expect(await window.heading()).toBe(reference);
        expect(window.url()).not.toContain(victim.familyName);
        await finish(window, press);
        expect(pages()).toBe(6);
      },
    );
  });
};
