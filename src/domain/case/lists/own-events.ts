/** What happened in a party's own cases, as the party may know it: a sender of its referrals, a service of its hand-offs. */

import type { CaseEvent, HistoryEvent } from '#src/domain/case/history.ts';
import { isShownTo } from '#src/domain/case/notes.ts';
import type { PartyId, ReferralId, ServiceId } from '#src/domain/ids.ts';
import type { HandOffStatus, ReferralStatus } from '#src/domain/states.ts';
import { eventForSender } from './sender-view.ts';

/** Who asks, as what. */
export type EventReader = { sender: PartyId } | { service: ServiceId };

/** One change of a case: its events, and the statuses that it left behind. */
export interface RecordedChange {
  referral: ReferralId;
  events: readonly HistoryEvent[];
  status: ReferralStatus;
  /** By the hand-off's number, of those that the change wrote. */
  handOffStatuses: Readonly<Record<number, HandOffStatus>>;
}

/** An event without its reason or who caused it: whoever needs these reads the case. */
export interface OwnEvent {
  /** RFC 3339, UTC. */
  at: string;
  referral: ReferralId;
  handOff?: number;
  event: CaseEvent;
  /** Of the hand-off, if the event concerns one, else of the referral; after the change. */
  status: ReferralStatus | HandOffStatus;
}

/** Whether the party may know that this happened. */
export function concernsReader(event: HistoryEvent, reader: EventReader): boolean {
  if ('sender' in reader) return eventForSender(event, reader.sender) !== undefined;
  return event.handOff !== undefined && event.service === reader.service && isShownTo(reader.service)(event);
}

/** The change's events that the party may know of. */
export const ownEvents = (
  { referral, events, status, handOffStatuses }: RecordedChange,
  reader: EventReader,
): OwnEvent[] =>
  events
    .filter((event) => concernsReader(event, reader))
    .map(({ at, event, handOff }) => ({
      at,
      referral,
      ...(handOff === undefined ? {} : { handOff }),
      event,
      status: (handOff !== undefined && handOffStatuses[handOff]) || status,
    }));
