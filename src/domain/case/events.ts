/** Events that several rules write. */
import type { Count } from '../counting/model.ts';
import { londonDate } from '../london.ts';
import { type ChangeParts, changeOf } from './change.ts';
import type { CaseEvent, HistoryEvent } from './history.ts';
import type { CaseChange, CaseHead, HandOff, ReferralCase } from './model.ts';

export function handOffEvent(name: CaseEvent, handOff: HandOff, at: string, by: HistoryEvent['by']): HistoryEvent {
  return { at, event: name, by, handOff: handOff.number, service: handOff.service, counts: [] };
}

/** A hand-off is made: the one event that counts it. */
export function handedOffEvent(handOff: HandOff, { facts }: Pick<CaseHead, 'facts'>): HistoryEvent {
  const { queuedAt: at, service } = handOff;
  const counts: Count[] = [{ measure: 'handed-off', day: londonDate(new Date(at)), facts, services: [service] }];
  return { ...handOffEvent('handed-off', handOff, at, 'system'), counts };
}

/** Adds the held event and its count when this change makes the referral held. */
export function withHeldEvent(referralCase: ReferralCase, parts: ChangeParts, now: Date): CaseChange {
  const { head, events = [] } = parts;
  if (head?.status !== 'held' || referralCase.head.status === 'held') return changeOf(referralCase, parts);
  const { facts, heldReasons, since: at } = head;
  const counts: Count[] = [{ measure: 'held', day: londonDate(now), facts, heldReasons }];
  const reason = heldReasons.length > 0 ? { reason: heldReasons.join(' ') } : {};
  const heldEvent: HistoryEvent = { at, event: 'held', by: 'system', ...reason, counts };
  return changeOf(referralCase, { ...parts, events: [...events, heldEvent] });
}
