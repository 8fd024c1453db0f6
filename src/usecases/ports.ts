/** Ports of the use cases, implemented in src/store, src/queue and src/platform. */

import type * as contract from '#src/contracts/messages.ts';
import type { Agent } from '#src/domain/agent.ts';
import type { ReasonRequirement } from '#src/domain/case/access-reason.ts';
import type {
  CaseChange,
  CaseHead,
  CaseReferences,
  HandOff,
  HistoryEvent,
  ReferralCase,
  TriageReason,
} from '#src/domain/case/model.ts';
import type { EventReader, RecordedChange } from '#src/domain/case/own-events.ts';
import type { DeskPart, SenderFilter } from '#src/domain/case/sender-list.ts';
import type { CaseFacts } from '#src/domain/counting/model.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { HandOffId, PartyId, ReferralId, ServiceId } from '#src/domain/ids.ts';
import type { WorkOf } from '#src/domain/openings.ts';
import type { HandOffStatus } from '#src/domain/states.ts';
import type { Priority, RetentionClass, SenderKind } from '#src/domain/vocabulary.ts';
import type { JobMarks } from './job-ports.ts';
import type { SealPlace } from './seal-ports.ts';

/** One version of a referral in the ledger. It never changes, except that its personal data is erased in the end. */
export interface LedgerRecord {
  id: ReferralId;
  version: number;
  sender: PartyId;
  /** Who sent the first version for that party; of a correction its event says so. */
  agent?: Agent;
  senderKind: SenderKind;
  reference: string;
  /** Keyed hash of what it says, with the form of that in front; without one, of the body as it was sent (same-content.ts). */
  bodyHash: string;
  /** Keyed hash of the body as it was sent, where fields were dropped from it before it was taken. */
  sentBodyHash?: string;
  /** RFC 3339, UTC. */
  receivedAt: string;
  decision: Decision;
  facts: CaseFacts;
  /** Keyed hash of the normalised name and date of birth; absent when either is unknown. */
  person?: string;
  /** The same in the old form, which finds rows of before; absent in those rows, whose `person` it is. */
  personOldForm?: string;
  /** ISO date of the offence, to detect two reports of one incident. */
  occurredOn?: string;
  /** Keyed hash of the sender and its reference for several people of one event; absent once erased. */
  group?: string;
  /** Absent once erased. */
  references?: CaseReferences;
  /** ISO dates on which suspects are released, earliest first; absent once erased. */
  releaseDates?: readonly string[];
  /** The sealed submission; absent once erased. */
  sealed?: Uint8Array;
}

/** A referral found by its person's keyed hash. */
export interface PersonReferral {
  id: ReferralId;
  sender: PartyId;
  receivedAt: string;
  occurredOn?: string;
}

export interface Ledger {
  /** Stores the record with one conditional write, or returns the existing record with that id. */
  put(record: LedgerRecord): Promise<{ stored: true } | { stored: false; existing: LedgerRecord }>;
  get(id: ReferralId, version?: number): Promise<LedgerRecord | undefined>;
  /** Which of these are in the ledger. */
  findStored(ids: readonly ReferralId[]): Promise<ReadonlySet<ReferralId>>;
  /** Referrals with this spoken reference: usually one, more after a hash collision. */
  byReference(reference: string): Promise<ReferralId[]>;
  /**
   * Referrals of a person received in the range (RFC 3339, inclusive), oldest first.
   * @param hashes the forms of the person's keyed hash
   */
  byPerson(hashes: readonly string[], from: string, to: string): Promise<PersonReferral[]>;
  /**
   * Versions received in that UTC hour (2026-11-22T09).
   * @param from RFC 3339, UTC: leaves out what was received before
   */
  byHour(hour: string, from?: string): AsyncIterable<{ id: ReferralId; version: number; at: string }>;
}

/** A version that could not be dispatched, and why. */
export interface ParkedVersion {
  id: ReferralId;
  version: number;
  reason: string;
  at: string;
}

/** A request to retry a parked version. */
export interface RetryRequest extends ParkedVersion {
  /** RFC 3339, by the requester's clock: tells this request from a later one. */
  requestedAt: string;
}

/** A parked version may be retried, and is then parked again or settled. */
export interface ParkedVersions {
  park(parked: ParkedVersion): Promise<'parked' | 'already-parked'>;
  /** Whether it was ever parked. */
  isParked(id: ReferralId, version: number): Promise<boolean>;
  /** The referral's versions that wait for an operator. */
  findParked(id: ReferralId): Promise<ParkedVersion[]>;
  /** Asks the sweep to retry it. A settled version stays settled. */
  requestRetry(parked: ParkedVersion, requestedAt: string): Promise<'asked' | 'settled-before'>;
  findRetryRequests(): AsyncIterable<RetryRequest>;
  /** Waits for an operator again, with the new reason and time, unless another retry has been requested since. */
  parkAgain(parked: ParkedVersion, requestedAt: string): Promise<void>;
  /** Nothing is left to do, unless another retry has been requested since. */
  settle(request: RetryRequest, at: string): Promise<void>;
}

export interface ListPage<Row> {
  rows: Row[];
  /** Opaque; absent on the last page. */
  cursor?: string;
}

export interface PageBothWays<Row> extends ListPage<Row> {
  /** The page before this one; without a cursor it is the first. Absent on the first page. */
  previous?: { cursor?: string };
}

/** Narrows the list of triage; left out, all of it is meant. */
export interface TriageFilter {
  /** Cases that are there for any of these. */
  reasons?: readonly TriageReason[];
  /** Cases that are in each of these. */
  among?: readonly (readonly ReferralId[])[];
  priorities?: readonly Priority[];
  senders?: readonly PartyId[];
}

export interface TriagePage extends PageBothWays<CaseHead> {
  /** Cases of the whole list that have each reason, whatever the filter. */
  counts: Record<TriageReason, number>;
  /** Cases of the whole list, whatever the filter. */
  total: number;
  /** Which cases of the narrowed list the page shows, counted from 1. */
  place: { from: number; to: number; of: number };
}

/** Changes of a party's cases, in the order in which they were written. */
export interface ChangePage {
  rows: RecordedChange[];
  /** Where it goes on; absent when there are no more yet. */
  next?: string;
}

export type AgendaItem = { id: ReferralId; row: string; due: string };

/**
 * Why the erasure job checks a case: its retention class, a request (or an erasure that was interrupted), a person
 * to forget after the erasure, or that it is a test.
 */
export type ErasureGroup = RetentionClass | 'asked' | 'known' | 'test';

/** An entry of the disclosure log, as it is read: who was shown which fields, and when. */
export interface Disclosure {
  referral: ReferralId;
  /** The hand-off's number; 0 when the authority was shown the referral. */
  number: number;
  by: PartyId;
  /** Who was shown it for that party; absent in entries of before. */
  agent?: Agent;
  /** RFC 3339, UTC. */
  at: string;
  fields: readonly string[];
  reasonRequired?: ReasonRequirement;
  /** Sealed. Absent where none was required, and where a service's system read it over the API, which takes none. */
  why?: string;
}

/** An entry to be added, with what is not read back. Whoever shows something must say it, so it cannot be left out. */
export interface NewDisclosure extends Disclosure {
  /** Whose work the case was: for the watch on openings, and not kept. Undefined where nothing of the person was opened. */
  workOf: WorkOf | undefined;
  /** Of a test, whose rows go by themselves. */
  test: true | undefined;
}

/** One that is added once a day: it bears no reason, and is no opening that is watched. */
export type DailyDisclosure = Omit<NewDisclosure, 'why' | 'reasonRequired' | 'workOf'>;

export interface Cases extends ParkedVersions, JobMarks {
  read(id: ReferralId): Promise<ReferralCase | undefined>;
  readHandOff(id: HandOffId): Promise<HandOff | undefined>;
  history(id: ReferralId): Promise<HistoryEvent[]>;
  /**
   * Writes the change and its counters in one transaction. `conflict` means that a row has changed
   * since it was read, or already exists: read the case and decide again.
   */
  commit(change: CaseChange, correction?: LedgerRecord): Promise<'committed' | 'conflict'>;
  /**
   * Writes changes of several cases in one transaction. `conflict` means that nothing is written: one of them has moved, or
   * they do not go into one transaction. Try fewer of them.
   */
  commitTogether(changes: readonly CaseChange[]): Promise<'committed' | 'conflict'>;
  /**
   * Erases the personal data in every version, free text about the person and, when they are forgotten, their keyed
   * hash; then commits the change. Safe to repeat after an interruption. Call it only once `startErasure` is committed.
   * @param person the person's hash as the list of erasures has it, where the ledger's is gone
   */
  erase(change: CaseChange, person?: string): Promise<'committed' | 'conflict'>;
  /** Cases of this group that ended at or before `before`; for `asked`, `known` and `test`, requested or received by then. */
  findDueForErasure(group: ErasureGroup, before: string): AsyncIterable<AgendaItem>;
  /** Clears the unsent marks that the hand-off was read with, once their messages are in the queue. */
  markSent(handOff: HandOff): Promise<void>;
  /** Adds an entry to the disclosure log, without its reason once the erasure of the case has begun. */
  disclose(entry: NewDisclosure): Promise<void>;
  /** Adds those of which the log has none yet of the same party, person and London day. */
  discloseOnceADay(entries: readonly DailyDisclosure[]): Promise<void>;
  /** The referral's entries, oldest first. */
  disclosures(id: ReferralId): Promise<Disclosure[]>;
  heads(ids: readonly ReferralId[]): Promise<CaseHead[]>;
  /** The newest cases of a group, at most 50: a sender may give one reference to all it sends. */
  findGroup(group: string): Promise<ReferralId[]>;
  /** RFC 3339, UTC: when the newest referral of this sender was received; undefined if there is none. */
  lastReceivedFrom(sender: PartyId): Promise<string | undefined>;
  senderList(sender: PartyId, filter: SenderFilter, cursor?: string): Promise<ListPage<CaseHead>>;
  /**
   * Changes of a party's cases. One may appear behind a later one, while its write or the index is slow.
   * @param after a time (RFC 3339, UTC), or the place that a page before gave
   */
  changes(reader: EventReader, after: string): Promise<ChangePage>;
  /** One part of a sender's cases: those that need something of it, the oldest first, or all others, the newest first. */
  senderDesk(sender: PartyId, part: DeskPart, cursor?: string): Promise<PageBothWays<CaseHead>>;
  /** Cases of all senders with this keyed hash of a crime reference. */
  findByCrime(crime: string): Promise<ReferralId[]>;
  /** Most urgent first while they are open, then as they ended. */
  serviceList(service: ServiceId, statuses: readonly HandOffStatus[], cursor?: string): Promise<ListPage<HandOff>>;
  /** All that the service has, in no order that is promised. */
  openHandOffs(service: ServiceId): Promise<HandOff[]>;
  /** What the service no longer has, the latest first. */
  endedHandOffs(service: ServiceId, cursor?: string): Promise<PageBothWays<HandOff>>;
  /** How many those are, counted up to `max`. */
  countEnded(service: ServiceId, max: number): Promise<number>;
  /** What expired and nobody of the service has said to have seen, the latest first; at most a page. */
  unreadExpiries(service: ServiceId): Promise<{ rows: HandOff[]; hasMore: boolean }>;
  triageList(filter: TriageFilter, cursor?: string): Promise<TriagePage>;
  /** Hand-offs marked unsent at or before `before`. */
  unsent(before: string): AsyncIterable<AgendaItem>;
  /** Hand-offs whose deadline or reminder is at or before `before`. */
  due(before: string): AsyncIterable<AgendaItem>;
}

interface MessageIds {
  handOffId: HandOffId;
  referralId: ReferralId;
  service: ServiceId;
}
/** A message of the contract, with ids of the domain. */
type Sent<Message> = Omit<Message, keyof MessageIds> & MessageIds;

export type HandOffMessage = Sent<contract.HandOffMessage>;
/** Tells a service that a referral handed off to it was withdrawn. */
export type WithdrawalMessage = Sent<contract.WithdrawalMessage>;
/** Tells a service that a referral it holds was corrected. */
export type AmendmentMessage = Sent<contract.AmendmentMessage>;

export type QueueMessage = HandOffMessage | AmendmentMessage | WithdrawalMessage;

export interface HandOffQueue {
  /** Sends each message to its service. @throws SendFailed naming every message that was not sent */
  send(messages: readonly QueueMessage[]): Promise<void>;
}

export interface ParkedQueue {
  /** A record of the stream without a referral's id is parked as `unknown`. */
  park(parked: Omit<ParkedVersion, 'id'> & { id: ReferralId | 'unknown' }): Promise<void>;
}

/** Keyed hashes, and seals that open in their place alone. */
export interface Keys {
  /** A referral's id and spoken reference, derived from its identity. */
  identify(identity: readonly string[]): { id: ReferralId; reference: string };
  bodyHash(canonical: string): string;
  person(identity: readonly string[]): string;
  group(identity: readonly string[]): string;
  /** Of a crime or incident reference. */
  policeReference(identity: readonly string[]): string;
  confirmationCode(handOff: HandOffId): string;
  /** Keyed hash for one purpose, 22 characters: the id of a session, the pseudonym of a user, how a count is moved. */
  keyedHash(
    purpose: 'session' | 'sign-in' | 'user' | 'csrf' | 'cursor' | 'publishing' | 'address',
    text: string,
  ): string;
  seal(place: SealPlace, text: string): Uint8Array;
  /** @throws Unreadable when the text was not sealed for this place */
  open(place: SealPlace, sealed: Uint8Array): string;
}

export type Clock = () => Date;

/** A dependency is temporarily unavailable; the caller may retry. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}

/** Some messages were not sent; their hand-offs keep the unsent mark. */
export class SendFailed extends Error {
  override name = 'SendFailed';
  readonly handOffs: readonly HandOffId[];
  constructor(handOffs: readonly HandOffId[]) {
    super(`${handOffs.length} message(s) were not sent`);
    this.handOffs = handOffs;
  }
}

/** A list was asked to go on from a place that it never gave. */
export class WrongCursor extends Error {
  override name = 'WrongCursor';
}

/** A stored record is not valid: retrying will not help. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}
