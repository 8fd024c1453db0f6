/**
 * The pages as people use them: the whole system, one browser, with scripts and without, wide and narrow.
 * Whatever a browser complains of on the way (the content security policy, the console, a page wider than its
 * window, what axe finds) fails the journey on which it did.
 */
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { correctJourney } from './journeys/correct.ts';
import { doubleSubmissionJourney } from './journeys/double-submission.ts';
import { exitJourney } from './journeys/exit.ts';
import { expiryJourney } from './journeys/expiry.ts';
import { inboxJourney } from './journeys/inbox.ts';
import { partnerJourney } from './journeys/partner.ts';
import { readingJourney } from './journeys/reading-pages.ts';
import { triageJourney } from './journeys/triage.ts';
import { type Site, startSite } from './support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(async () => {
  await site.closeWindows();
  expect(site.complaints()).toEqual([]);
});
afterAll(async () => {
  try {
    // How often a double press reaches us is for the browser to say.
    expect(await site.run.audit({ countResent: false })).toEqual([]);
    expect(site.run.troubles).toEqual([]);
  } finally {
    await site.stop();
  }
});

const all = [
  partnerJourney,
  correctJourney,
  inboxJourney,
  triageJourney,
  exitJourney,
  expiryJourney,
  doubleSubmissionJourney,
  readingJourney,
];
for (const journey of all) journey(() => site);
