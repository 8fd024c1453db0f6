/**
 * Whether a case's head agrees with its hand-offs. Every change keeps them in agreement; this finds what did not: a row
 * that was put right by hand, or one that an older version of the system wrote.
 */
import { isOpenHandOff } from '../states.ts';
import { withHeldEvent } from './events.ts';
import type { HistoryEvent } from './history.ts';
import type { Outcome, ReferralCase } from './model.ts';
import { settleStatus } from './next-service.ts';

/** `routed-without-service` can be settled; `open-after-its-end` needs a person: services work on a case that is over. */
export type Disagreement = 'routed-without-service' | 'open-after-its-end';

export function findDisagreement({ head, handOffs }: ReferralCase): Disagreement | undefined {
  const isHeldByService = handOffs.some(({ status }) => isOpenHandOff(status));
  if (head.status === 'routed') return isHeldByService ? undefined : 'routed-without-service';
  return isHeldByService ? 'open-after-its-end' : undefined;
}

/** Gives a routed case that no service holds the status that its hand-offs give it, and puts it on triage where they give none. */
export function settleCase(referralCase: ReferralCase, now: Date): Outcome<never> {
  if (findDisagreement(referralCase) !== 'routed-without-service') return { already: true };
  const at = now.toISOString();
  const head = settleStatus(referralCase.head, referralCase.handOffs, at);
  const settled: HistoryEvent = { at, event: 'settled', by: 'system', reason: head.status, counts: [] };
  return { change: withHeldEvent(referralCase, { head, events: [settled] }, now) };
}
