/**
 * The pages as people use them: the whole system, one browser, with scripts and without, wide and narrow.
 * Any complaint of the browser (content security policy, console, a page wider than its
 * window, a fault found by axe) fails that journey.
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
    // The browser decides how often a double press reaches the server.
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
