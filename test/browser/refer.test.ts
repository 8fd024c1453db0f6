/** A referral as its sender makes it: the whole system, one browser, with scripts and without, wide and narrow. */
import { partnerJourney } from './journeys/partner.ts';
import { watchedJourney } from './journeys/watched.ts';
import { runJourneys } from './support/run-journeys.ts';

// Beside those of correct.test.ts, because together they take as long as all others.
runJourneys([partnerJourney, watchedJourney]);
