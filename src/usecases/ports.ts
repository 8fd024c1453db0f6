/** What the use cases need from outside. src/store, src/queue and src/platform provide it. */
import type { Case, Change, HandOff, Head, HistoryEvent } from '#src/domain/case/model.ts';
import type { CaseFacts, Count } from '#src/domain/counting/model.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { HandOffId, ReferralId } from '#src/domain/ids.ts';
import type { HandOffStatus, ReferralStatus } from '#src/domain/states.ts';
import type { KeepClass, SenderKind } from '#src/domain/vocabulary.ts';

/** One version of a referral as the ledger keeps it. It never changes, until what was said of the person is erased. */
export interface LedgerRecord {
  id: ReferralId;
  version: number;
  sender: string;
  senderKind: SenderKind;
  reference: string;
  /** Keyed hash of the body: the same again is a replay, another a conflict. */
  bodyHash: string;
  /** RFC 3339, UTC. */
  receivedAt: string;
  decision: Decision;
  facts: CaseFacts;
  /** Keyed hash of the normalised name and date of birth; absent when either is unknown. */
  person?: string;
  /** ISO date of the offence, to find two reports of one incident. */
  occurredOn?: string;
  /** The submission, sealed; absent once it was erased. */
  sealed?: Uint8Array;
}

/** Another referral of the same person, found by the keyed hash. */
export interface SamePerson {
  id: ReferralId;
  sender: string;
  receivedAt: string;
  occurredOn?: string;
}

export interface Ledger {
  /** One conditional write: stored, or the record that stands under that id already. */
  put(record: LedgerRecord): Promise<{ stored: true } | { stored: false; existing: LedgerRecord }>;
  get(id: ReferralId, version?: number): Promise<LedgerRecord | undefined>;
  /** The sender's referrals with this spoken reference: one, but for a collision. */
  byReference(reference: string): Promise<ReferralId[]>;
  /** Referrals of this person received in the span (RFC 3339, both included). */
  byPerson(person: string, from: string, to: string): Promise<SamePerson[]>;
  /** Everything received in that UTC hour (2026-11-22T09). */
  byHour(hour: string): AsyncIterable<{ id: ReferralId; version: number; at: string }>;
}

/** A parked version: what could not be dispatched and why. */
export interface Parked {
  id: ReferralId;
  version: number;
  reason: string;
  at: string;
}

/** A parked version that somebody wants tried again. */
export interface ToTryAgain extends Parked {
  /** RFC 3339, by the clock of whoever asked: tells this wish from a later one. */
  asked: string;
}

/** Parked, then perhaps tried again: parked anew, or settled for good. */
export interface ParkedVersions {
  park(parked: Parked): Promise<'parked' | 'already-parked'>;
  /** Whether it was ever parked. */
  isParked(id: ReferralId, version: number): Promise<boolean>;
  /** The referral's versions that are parked and wait for a person. */
  parkedOf(id: ReferralId): Promise<Parked[]>;
  /** The sweep tries it again; one that was settled stays so. */
  askAgain(parked: Parked, asked: string): Promise<'asked' | 'settled-before'>;
  toTryAgain(): AsyncIterable<ToTryAgain>;
  /** Waits for a person again, for the reason and since the instant given, unless it was asked for once more meanwhile. */
  parkAnew(parked: Parked, asked: string): Promise<void>;
  /** Nothing is left to do about it, unless it was asked for once more meanwhile. */
  settle(tried: ToTryAgain, at: string): Promise<void>;
}

export interface ListPage<Row> {
  rows: Row[];
  /** Opaque; absent on the last page. */
  cursor?: string;
}

export type AgendaItem = { id: ReferralId; row: string; due: string };

/** Why the erasing job looks at a case: its class, a wish, or that the person of an erased one is still known again. */
export type ToErase = KeepClass | 'asked' | 'known';

/** Who was shown which fields, and when. */
export interface Disclosure {
  referral: ReferralId;
  /** The hand-off's; 0 where it was shown to the authority. */
  number: number;
  by: string;
  /** RFC 3339, UTC. */
  at: string;
  fields: readonly string[];
  /** Sealed: said where it had to be. */
  why?: string;
}

export interface Cases extends ParkedVersions {
  read(id: ReferralId): Promise<Case | undefined>;
  readHandOff(id: HandOffId): Promise<HandOff | undefined>;
  history(id: ReferralId): Promise<HistoryEvent[]>;
  /**
   * All of the change in one transaction, with its counters, or nothing. `moved` says that a row
   * had moved on (or stood already) since it was read: read again and decide again.
   */
  commit(change: Change, correction?: LedgerRecord): Promise<'written' | 'moved'>;
  /**
   * The change, and with it what was said of the person in every version, what people wrote about them, and what tells
   * who it was. Safe to repeat when it was broken off.
   */
  erase(change: Change): Promise<'written' | 'moved'>;
  /** Cases that are over and kept for this reason, over at or before `before`; of the others, asked for or received. */
  toErase(kept: ToErase, before: string): AsyncIterable<AgendaItem>;
  /** Takes the unsent mark off, after the message is in the queue. */
  markSent(handOff: HandOff): Promise<void>;
  /** Which service read what, and when. */
  disclose(entry: Disclosure): Promise<void>;
  /** All of one referral, oldest first. */
  disclosures(id: ReferralId): Promise<Disclosure[]>;
  heads(ids: readonly ReferralId[]): Promise<Head[]>;
  senderList(sender: string, statuses: readonly ReferralStatus[], cursor?: string): Promise<ListPage<Head>>;
  serviceList(service: string, statuses: readonly HandOffStatus[], cursor?: string): Promise<ListPage<HandOff>>;
  triageList(cursor?: string): Promise<ListPage<Head>>;
  /** Hand-offs whose message is not known to be sent, marked before `before`. */
  unsent(before: string): AsyncIterable<AgendaItem>;
  /** Hand-offs whose deadline or reminder fell before `before`. */
  due(before: string): AsyncIterable<AgendaItem>;
  /**
   * Routed cases of one slice of the table in which no open hand-off was seen: they may disagree with their hand-offs.
   * @param after where the last slice ended; undefined begins anew
   * @returns `next` is absent at the end of the table
   */
  casesToCheck(after?: string): Promise<{ ids: ReferralId[]; next?: string }>;
  /** Where the last slice ended; undefined before the first, and at the end of the table. */
  checkMark(): Promise<string | undefined>;
  setCheckMark(after: string | undefined): Promise<void>;
  /** The earliest UTC hour not yet proved to be fully dispatched. */
  sweepMark(): Promise<string | undefined>;
  setSweepMark(hour: string): Promise<void>;
}

/** Counts outside a transition, for example a resend. */
export interface Counters {
  add(counts: readonly Count[]): Promise<void>;
}

export interface HandOffMessage {
  schema: 'victim-referral-intake/hand-off/1';
  handOffId: HandOffId;
  referralId: ReferralId;
  reference: string;
  service: string;
  priority: string;
  respondBy: string;
  queuedAt: string;
  attempt: number;
  detail: string;
}

/** Tells a service that a referral it holds was withdrawn. */
export interface WithdrawalMessage {
  schema: 'victim-referral-intake/withdrawal/1';
  handOffId: HandOffId;
  referralId: ReferralId;
  reference: string;
  service: string;
  withdrawnAt: string;
}

export type QueueMessage = HandOffMessage | WithdrawalMessage;

export interface HandOffQueue {
  /** Sends to each message's service; rejects with SendFailed naming every one that did not go. */
  send(messages: readonly QueueMessage[]): Promise<void>;
}

export interface ParkedQueue {
  park(parked: Parked): Promise<void>;
}

/** Keyed hashes and seals; all keys come from one secret. */
export interface Keys {
  /** The id of a referral and its spoken reference, from what makes it that referral. */
  identify(identity: readonly string[]): { id: ReferralId; reference: string };
  bodyHash(canonical: string): string;
  person(identity: readonly string[]): string;
  confirmationCode(handOff: HandOffId): string;
  /** Keyed hash for one purpose, 22 characters: a cookie is stored as its hash, a person under a pseudonym. */
  keyed(purpose: 'session' | 'sign-in' | 'user' | 'csrf', text: string): string;
  /** Seals text for this id alone: a referral's, a draft's. */
  seal(id: string, text: string): Uint8Array;
  /** Throws Unreadable when it was not sealed for this id. */
  open(id: string, sealed: Uint8Array): string;
}

export type Clock = () => Date;

/** A dependency answered that it cannot now; the caller may try again. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}

/** Some messages did not go; their hand-offs keep the unsent mark. */
export class SendFailed extends Error {
  override name = 'SendFailed';
  readonly handOffs: readonly HandOffId[];
  constructor(handOffs: readonly HandOffId[]) {
    super(`${handOffs.length} message(s) were not sent`);
    this.handOffs = handOffs;
  }
}

/** A stored record cannot be read as what it should be: trying again will not help. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}
