/**
 * A case: everything about a referral that moves. One head, its hand-offs, its history.
 * Small rows, no name, contact or free text about a person (advice is kept sealed).
 */
import type { Area, Service } from '../area.ts';
import type { CaseFacts, Count } from '../counting/model.ts';
import type { ReferralId } from '../ids.ts';
import type { HandOffStatus, ReferralStatus } from '../states.ts';
import type { ErasureReason, HeldReason, KeepClass, Priority, SenderKind } from '../vocabulary.ts';

/** Why a case is on the victim hub's list. */
export const triageReasons = [
  'held',
  'declined-by-all',
  'alongside-declined',
  'returned-by-service',
  'overdue',
  'possible-duplicate',
] as const;
export type TriageReason = (typeof triageReasons)[number];

export interface Head {
  id: ReferralId;
  reference: string;
  sender: string;
  senderKind: SenderKind;
  /** The version of the payload that was judged last. */
  version: number;
  /** Goes up by one with every write; a write names the one it read. */
  rev: number;
  status: ReferralStatus;
  /** RFC 3339, UTC: when it took this status. */
  since: string;
  receivedAt: string;
  heldReasons: HeldReason[];
  priority: Priority;
  /** How many hand-offs have been made; numbers the next. */
  handOffs: number;
  /** Eligible services not yet tried, in the order they will be. */
  reserve: string[];
  facts: CaseFacts;
  triage?: { reason: TriageReason; since: string };
  /** Sealed: what the service or the hub asks the sender to mend. */
  advice?: string;
  /** Set while the case is over: says for how long it is kept from `since`. */
  keep?: KeepClass;
  /** The authority keeps it for a court or an inquiry: it is not erased meanwhile. */
  hold?: { by: string; since: string };
  /** The authority wants it erased before its time. */
  erasure?: { reason: ErasureReason; since: string };
  /** RFC 3339, UTC: when what was said of the person was erased. */
  erasedAt?: string;
  /** When, at the same time or later, nothing could tell any more that the same person is referred again. */
  forgottenAt?: string;
}

export interface HandOff {
  referral: ReferralId;
  reference: string;
  number: number;
  service: string;
  part: 'lead' | 'alongside';
  status: HandOffStatus;
  rev: number;
  since: string;
  priority: Priority;
  respondBy: string;
  queuedAt: string;
  /** RFC 3339, UTC: the service is reminded then, if it has not read it. */
  remindAt: string;
  /** First service tried is 1, the next after a decline 2. */
  attempt: number;
  /** A message not yet known to be in the service's queue. */
  unsent?: 'hand-off' | 'withdrawal';
  reminded?: boolean;
  /** Told to the hub; not told again. */
  escalated?: boolean;
  contactAttempts: number;
  lastAttemptAt?: string;
  contactedAt?: string;
  outcome?: string;
  reason?: string;
}

export const caseEvents = [
  'received',
  'routed',
  'held',
  'corrected',
  'handed-off',
  'collected',
  'accepted',
  'declined',
  'returned',
  'contact-attempted',
  'contacted',
  'supporting',
  'closed',
  'expired',
  'reminded',
  'overdue',
  'possible-duplicate',
  'settled',
  'withdrawn',
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
  /** A party's id, or system. */
  by: string;
  /** The hand-off's number where it concerns one. */
  handOff?: number;
  service?: string;
  /** A word of a vocabulary, never free text. */
  reason?: string;
  /** Sealed free text. */
  note?: string;
  /** What was counted with it: the recount reads this. */
  counts: Count[];
}

export interface Case {
  head: Head;
  handOffs: HandOff[];
}

/** One transaction: all of it is written, or none. A row without `before` is new. Made by `changeOf`. */
export interface Change {
  /** Always there: its revision is the revision of the case. */
  head: { before?: Head; after: Head };
  handOffs: { before?: HandOff; after: HandOff }[];
  events: HistoryEvent[];
}

/** What a rule needs to know of the world. */
export interface Setting {
  area: Area;
  now: Date;
  /** The instant by which this service answers, RFC 3339, UTC. */
  deadline(service: Service, priority: Priority, from: Date): string;
}

/** The answer to a command on a case. */
export type Outcome<Refused> = { change: Change } | { already: true } | { refused: Refused };

export interface NotAllowed {
  status: ReferralStatus | HandOffStatus;
  allowed: (ReferralStatus | HandOffStatus)[];
}
