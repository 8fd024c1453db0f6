/** A referral as its sender makes and corrects it: the whole system, one browser, with scripts and without, wide and narrow. */
import { correctJourney } from './journeys/correct.ts';
import { nurseJourney } from './journeys/nurse.ts';
import { partnerJourney } from './journeys/partner.ts';
import { watchedJourney } from './journeys/watched.ts';
import { wrongNumberJourney } from './journeys/wrong-number.ts';
import { runJourneys } from './support/run-journeys.ts';

// Beside those of work-and-read.test.ts, because together they take as long as all others.
runJourneys([partnerJourney, watchedJourney, nurseJourney, correctJourney, wrongNumberJourney]);
