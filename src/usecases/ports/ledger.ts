/** Every version of every referral, as it was received. */

import type { Agent } from '#src/domain/agent.ts';
import type { CaseReferences } from '#src/domain/case/model.ts';
import type { CaseFacts } from '#src/domain/counting/model.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { SenderKind } from '#src/domain/vocabulary.ts';

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
  /** RFC 3339: when the person agreed to be referred; absent where nobody says that they did, and once erased. */
  consentGivenAt?: string;
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
