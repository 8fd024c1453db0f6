/** Events that several rules write. */
import type { Count } from '../counting/model.ts';
import { londonDate } from '../london.ts';
import { type ChangeParts, changeOf } from './change.ts';
import type { CaseChange, CaseEvent, HandOff, HistoryEvent, ReferralCase } from './model.ts';

export function handOffEvent(name: CaseEvent, handOff: HandOff, at: string, by: HistoryEvent['by']): HistoryEvent {
  return { at, event: name, by, handOff: handOff.number, service: handOff.service, counts: [] };
}

/** Adds the held event and its count when this change makes the referral held. */
export function withHeldEvent(referralCase: ReferralCase, parts: ChangeParts, now: Date): CaseChange {
  const { head, events = [] } = parts;
  if (head?.status !== 'held' || referralCase.head.status === 'held') return changeOf(referralCase, parts);
  const { facts, heldReasons, since: at } = head;
  const counts: Count[] = [{ measure: 'held', day: londonDate(now), facts, heldReasons }];
  const heldEvent: HistoryEvent = { at, event: 'held', by: 'system', reason: heldReasons.join(' '), counts };
  return changeOf(referralCase, { ...parts, events: [...events, heldEvent] });
}
