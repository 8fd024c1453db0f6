/** What a service has not done in time, or may not know, goes before triage. */
import { changeOf } from '#src/domain/case/change.ts';
import { handOffEvent } from '#src/domain/case/events.ts';
import type { CaseChange, HandOff, ReferralCase, RuleContext, TriageReason } from '#src/domain/case/model.ts';
import { addToTriage } from '#src/domain/case/next-service.ts';

/** @param handOff `after` says that triage has been told, so that it is told once */
export function escalateHandOff(
  referralCase: ReferralCase,
  { before, after: told }: { before: HandOff; after: HandOff },
  reason: Extract<TriageReason, 'overdue' | 'suspended' | 'stop-unread'>,
  { now }: RuleContext,
): CaseChange {
  const at = now.toISOString();
  const after: HandOff = { ...told, rev: before.rev + 1 };
  const event = reason === 'stop-unread' ? 'stop-unread' : 'overdue';
  return changeOf(referralCase, {
    head: addToTriage(referralCase.head, reason, at),
    handOffs: [{ before, after }],
    events: [handOffEvent(event, after, at, 'system')],
  });
}
