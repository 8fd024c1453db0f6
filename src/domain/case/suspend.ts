/** A suspended hand-off: the service keeps the case and makes no contact until there is another safe way. */
import type { Count } from '../counting/model.ts';
import { deadlineAfter } from '../judgement/clock.ts';
import { londonDate } from '../london.ts';
import type { SuspendReason } from '../vocabulary.ts';
import { changeOf } from './change.ts';
import { handOffEvent } from './events.ts';
import type { CaseChange, CaseHead, HandOff, ReferralCase, RuleContext } from './model.ts';
import { addToTriage } from './next-service.ts';

/** @param advice sealed */
export function suspendHandOff(
  handOff: HandOff,
  { reason, version, advice }: { reason: SuspendReason; version: number; advice?: string },
  { area, now }: RuleContext,
): HandOff {
  const since = now.toISOString();
  const toTriageAt = deadlineAfter(now, area.rules.suspendedToTriageAfter, area.rules).toISOString();
  return {
    ...handOff,
    status: 'suspended',
    since,
    suspension: { reason, version, since, toTriageAt, ...(advice !== undefined && { advice }) },
  };
}

export const suspendedCount = (
  { service }: HandOff,
  suspendReason: SuspendReason,
  { facts }: Pick<CaseHead, 'facts'>,
  at: string,
): Count => ({ measure: 'suspended', day: londonDate(new Date(at)), facts, services: [service], suspendReason });

/** When triage takes over a suspended hand-off, and when it is told of a stop that the service has not read. */
export function suspensionChecks({ suspension, amendment }: HandOff): string[] {
  const checks: string[] = [];
  if (suspension && !suspension.escalated) checks.push(suspension.toTriageAt);
  if (amendment?.readBy !== undefined && !amendment.escalated) checks.push(amendment.readBy);
  return checks;
}

/** Tells triage that the sender has not found another way in time. */
export function escalateSuspension(referralCase: ReferralCase, handOff: HandOff, { now }: RuleContext): CaseChange {
  const { suspension } = handOff;
  const at = now.toISOString();
  const after: HandOff = {
    ...handOff,
    ...(suspension && { suspension: { ...suspension, escalated: true as const } }),
    rev: handOff.rev + 1,
  };
  return changeOf(referralCase, {
    head: addToTriage(referralCase.head, 'suspended', at),
    handOffs: [{ before: handOff, after }],
    events: [handOffEvent('overdue', after, at, 'system')],
  });
}

/** Tells triage that the service may not know that contact must stop. */
export function escalateUnreadStop(referralCase: ReferralCase, handOff: HandOff, { now }: RuleContext): CaseChange {
  const { amendment } = handOff;
  const at = now.toISOString();
  const after: HandOff = {
    ...handOff,
    ...(amendment && { amendment: { ...amendment, escalated: true as const } }),
    rev: handOff.rev + 1,
  };
  return changeOf(referralCase, {
    head: addToTriage(referralCase.head, 'stop-unread', at),
    handOffs: [{ before: handOff, after }],
    events: [handOffEvent('stop-unread', after, at, 'system')],
  });
}
