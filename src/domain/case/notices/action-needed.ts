/** What a case needs of its sender, and who says so. */

import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { CaseHead, HandOff } from '#src/domain/case/model.ts';
import { releaseAdvice } from '#src/domain/case/triage/held-advice.ts';
import type { ServiceId } from '#src/domain/ids.ts';
import { heldAdvice } from '#src/domain/judgement/held-reasons.ts';
import type { Channel, HeldReason, ReturnReason } from '#src/domain/vocabulary.ts';

export interface ActionNeeded {
  /** Left out where the rules or the victim hub ask for it. */
  service?: ServiceId;
  /** A reason to suspend is one to return too. */
  reason: HeldReason | ReturnReason;
  /** What would release it. Left out where a service gave none. */
  advice?: { text: string } | { sealed: string };
  /** Ways that the service names as wrong or unsafe, where contact is stopped. */
  channels?: readonly Channel[];
  /** RFC 3339, UTC. */
  since: string;
  /** RFC 3339, UTC: the sender's deadline, after which the victim hub is told. Left out where there is none, or it has been. */
  by?: string;
}

/** Whether it is for its sender to do something. */
export const needsSender = ({ status, isSuspended }: Pick<CaseHead, 'status' | 'isSuspended'>): boolean =>
  status === 'held' || status === 'returned' || isSuspended === true;

/**
 * @param handOffs may be left out unless one is suspended
 * @param history may be left out unless the case was returned: who returned it, and why, is in its last return
 */
export const findActionsNeeded = (
  head: CaseHead,
  { handOffs = [], history = [] }: { handOffs?: readonly HandOff[]; history?: readonly HistoryEvent[] } = {},
): ActionNeeded[] => [...actionsWhileOnHold(head, history), ...handOffs.flatMap(actionWhileSuspended)];

function actionsWhileOnHold(head: CaseHead, history: readonly HistoryEvent[]): ActionNeeded[] {
  const { status, since } = head;
  if (status === 'held') {
    return releaseAdvice(head).map(({ reason, release }) => ({ reason, advice: { text: release }, since }));
  }
  const returned = status === 'returned' && history.findLast(({ event }) => event === 'returned');
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

/** Where the service says nothing, another safe way is what it waits for. */
function actionWhileSuspended({ service, suspension }: HandOff): ActionNeeded[] {
  if (!suspension) return [];
  const { reason, advice, channels, since, toTriageAt, escalated } = suspension;
  const text = heldAdvice['no-safe-contact'];
  return [
    {
      service,
      reason,
      advice: advice === undefined ? { text } : { sealed: advice },
      ...(channels && { channels }),
      since,
      ...(!escalated && { by: toTriageAt }),
    },
  ];
}
