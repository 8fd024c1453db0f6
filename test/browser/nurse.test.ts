/** What the form asks in four cases: the whole system, one browser, narrow and with scripts. */
import { nurseJourney } from './journeys/nurse.ts';
import { runJourneys } from './support/run-journeys.ts';

runJourneys([nurseJourney]);
