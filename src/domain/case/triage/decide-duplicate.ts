/** What the victim hub decides about a possible duplicate. Notes say why, and are sealed. */

import { refuseByStatus, withdrawReferral } from '#src/domain/case/actions.ts';
import { changeOf } from '#src/domain/case/change.ts';
import { withHeldEvent } from '#src/domain/case/events.ts';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { CaseChange, CaseHead, NotAllowed, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { addToTriage, leaveTriage, removeTriageReason } from '#src/domain/case/next-service.ts';
import type { JudgedVersion } from '#src/domain/case/record-version.ts';
import type { Count } from '#src/domain/counting/model.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import { londonDate } from '#src/domain/london.ts';
import { canDecideDuplicate, canWithdraw, isErasureUnderWay, isOver } from './allowed-actions.ts';
import { withoutMark } from './possible-duplicate.ts';

export interface DuplicateDecision {
  note: string;
  party: PartyId;
  now: Date;
}

/**
 * @param other the head of the referral that stays open; this one is withdrawn. Two such decisions, each for the other,
 *   cannot both succeed: the person would be left without any
 */
export function withdrawAsDuplicate(
  referralCase: ReferralCase,
  other: CaseHead,
  { note, party, now }: DuplicateDecision,
): Outcome<NotAllowed> {
  const withdrawal = withdrawReferral(referralCase, 'duplicate', { party, mover: 'triage' }, now);
  if (!('change' in withdrawal)) return withdrawal;
  const [withdrawn, ...others] = withdrawal.change.events;
  return {
    change: letGoOn({ ...withdrawal.change, events: withdrawn ? [{ ...withdrawn, note }, ...others] : [] }, other),
  };
}

/** @param change withdraws a case as a duplicate of the other, which goes on and must not move meanwhile */
export const letGoOn = ({ head, ...change }: CaseChange, other: CaseHead): CaseChange => ({
  ...change,
  head: { ...head, after: { ...head.after, possibleDuplicateOf: other.id } },
  otherHead: { before: other, after: { ...withoutMarkOf(other, head.after.id), rev: other.rev + 1 } },
});

/** The other may be marked as a duplicate of this one: that is decided too. */
const withoutMarkOf = (other: CaseHead, decided: ReferralId): CaseHead =>
  other.possibleDuplicateOf === decided ? withoutMark(other) : other;

/** The referral that goes on in its place, if it was withdrawn as a duplicate of one. */
export const goesOnAs = ({ status, withdrawReason, possibleDuplicateOf }: CaseHead): ReferralId | undefined =>
  status === 'withdrawn' && withdrawReason === 'duplicate' ? possibleDuplicateOf : undefined;

/**
 * Opens a case again that was withdrawn as a duplicate, because the one that was to go on is withdrawn: nobody else has the
 * person. The victim hub decides what becomes of it.
 * @param of the referral that is withdrawn now
 * @param judged the version of this case that stands: what was forgotten of it when the case was over. Undefined where that cannot
 *   be read, which leaves nobody without a referral
 */
export function reopenDuplicate(
  referralCase: ReferralCase,
  of: ReferralId,
  judged: Pick<JudgedVersion, 'decision' | 'releaseDates'> | undefined,
  now: Date,
): Outcome<never> {
  const { head } = referralCase;
  if (goesOnAs(head) !== of || isErasureUnderWay(head)) return { already: true };
  const at = now.toISOString();
  const { withdrawReason: _, retentionClass: __, proposedErasure: ___, ...rest } = leaveTriage(head);
  const { releaseDates, decision } = judged ?? {};
  const opened: CaseHead = {
    ...rest,
    status: 'held',
    since: at,
    openedAt: at,
    heldReasons: [],
    ...(decision?.maracOn !== undefined && { maracOn: decision.maracOn }),
    ...(releaseDates !== undefined && { releaseDates }),
  };
  const after = addToTriage(opened, 'held', at);
  const counts: Count[] = [{ measure: 'reopened', day: londonDate(now), facts: head.facts }];
  const reopened: HistoryEvent = { at, event: 'reopened', by: 'system', counts };
  return { change: withHeldEvent(referralCase, { head: after, events: [reopened] }, now) };
}

/**
 * Both referrals stay open. The case leaves triage unless something else keeps it there.
 * @param other the head of the referral that this one was marked with; left out where it does not name one
 */
export function dismissDuplicate(
  referralCase: ReferralCase,
  other: CaseHead | undefined,
  { note, party, now }: DuplicateDecision,
): Outcome<NotAllowed> {
  const { head } = referralCase;
  if (!canDecideDuplicate(head))
    return canWithdraw(head, 'triage') ? { already: true } : refuseByStatus(head, 'triage');
  // One that was withdrawn as a duplicate keeps which one goes on: it is opened again with that one's withdrawal.
  const after = isOver(head) ? removeTriageReason(head, 'possible-duplicate') : withoutMark(head);
  const event: HistoryEvent = { at: now.toISOString(), event: 'not-duplicate', by: party, note, counts: [] };
  const change = changeOf(referralCase, { head: after, events: [event] });
  // Each may have been marked with the other, where both came in the same moment.
  if (other?.possibleDuplicateOf !== head.id) return { change };
  return {
    change: {
      ...change,
      otherHead: { before: other, after: { ...withoutMarkOf(other, head.id), rev: other.rev + 1 } },
    },
  };
}
