/** What happens to a case, as its history has it. */
import type { Agent } from '../agent.ts';
import type { Count } from '../counting/model.ts';
import type { PartyId, ServiceId } from '../ids.ts';
import type { AttemptResult, Channel, TriState } from '../vocabulary.ts';

export const caseEvents = [
  'received',
  'routed',
  'overridden',
  'held',
  'corrected',
  'reopened',
  'handed-off',
  'collected',
  'accepted',
  'declined',
  'returned',
  'contact-attempted',
  'contacted',
  'supporting',
  'suspended',
  'resumed',
  'amended',
  'closed',
  'expired',
  'reminded',
  'overdue',
  'deadline-corrected',
  'stop-unread',
  'release-reminded',
  'possible-duplicate',
  'not-duplicate',
  'settled',
  'reviewed',
  'left-unreviewed',
  'noted',
  'assigned',
  'withdrawn',
  'erasure-proposed',
  'erasure-cancelled',
  'erasure-asked',
  'legal-hold',
  'hold-lifted',
  'erased',
] as const;
export type CaseEvent = (typeof caseEvents)[number];

export interface HistoryEvent {
  /** RFC 3339, UTC. */
  at: string;
  event: CaseEvent;
  by: PartyId | 'system';
  /** Who acted for the party; absent where nobody was named, and in events of before. */
  agent?: Agent;
  /** The hand-off's number, if the event concerns one. */
  handOff?: number;
  service?: ServiceId;
  /** A vocabulary value, never free text. */
  reason?: string;
  /** Sealed free text. */
  note?: string;
  /** Stable id of the member of staff who was assigned; absent where nobody was. */
  assignee?: string;
  /** How an attempt ended, and whether its channel was safe, unless it was. */
  result?: AttemptResult;
  safe?: Exclude<TriState, 'yes'>;
  /** Which ways are wrong or unsafe, where contact was stopped and the service names them. */
  channels?: readonly Channel[];
  /** The id of the act, where several referrals of one person are erased as one. */
  act?: string;
  /** The version of the referral that the service had read when it reported; absent in events of before. */
  version?: number;
  /** What was counted with this event; the recount reads it. */
  counts: Count[];
}
