/** What happens to referrals over the API, in one system: to start it and load its functions takes longer than most of these tests. */
import { describe } from 'vitest';
import { afterHandOffJourney } from './journeys/after-hand-off.ts';
import { attemptsJourney } from './journeys/attempts.ts';
import { errorResponsesJourney } from './journeys/error-responses.ts';
import { knownAgainJourney } from './journeys/known-again.ts';
import { referralJourney } from './journeys/referral-journey.ts';
import { safeContactJourney } from './journeys/safe-contact.ts';
import { sendingAgainJourney } from './journeys/sending-again.ts';
import { useAuditedRun } from './support/audited-run.ts';
import type { Run } from './support/run.ts';

let run: Run;
useAuditedRun((started) => {
  run = started;
});

// The first counts from nought. Those that move the clock come last, since the others name days.
describe.each([
  ['a referral’s journey', referralJourney],
  ['safe contact', safeContactJourney],
  ['answers to wrong input', errorResponsesJourney],
  ['sending again', sendingAgainJourney],
  ['two referrals of one person', knownAgainJourney],
  ['after the hand-off', afterHandOffJourney],
  ['attempts', attemptsJourney],
] as const)('%s', (_, journey) => journey(() => run));
