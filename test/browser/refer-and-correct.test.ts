/** A referral as its sender makes and corrects it: the whole system, one browser, with scripts and without, wide and narrow. */
import { correctJourney } from './journeys/correct.ts';
import { partnerJourney } from './journeys/partner.ts';
import { watchedJourney } from './journeys/watched.ts';
import { wrongNumberJourney } from './journeys/wrong-number.ts';
import { runJourneys } from './support/run-journeys.ts';

// In a file of its own, because these journeys take as long as all others and so run beside them.
runJourneys([partnerJourney, watchedJourney, correctJourney, wrongNumberJourney]);
