/** Ports of the e-mails: notices that wait, what is known of addresses, and the way out. */
import type { TriageReason } from '#src/domain/case/model.ts';
import type { NoticeContent } from '#src/domain/case/notices/notice-content.ts';
import type { NoticeKind } from '#src/domain/case/notices/notices.ts';
import type { PartyId } from '#src/domain/ids.ts';
import type { Unreadable } from '#src/usecases/ports/errors.ts';

/** What the hub is told that is not of one case. */
export const hubNoticeKinds = ['morning', 'address-marked'] as const;
export type HubNoticeKind = (typeof hubNoticeKinds)[number];

/** Where a notice is stored. */
export interface NoticeKey {
  /** The partition it is in: its referral's, or one that is no referral's id where it is of none. */
  id: string;
  row: string;
}

/** A notice of which no more can be read than where it is. */
export interface UnreadableNotice extends NoticeKey {
  /** The invalid attributes. */
  fault: Unreadable;
}

/** A notice that is not sent yet. It holds ids and codes alone: neither an address nor anything said of a person. */
export interface WaitingNotice extends NoticeKey {
  kind: NoticeKind | HubNoticeKind;
  /** The service or sender that it is for, or, of an address that was marked, whose address it is; left out for the hub. */
  party?: PartyId;
  handOff?: number;
  isUrgent: boolean;
  /** RFC 3339, UTC: when it was made. */
  at: string;
  /** RFC 3339, UTC: when it is looked at next. */
  due: string;
  /** Failed attempts so far. */
  tries: number;
  /** Keyed hashes of the addresses that were told. */
  told: readonly string[];
}

/** How a notice ended. Nobody was told where it was overtaken, or where its party has no address or wants none of it. */
export type NoticeOutcome = 'sent' | 'overtaken' | 'no-address' | 'not-wanted';

export interface ParkedNotice extends NoticeKey {
  /** Absent where it cannot be read. */
  kind?: WaitingNotice['kind'];
  reason: string;
}

/** Each change is made only where the notice still waits. */
export interface Notices {
  /** Those due at or before `now` (RFC 3339), earliest first. */
  due(now: string): AsyncIterable<WaitingNotice | UnreadableNotice>;
  /** Adds a notice of no case; `there` where one of this row was added before. */
  add(notice: Omit<WaitingNotice, 'id' | 'tries' | 'told'>): Promise<'added' | 'there'>;
  isThere(row: string): Promise<boolean>;
  /** Records that one of several addresses was told. */
  recordTold(notice: WaitingNotice, address: string): Promise<void>;
  finish(notice: WaitingNotice, outcome: NoticeOutcome, at: string): Promise<void>;
  /** Counts an attempt, and looks at it again at `next` unless its outcome is recorded. */
  begin(notice: WaitingNotice, next: string): Promise<void>;
  /** Looks at it again at `due`. @param failed counts an attempt */
  waitUntil(notice: WaitingNotice, due: string, failed: boolean): Promise<void>;
  park(notice: NoticeKey, reason: string, at: string): Promise<void>;
  parked(): Promise<ParkedNotice[]>;
  /** A parked notice waits again, with all its attempts. */
  retry(notice: NoticeKey, at: string): Promise<void>;
}

export type MarkReason = 'bounce' | 'complaint';

/** An address to which nothing more is sent. */
export interface MarkedAddress {
  /** Keyed hash of the address. */
  hash: string;
  reason: MarkReason;
  /** RFC 3339, UTC. */
  at: string;
  /** Whom the e-mail was for. */
  party: PartyId;
  /** The address, sealed. */
  sealed: Uint8Array;
}

export interface AddressState {
  /** RFC 3339, UTC: when others than urgent notices were last sent there. */
  lastBundleAt?: string;
  isMarked: boolean;
  /** Wants urgent notices alone. */
  isUrgentOnly: boolean;
}

/** What is known of addresses, by their keyed hash. */
export interface MailAddresses {
  states(hashes: readonly string[]): Promise<Map<string, AddressState>>;
  recordBundle(hash: string, at: string): Promise<void>;
  setUrgentOnly(hash: string, isUrgentOnly: boolean): Promise<void>;
  /** `already` where it was marked before. */
  mark(address: MarkedAddress): Promise<'marked' | 'already'>;
  clear(hash: string): Promise<void>;
  marked(): Promise<MarkedAddress[]>;
}

/** One line of an e-mail: what a case asks. */
export interface MailItem extends NoticeContent {
  /** Reference of the referral that goes on, where this one was withdrawn as its duplicate and the service has both. */
  goesOnAs?: string;
  /** Of its page, on the site. */
  path: string;
}

/** What waits for the hub in the morning. */
export interface MorningSummary {
  counts: { reason: TriageReason; count: number }[];
  /** RFC 3339, UTC: since when the oldest waits. */
  oldestSince?: string;
  /** Addresses to which nothing more is sent. */
  markedAddresses: number;
  parkedNotices: number;
}

export interface MailContent {
  audience: 'service' | 'sender' | 'hub';
  /** Name of the party that it is for. */
  recipient: string;
  /** Most urgent first. */
  items: readonly MailItem[];
  summary?: MorningSummary;
  /** Names of parties of which an address was marked since the last e-mail. */
  newlyMarked?: readonly string[];
}

/** The words of an e-mail. */
export type ComposeMail = (content: MailContent) => { subject: string; text: string };

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Whom it is for; comes back with a bounce. */
  party: PartyId;
}

export interface Mailer {
  /** @throws MailFailed */
  send(mail: Mail): Promise<void>;
}

/** An e-mail did not go. */
export class MailFailed extends Error {
  override name = 'MailFailed';
  /** The provider's code, never its message. */
  readonly reason: string;
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}
