/**
 * A case: everything about a referral that changes: a head, hand-offs, history. Small rows without names, contact details or
 * free text about a person (advice is sealed).
 */

import type { ErasureRequest, ProposedErasure } from '#src/domain/case/retention/erasure-act.ts';
import type { Area } from '../area.ts';
import type { CaseFacts } from '../counting/model.ts';
import type { PartyId, ReferralId, ServiceId } from '../ids.ts';
import type { HandOffStatus, ReferralStatus } from '../states.ts';
import type { SubmissionKey } from '../submission/registry.ts';
import type {
  Channel,
  DeclineReason,
  HeldReason,
  Priority,
  RetentionClass,
  ReturnReason,
  SenderKind,
  SupportOutcome,
  SuspendReason,
  WithdrawReason,
} from '../vocabulary.ts';
import type { HistoryEvent } from './history.ts';

/** Why a case is in triage. */
export const triageReasons = [
  'held',
  'declined-by-all',
  'alongside-declined',
  'returned-by-service',
  'overdue',
  'possible-duplicate',
  'release-near',
  'safety',
  'suspended',
  'stop-unread',
  'would-be-held',
  'erasure-to-confirm',
] as const;
export type TriageReason = (typeof triageReasons)[number];

/** The crime and incident reference of a referral. */
export interface CaseReferences {
  /** Both, sealed. */
  sealed: Uint8Array;
  /** Keyed hash of the crime reference, the same for all senders. */
  crime?: string;
  /** Keyed hash of the incident reference and its sender. */
  incident?: string;
}

export interface CaseHead {
  id: ReferralId;
  reference: string;
  sender: PartyId;
  senderKind: SenderKind;
  /** The payload version judged last. */
  version: number;
  /** Increases by one with every write; each write is conditional on the revision it read. */
  rev: number;
  status: ReferralStatus;
  /** RFC 3339, UTC: when it entered this status. */
  since: string;
  receivedAt: string;
  /** RFC 3339, UTC: when a correction last opened it after it was over; its durations run from then. */
  openedAt?: string;
  /** RFC 3339, UTC: when the person withdrew their consent, of a case that was opened again since. */
  consentWithdrawnAt?: string;
  heldReasons: HeldReason[];
  priority: Priority;
  /** ISO date of a Marac, before which each service answers. */
  maracOn?: string;
  /** Keyed hash of the sender and its reference for several people of one event; gone once erased. */
  group?: string;
  /** Gone once erased. */
  references?: CaseReferences;
  /** ISO dates on which suspects are released, earliest first; gone once the case is over. */
  releaseDates?: readonly string[];
  /** Number of hand-offs made so far. */
  handOffs: number;
  /** Ids of eligible services not yet tried, next first. */
  reserve: ServiceId[];
  facts: CaseFacts;
  /** `also`: why else it is in triage, in the order in which that came. */
  triage?: { reason: TriageReason; since: string; also?: TriageReason[] };
  /**
   * Another sender's referral of the same person that may be of the same incident, until triage says it is not; of one withdrawn
   * as its duplicate, the one that goes on.
   */
  possibleDuplicateOf?: ReferralId;
  /** Sealed: what the service or triage asks the sender to correct. */
  advice?: string;
  /** Why it was returned last. */
  returnReason?: ReturnReason;
  /** Why it was withdrawn last. */
  withdrawReason?: WithdrawReason;
  /** A hand-off is suspended. Set by `changeOf`. */
  isSuspended?: true;
  /** Set while the case is over: decides how long after `since` personal data is kept. */
  retentionClass?: RetentionClass;
  /** Kept by the authority for a court or an inquiry; not erased while it is set. */
  legalHold?: { by: PartyId; since: string };
  proposedErasure?: ProposedErasure;
  erasureRequest?: ErasureRequest;
  /** RFC 3339, UTC, as the next two: when its erasure began, which a legal hold cannot stop. Set until it is erased. */
  erasureStartedAt?: string;
  erasedAt?: string;
  /** When the person's hash was erased too, so that a new referral is no longer linked to this one. */
  forgottenAt?: string;
}

export interface ReleaseReminder {
  /** ISO date of the release. */
  on: string;
  /** RFC 3339, UTC. */
  remindAt: string;
}

/** A message that is not known to be in the service's queue. `version` is that of the referral when it was marked. */
export interface UnsentMessage {
  kind: 'hand-off' | 'amendment' | 'withdrawal';
  version: number;
}

/** What changed since the service last read the detail. */
export interface Amendment {
  version: number;
  /** The version that stood before the first of these changes: what the service knows. Absent in rows of before. */
  readVersion?: number;
  /** RFC 3339, UTC. */
  at: string;
  /** Parts of the referral, of those that the service is shown. */
  changed: SubmissionKey[];
  priority: Priority;
  /** Contact must stop: no way to reach the person is safe. */
  stopContact?: true;
  /** RFC 3339, UTC: when triage is told that a stop was not read. */
  readBy?: string;
  /** Triage has been told that it was not read. */
  escalated?: true;
}

/** Why and since when a service makes no contact. */
export interface Suspension {
  reason: SuspendReason;
  /** The version of the referral in which no safe way was left, or the details were found to be wrong. */
  version: number;
  /** RFC 3339, UTC. */
  since: string;
  /** Sealed: what the service asks the sender to find out. */
  advice?: string;
  /** Ways that the service names as wrong or unsafe; absent where it names none. */
  channels?: readonly Channel[];
  /** RFC 3339, UTC: when the case goes to triage. */
  toTriageAt: string;
  /** It has gone to triage. */
  escalated?: true;
}

export interface HandOff {
  referral: ReferralId;
  reference: string;
  number: number;
  /** The version of the referral that the service is shown. */
  version: number;
  service: ServiceId;
  part: 'lead' | 'alongside';
  status: HandOffStatus;
  rev: number;
  since: string;
  priority: Priority;
  respondBy: string;
  queuedAt: string;
  /** RFC 3339, UTC: when the service is reminded, if it has not collected it. */
  remindAt: string;
  /** 1 for the first service tried, 2 for the next after a decline. */
  attempt: number;
  /** At most one of each kind; an amendment that was not sent is replaced by the next. */
  unsent?: readonly UnsentMessage[];
  /** Gone once it is read. */
  amendment?: Amendment;
  /** Set while the status is suspended. */
  suspension?: Suspension;
  reminded?: boolean;
  /** It expired, and nobody of the service has said that they have seen it. */
  isExpiryUnread?: true;
  /** Already escalated to triage as overdue. */
  escalated?: boolean;
  /** The next reminder before a suspect's release; gone once the hand-off is over. */
  releaseReminder?: ReleaseReminder;
  /** ISO date of the release of which the service was last reminded. */
  remindedRelease?: string;
  contactAttempts: number;
  lastAttemptAt?: string;
  lastAttemptBy?: Channel;
  /** The attempts before the last, oldest first, each as its time and channel (`attemptKey`). */
  earlierAttempts?: readonly string[];
  contactedAt?: string;
  /** RFC 3339, UTC: when support first began. */
  supportedAt?: string;
  outcome?: SupportOutcome;
  /** Stable id of the member of the service's staff who has it; absent: nobody has. */
  assignee?: string;
  /** Why it was declined or returned. */
  reason?: DeclineReason | ReturnReason;
}

export interface ReferralCase {
  head: CaseHead;
  handOffs: HandOff[];
}

/** Written in one transaction, all or nothing. A row without `before` is new. Made by `changeOf`. */
export interface CaseChange {
  /** Required, because its revision is the revision of the whole case. */
  head: { before?: CaseHead; after: CaseHead };
  handOffs: { before?: HandOff; after: HandOff }[];
  events: HistoryEvent[];
  /** The head of another case that the rule read to decide: it too is written, so that it cannot have moved. */
  otherHead?: { before: CaseHead; after: CaseHead };
}

/** What a rule needs from outside the case. */
export interface RuleContext {
  area: Area;
  now: Date;
}

/** Of a command on a case; `already` means that it had been applied before. */
export type Outcome<Refused> = { change: CaseChange } | { already: true } | { refused: Refused };

export interface NotAllowed {
  status: ReferralStatus | HandOffStatus;
  allowed: (ReferralStatus | HandOffStatus)[];
}
