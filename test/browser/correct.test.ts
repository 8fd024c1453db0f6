/** A referral as its sender corrects it, from what was asked for and from what a service found wrong. */
import { correctJourney } from './journeys/correct.ts';
import { wrongNumberJourney } from './journeys/wrong-number.ts';
import { runJourneys } from './support/run-journeys.ts';

runJourneys([correctJourney, wrongNumberJourney]);
