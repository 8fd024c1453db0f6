/** Cases and their hand-offs: read, changed in one transaction, and listed. */

import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { EventReader } from '#src/domain/case/lists/own-events.ts';
import type { DeskPart, SenderFilter } from '#src/domain/case/lists/sender-list.ts';
import type { CaseChange, CaseHead, HandOff, ReferralCase } from '#src/domain/case/model.ts';
import type { HandOffId, PartyId, ReferralId, ServiceId } from '#src/domain/ids.ts';
import type { HandOffStatus } from '#src/domain/states.ts';
import type { DailyDisclosure, Disclosure, NewDisclosure } from './disclosures.ts';
import type { JobMarks } from './jobs.ts';
import type { LedgerRecord } from './ledger.ts';
import type {
  AgendaItem,
  ChangePage,
  ErasureGroup,
  ListPage,
  PageBothWays,
  TriageFilter,
  TriagePage,
} from './lists.ts';
import type { ParkedVersions } from './parked.ts';

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
  /** All of that list in its order, for whoever goes through it: reading it by pages costs the whole list for each page. */
  triageHeads(): AsyncIterable<CaseHead>;
  /** Hand-offs marked unsent at or before `before`. */
  unsent(before: string): AsyncIterable<AgendaItem>;
  /** Hand-offs whose deadline or reminder is at or before `before`. */
  due(before: string): AsyncIterable<AgendaItem>;
}
