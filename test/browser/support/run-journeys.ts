/** Runs journeys in one browser against one system, and audits the system after all of them. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Site, startSite } from './site.ts';

/**
 * Registers the tests of the journeys. Any complaint of the browser (content security policy, console, a page wider
 * than its window, a fault found by axe) fails the journey.
 */
export function runJourneys(journeys: readonly ((site: () => Site) => void)[]): void {
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
  for (const journey of journeys) journey(() => site);
}
