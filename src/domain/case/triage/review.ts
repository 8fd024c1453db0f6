/** The hub has looked at a case. It takes off its list what no other action settles; what is to be decided stays. */
import type { Rules } from '#src/domain/area.ts';
import { refuseByStatus } from '#src/domain/case/actions.ts';
import { changeOf } from '#src/domain/case/change.ts';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import type {
  CaseHead,
  HandOff,
  NotAllowed,
  Outcome,
  ReferralCase,
  RuleContext,
  TriageReason,
} from '#src/domain/case/model.ts';
import { removeTriageReason } from '#src/domain/case/next-service.ts';
import type { PartyId } from '#src/domain/ids.ts';
import { deadlineAfter } from '#src/domain/judgement/clock.ts';

/** A hold and a possible duplicate are not among them: those are decided. */
export const reviewableReasons = [
  'safety',
  'suspended',
  'stop-unread',
  'would-be-held',
  'overdue',
  'returned-by-service',
  'alongside-declined',
  'release-near',
] as const satisfies readonly TriageReason[];
export type ReviewableReason = (typeof reviewableReasons)[number];

/** Why the case is on the hub's list, of what a review can take off it. */
export function findReviewable({ triage }: CaseHead): ReviewableReason[] {
  const reasons = triage ? [triage.reason, ...(triage.also ?? [])] : [];
  return reviewableReasons.filter((reason) => reasons.includes(reason));
}

export interface Review {
  reason: ReviewableReason;
  /** Sealed: what was done. */
  note: string;
  party: PartyId;
  /** The revision of the case that was looked at. */
  seenRevision: number;
}

/** The case has moved on: what came since, nobody has looked at. */
export interface SeenTooEarly {
  standingRevision: number;
}

/** Refused where the case is not there for that reason: somebody else may have settled it. */
export function reviewReason(
  referralCase: ReferralCase,
  { reason, note, party, seenRevision }: Review,
  { area: { rules }, now }: RuleContext,
): Outcome<NotAllowed | SeenTooEarly> {
  const { head } = referralCase;
  if (!findReviewable(head).includes(reason)) return refuseByStatus(head, 'triage');
  if (seenRevision !== head.rev) return { refused: { standingRevision: head.rev } };
  const event: HistoryEvent = { at: now.toISOString(), event: 'reviewed', by: party, reason, note, counts: [] };
  const handOffs = referralCase.handOffs.flatMap((before) => {
    const after = waitAgain(before, reason, rules, now);
    return after ? [{ before, after: { ...after, rev: before.rev + 1 } }] : [];
  });
  return { change: changeOf(referralCase, { head: removeTriageReason(head, reason), handOffs, events: [event] }) };
}

/** What the hub has looked at and nobody mends comes back to it: a stop that is unread, and contact that stays stopped. */
function waitAgain(handOff: HandOff, reason: ReviewableReason, rules: Rules, now: Date): HandOff | undefined {
  const { suspension, amendment } = handOff;
  if (reason === 'suspended' && suspension?.escalated) {
    const { escalated: _, ...rest } = suspension;
    const toTriageAt = deadlineAfter(now, rules.suspendedToTriageAfter, rules).toISOString();
    return { ...handOff, suspension: { ...rest, toTriageAt } };
  }
  if (reason === 'stop-unread' && amendment?.escalated) {
    const { escalated: _, ...rest } = amendment;
    return {
      ...handOff,
      amendment: { ...rest, readBy: deadlineAfter(now, rules.stopReadWithin, rules).toISOString() },
    };
  }
  return undefined;
}
