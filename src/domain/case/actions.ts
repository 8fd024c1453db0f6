/** Actions by the sender and by triage: withdraw, return with advice. */

import { retentionClassOf } from '#src/domain/case/retention/retention.ts';
import { canReturn, canWithdraw, isErasureUnderWay } from '#src/domain/case/triage/allowed-actions.ts';
import type { Count } from '../counting/model.ts';
import type { PartyId } from '../ids.ts';
import { londonDate } from '../london.ts';
import { type Actor, isOpenHandOff, nextStatuses, referralTransitions } from '../states.ts';
import type { ReturnReason, WithdrawReason } from '../vocabulary.ts';
import { changeOf } from './change.ts';
import { handOffEvent } from './events.ts';
import type { HistoryEvent } from './history.ts';
import type { CaseHead, HandOff, NotAllowed, Outcome, ReferralCase } from './model.ts';
import { leaveTriage } from './next-service.ts';
import { lastReadVersion, markUnsent } from './outbox.ts';

/** The service that has it is told. It stays at the version that the service had read, by which an attempt may have been made. */
export const withdrawHandOff = (before: HandOff, version: number, at: string): { before: HandOff; after: HandOff } => ({
  before,
  after: markUnsent(
    { ...before, version: lastReadVersion(before), status: 'withdrawn', rev: before.rev + 1, since: at },
    { kind: 'withdrawal', version },
  ),
});

/** Withdraws the referral and every open hand-off; a message tells each service that has one. */
export function withdrawReferral(
  referralCase: ReferralCase,
  reason: WithdrawReason,
  by: { party: HistoryEvent['by']; mover: Exclude<Actor, 'service'> },
  now: Date,
): Outcome<NotAllowed> {
  const { head } = referralCase;
  if (head.status === 'withdrawn') return withdrawAgain(referralCase, reason, by.party, now);
  if (!canWithdraw(head, by.mover)) return refuseByStatus(head, by.mover);
  const at = now.toISOString();
  const open = referralCase.handOffs.filter((handOff) => isOpenHandOff(handOff.status));
  const withdrawnHandOffs = open.map((handOff) => withdrawHandOff(handOff, head.version, at));
  const services = open.map((handOff) => handOff.service);
  const counts: Count[] = [
    { measure: 'withdrawn', day: londonDate(now), facts: head.facts, services, withdrawReason: reason },
  ];
  const events: HistoryEvent[] = [
    { at, event: 'withdrawn', by: by.party, reason, counts },
    ...withdrawnHandOffs.map(({ after }) => handOffEvent('withdrawn', after, at, by.party)),
  ];
  const retentionClass = retentionClassOf(referralCase.handOffs, reason);
  const after: CaseHead = {
    ...leaveTriage(head),
    status: 'withdrawn',
    since: at,
    retentionClass,
    withdrawReason: reason,
  };
  return { change: changeOf(referralCase, { head: after, handOffs: withdrawnHandOffs, events }) };
}

/** A second withdrawal changes nothing, unless the person has said no since: nobody may refer them again without asking. */
function withdrawAgain(
  referralCase: ReferralCase,
  reason: WithdrawReason,
  party: HistoryEvent['by'],
  now: Date,
): Outcome<NotAllowed> {
  const { head, handOffs } = referralCase;
  const isNew = reason === 'consent-withdrawn' && head.withdrawReason !== reason;
  if (!isNew || isErasureUnderWay(head)) return { already: true };
  const at = now.toISOString();
  const after: CaseHead = {
    ...head,
    since: at,
    retentionClass: retentionClassOf(handOffs, reason),
    withdrawReason: reason,
  };
  // Counted when it was withdrawn first.
  const event: HistoryEvent = { at, event: 'withdrawn', by: party, reason, counts: [] };
  return { change: changeOf(referralCase, { head: after, events: [event] }) };
}

/** Triage returns the case to its sender. `advice` is sealed. */
export function returnToSender(
  referralCase: ReferralCase,
  reason: ReturnReason,
  advice: string,
  party: PartyId,
  now: Date,
): Outcome<NotAllowed> {
  const { head } = referralCase;
  if (head.status === 'returned') return { already: true };
  if (!canReturn(head)) return refuseByStatus(head, 'triage');
  const at = now.toISOString();
  const retentionClass = retentionClassOf(referralCase.handOffs);
  const after: CaseHead = {
    ...leaveTriage(head),
    status: 'returned',
    since: at,
    advice,
    returnReason: reason,
    retentionClass,
  };
  const counts: Count[] = [{ measure: 'returned', day: londonDate(now), facts: head.facts, returnReason: reason }];
  const events: HistoryEvent[] = [{ at, event: 'returned', by: party, reason, note: advice, counts }];
  return { change: changeOf(referralCase, { head: after, events }) };
}

/** With what may follow the status as it is. */
export const refuseByStatus = (head: CaseHead, actor: Actor): { refused: NotAllowed } => ({
  refused: { status: head.status, allowed: nextStatuses(referralTransitions, head.status, actor) },
});
