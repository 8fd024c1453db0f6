/** Ends a test once its day is over, so that it can be erased: whatever became of it, nobody waits for it. */

import { leaveUnreviewed } from '#src/domain/case/retention/retention.ts';
import type { Rules } from '../area.ts';
import { isTestOver } from '../test-party.ts';
import { withdrawReferral } from './actions.ts';
import type { NotAllowed, Outcome, ReferralCase } from './model.ts';

/** One that is still open is withdrawn, and its services are told; one that is over leaves the hub's list. */
export function endTest(
  referralCase: ReferralCase,
  rules: Pick<Rules, 'retention' | 'repeatVictimMonths'>,
  now: Date,
): Outcome<NotAllowed> {
  const { head } = referralCase;
  if (!isTestOver(head, now)) return { already: true };
  if (head.retentionClass !== undefined) return leaveUnreviewed(referralCase, rules, now);
  return withdrawReferral(referralCase, 'sent-in-error', { party: 'system', mover: 'system' }, now);
}
