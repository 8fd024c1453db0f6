/** Actions by the sender and by triage: withdraw, route to a service, return with advice, reopen for a correction. */

import type { Service } from '../area.ts';
import type { Count } from '../counting/model.ts';
import type { PartyId } from '../ids.ts';
import { serviceDeadline } from '../judgement/clock.ts';
import { londonDate } from '../london.ts';
import { type Actor, isOpenHandOff, nextStatuses, referralTransitions } from '../states.ts';
import type { ReturnReason, WithdrawReason } from '../vocabulary.ts';
import { canCorrect, canReturn, canRoute, canWithdraw } from './allowed-actions.ts';
import { changeOf } from './change.ts';
import type { CaseHead, HandOff, HistoryEvent, NotAllowed, Outcome, ReferralCase, RuleContext } from './model.ts';
import { createHandOff, removeFromTriage } from './next-service.ts';
import { handOffEvent } from './report.ts';
import { retentionClassOf } from './retention.ts';

/** Withdraws the referral and every open hand-off; a message tells each service that has one. */
export function withdrawReferral(
  referralCase: ReferralCase,
  reason: WithdrawReason,
  by: { party: PartyId; mover: Extract<Actor, 'sender' | 'triage'> },
  now: Date,
): Outcome<NotAllowed> {
  const { head } = referralCase;
  if (head.status === 'withdrawn') return { already: true };
  if (!canWithdraw(head, by.mover)) return refuseByStatus(head, by.mover);
  const at = now.toISOString();
  const open = referralCase.handOffs.filter((handOff) => isOpenHandOff(handOff.status));
  const withdrawnHandOffs = open.map((before) => {
    const after: HandOff = { ...before, status: 'withdrawn', rev: before.rev + 1, since: at, unsent: 'withdrawal' };
    return { before, after };
  });
  const services = open.map((handOff) => handOff.service);
  const counts: Count[] = [{ measure: 'withdrawn', day: londonDate(now), facts: head.facts, services }];
  const events: HistoryEvent[] = [
    { at, event: 'withdrawn', by: by.party, reason, counts },
    ...withdrawnHandOffs.map(({ after }) => handOffEvent('withdrawn', after, at, by.party)),
  ];
  const retentionClass = retentionClassOf(referralCase.handOffs, reason);
  const after: CaseHead = { ...removeFromTriage(head), status: 'withdrawn', since: at, retentionClass };
  return { change: changeOf(referralCase, { head: after, handOffs: withdrawnHandOffs, events }) };
}

/** Triage hands the case to a service it chose. `note` is sealed. */
export function routeManually(
  referralCase: ReferralCase,
  service: Service,
  note: string,
  party: PartyId,
  context: RuleContext,
): Outcome<NotAllowed> {
  const { head } = referralCase;
  const at = context.now.toISOString();
  if (referralCase.handOffs.some((one) => one.service === service.id && isOpenHandOff(one.status)))
    return { already: true };
  if (!canRoute(head)) return refuseByStatus(head, 'triage');
  const number = head.handOffs + 1;
  const attempt = Math.max(0, ...referralCase.handOffs.map((one) => one.attempt)) + 1;
  const respondBy = serviceDeadline(service, head, context.now, context.area.rules);
  const handOff = createHandOff(head, number, service.id, { part: 'lead', attempt, respondBy }, context);
  const counts: Count[] = [
    { measure: 'handed-off', day: londonDate(context.now), facts: head.facts, services: [service.id] },
  ];
  const after: CaseHead = {
    ...removeFromTriage(head),
    status: 'routed',
    since: head.status === 'routed' ? head.since : at,
    heldReasons: [],
    handOffs: number,
    reserve: head.reserve.filter((id) => id !== service.id),
  };
  const events: HistoryEvent[] = [
    { at, event: 'routed', by: party, service: service.id, note, counts: [] },
    { ...handOffEvent('handed-off', handOff, at, 'system'), counts },
  ];
  return { change: changeOf(referralCase, { head: after, handOffs: [{ after: handOff }], events }) };
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
  const after: CaseHead = { ...removeFromTriage(head), status: 'returned', since: at, advice, retentionClass };
  const counts: Count[] = [{ measure: 'returned', day: londonDate(now), facts: head.facts }];
  const events: HistoryEvent[] = [{ at, event: 'returned', by: party, reason, note: advice, counts }];
  return { change: changeOf(referralCase, { head: after, events }) };
}

/** Reopens the case for a correction, the payload `version`; dispatch records its new decision. */
export function reopenCase(referralCase: ReferralCase, version: number, now: Date): Outcome<NotAllowed> {
  const { head } = referralCase;
  if (!canCorrect(head)) return refuseByStatus(head, 'sender');
  const { advice, retentionClass, erasureRequest, erasureStartedAt, erasedAt, forgottenAt, ...rest } =
    removeFromTriage(head);
  const after: CaseHead = { ...rest, status: 'received', since: now.toISOString(), version };
  return { change: changeOf(referralCase, { head: after }) };
}

/** With what may follow the status as it is. */
export const refuseByStatus = (head: CaseHead, actor: Actor): { refused: NotAllowed } => ({
  refused: { status: head.status, allowed: nextStatuses(referralTransitions, head.status, actor) },
});
