/** The pages for services, the hub and readers, and what may go wrong in a browser. */
import { doubleSubmissionJourney } from './journeys/double-submission.ts';
import { erasePersonJourney } from './journeys/erase-person.ts';
import { exitJourney } from './journeys/exit.ts';
import { expiryJourney } from './journeys/expiry.ts';
import { findAmongSixtyJourney } from './journeys/find-among-sixty.ts';
import { hubJourney } from './journeys/hub.ts';
import { inboxJourney } from './journeys/inbox.ts';
import { readingJourney } from './journeys/reading-pages.ts';
import { teamJourney } from './journeys/team.ts';
import { triageJourney } from './journeys/triage.ts';
import { runJourneys } from './support/run-journeys.ts';

// The hub's journey comes first: its list is empty before.
runJourneys([
  hubJourney,
  erasePersonJourney,
  inboxJourney,
  findAmongSixtyJourney,
  triageJourney,
  exitJourney,
  expiryJourney,
  doubleSubmissionJourney,
  readingJourney,
  teamJourney,
]);
