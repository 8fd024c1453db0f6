/** What a case needs of its sender, and who says so. */
import type { ServiceId } from '../ids.ts';
import type { HeldReason, ReturnReason } from '../vocabulary.ts';
import { releaseAdvice } from './held-advice.ts';
import type { CaseHead, HistoryEvent } from './model.ts';

export interface ActionNeeded {
  /** Left out where the rules or the victim hub ask for it. */
  service?: ServiceId;
  reason: HeldReason | ReturnReason;
  /** What would release it. Left out where a service gave none. */
  advice?: { text: string } | { sealed: string };
  /** RFC 3339, UTC. */
  since: string;
}

/** @param history may be left out unless the case was returned: who returned it, and why, is in its last return */
export function findActionsNeeded(head: CaseHead, history: readonly HistoryEvent[] = []): ActionNeeded[] {
  const { since } = head;
  if (head.status === 'held') {
    return releaseAdvice(head).map(({ reason, release }) => ({ reason, advice: { text: release }, since }));
  }
  const returned = head.status === 'returned' && history.findLast(({ event }) => event === 'returned');
  if (!returned) return [];
  const { service, reason, note } = returned;
  return [
    {
      ...(service && { service }),
      reason: (reason ?? 'other') as ReturnReason,
      ...(note !== undefined && { advice: { sealed: note } }),
      since,
    },
  ];
}
