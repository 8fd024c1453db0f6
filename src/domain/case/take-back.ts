/** Actions by the sender and by triage: withdraw, route to a service, return with advice, reopen for a correction. */
import type { Service } from '../area.ts';
import type { Count } from '../counting/model.ts';
import { londonDate } from '../london.ts';
import { isAllowed, isOpen, type Mover, mayFollow, referralMoves } from '../states.ts';
import type { ReturnReason, WithdrawReason } from '../vocabulary.ts';
import { changeOf } from './change.ts';
import { keptAs } from './keeping.ts';
import type { Case, HandOff, Head, HistoryEvent, NotAllowed, Outcome, Setting } from './model.ts';
import { leaveHub, newHandOff } from './onward.ts';
import { event } from './report.ts';

/** Withdraws the referral and every open hand-off; a message tells each service that has one. */
export function withdraw(
  whole: Case,
  reason: WithdrawReason,
  by: { party: string; mover: Extract<Mover, 'sender' | 'hub'> },
  now: Date,
): Outcome<NotAllowed> {
  const { head } = whole;
  if (head.status === 'withdrawn') return { already: true };
  if (!isAllowed(referralMoves, head.status, 'withdrawn', by.mover)) return notAllowed(head, by.mover);
  const at = now.toISOString();
  const open = whole.handOffs.filter((handOff) => isOpen(handOff.status));
  const taken = open.map((before) => {
    const after: HandOff = { ...before, status: 'withdrawn', rev: before.rev + 1, since: at, unsent: 'withdrawal' };
    return { before, after };
  });
  const services = open.map((handOff) => handOff.service);
  const counts: Count[] = [{ measure: 'withdrawn', day: londonDate(now), facts: head.facts, services }];
  const events: HistoryEvent[] = [
    { at, event: 'withdrawn', by: by.party, reason, counts },
    ...taken.map(({ after }) => event('withdrawn', after, at, by.party)),
  ];
  const keep = keptAs(whole.handOffs, reason);
  const after: Head = { ...leaveHub(head), status: 'withdrawn', since: at, keep };
  return { change: changeOf(whole, { head: after, handOffs: taken, events }) };
}

/** Triage hands the case to a service it chose. `note` is sealed. */
export function routeByHand(
  whole: Case,
  service: Service,
  note: string,
  party: string,
  setting: Setting,
): Outcome<NotAllowed> {
  const { head } = whole;
  const at = setting.now.toISOString();
  if (whole.handOffs.some((one) => one.service === service.id && isOpen(one.status))) return { already: true };
  const stillRouted = head.status === 'routed' && head.triage !== undefined;
  if (!stillRouted && !isAllowed(referralMoves, head.status, 'routed', 'hub')) return notAllowed(head, 'hub');
  const number = head.handOffs + 1;
  const attempt = Math.max(0, ...whole.handOffs.map((one) => one.attempt)) + 1;
  const respondBy = setting.deadline(service, head.priority, setting.now);
  const handOff = newHandOff(head, number, service.id, { part: 'lead', attempt, respondBy }, setting);
  const counts: Count[] = [
    { measure: 'handed-off', day: londonDate(setting.now), facts: head.facts, services: [service.id] },
  ];
  const after: Head = {
    ...leaveHub(head),
    status: 'routed',
    since: stillRouted ? head.since : at,
    heldReasons: [],
    handOffs: number,
    reserve: head.reserve.filter((id) => id !== service.id),
  };
  const events: HistoryEvent[] = [
    { at, event: 'routed', by: party, service: service.id, note, counts: [] },
    { ...event('handed-off', handOff, at, 'system'), counts },
  ];
  return { change: changeOf(whole, { head: after, handOffs: [{ after: handOff }], events }) };
}

/** Triage returns the case to its sender. `advice` is sealed. */
export function returnToSender(
  whole: Case,
  reason: ReturnReason,
  advice: string,
  party: string,
  now: Date,
): Outcome<NotAllowed> {
  const { head } = whole;
  if (head.status === 'returned') return { already: true };
  if (!isAllowed(referralMoves, head.status, 'returned', 'hub')) return notAllowed(head, 'hub');
  const at = now.toISOString();
  const keep = keptAs(whole.handOffs);
  const after: Head = { ...leaveHub(head), status: 'returned', since: at, advice, keep };
  const counts: Count[] = [{ measure: 'returned', day: londonDate(now), facts: head.facts }];
  const events: HistoryEvent[] = [{ at, event: 'returned', by: party, reason, note: advice, counts }];
  return { change: changeOf(whole, { head: after, events }) };
}

/** Reopens the case for a correction, the payload `version`; dispatch records its new decision. */
export function reopen(whole: Case, version: number, now: Date): Outcome<NotAllowed> {
  const { head } = whole;
  if (!isAllowed(referralMoves, head.status, 'received', 'sender')) return notAllowed(head, 'sender');
  const { advice, keep, erasure, erasedAt, forgottenAt, ...rest } = leaveHub(head);
  const after: Head = { ...rest, status: 'received', since: now.toISOString(), version };
  return { change: changeOf(whole, { head: after }) };
}

const notAllowed = (head: Head, mover: Mover): { refused: NotAllowed } => ({
  refused: { status: head.status, allowed: mayFollow(referralMoves, head.status, mover) },
});
