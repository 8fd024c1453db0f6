/** A suspended hand-off: the service keeps the case and makes no contact until there is another safe way. */

import type { CaseChange, CaseHead, HandOff, ReferralCase, RuleContext } from '#src/domain/case/model.ts';
import type { Count } from '#src/domain/counting/model.ts';
import type { ServiceId } from '#src/domain/ids.ts';
import { deadlineAfter } from '#src/domain/judgement/clock.ts';
import { londonDate } from '#src/domain/london.ts';
import type { Channel, SuspendReason } from '#src/domain/vocabulary.ts';
import { escalateHandOff } from './escalate.ts';

/**
 * @param advice sealed
 * @param channels those that the service names as wrong or unsafe
 */
export function suspendHandOff(
  handOff: HandOff,
  {
    reason,
    version,
    advice,
    channels = [],
  }: { reason: SuspendReason; version: number; advice?: string; channels?: readonly Channel[] },
  { area, now }: RuleContext,
): HandOff {
  const since = now.toISOString();
  const toTriageAt = deadlineAfter(now, area.rules.suspendedToTriageAfter, area.rules).toISOString();
  return {
    ...handOff,
    status: 'suspended',
    since,
    suspension: {
      reason,
      version,
      since,
      toTriageAt,
      ...(advice !== undefined && { advice }),
      ...(channels.length > 0 && { channels }),
    },
  };
}

export const suspendedCount = (
  { service }: HandOff,
  suspendReason: SuspendReason,
  { facts }: Pick<CaseHead, 'facts'>,
  at: string,
): Count => ({ measure: 'suspended', day: londonDate(new Date(at)), facts, services: [service], suspendReason });

/** Services that have the case and make no contact. */
export const suspendedServices = ({ handOffs }: Pick<ReferralCase, 'handOffs'>): ServiceId[] =>
  handOffs.filter(({ status }) => status === 'suspended').map(({ service }) => service);

/** When triage takes over a suspended hand-off, and when it is told of a stop that the service has not read. */
export function suspensionChecks({ suspension, amendment }: HandOff): string[] {
  const checks: string[] = [];
  if (suspension && !suspension.escalated) checks.push(suspension.toTriageAt);
  if (amendment?.readBy !== undefined && !amendment.escalated) checks.push(amendment.readBy);
  return checks;
}

/** Tells triage that the sender has not found another way in time. */
export const escalateSuspension = (referralCase: ReferralCase, handOff: HandOff, context: RuleContext): CaseChange =>
  escalateHandOff(referralCase, { before: handOff, after: withEscalated(handOff, 'suspension') }, 'suspended', context);

/** Tells triage that the service may not know that contact must stop. */
export const escalateUnreadStop = (referralCase: ReferralCase, handOff: HandOff, context: RuleContext): CaseChange =>
  escalateHandOff(
    referralCase,
    { before: handOff, after: withEscalated(handOff, 'amendment') },
    'stop-unread',
    context,
  );

/** It is told once. */
function withEscalated(handOff: HandOff, what: 'suspension' | 'amendment'): HandOff {
  const { [what]: escalated } = handOff;
  return escalated ? { ...handOff, [what]: { ...escalated, escalated: true } } : handOff;
}
