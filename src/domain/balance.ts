/**
 * The daily balance: what became of the referrals that were received on a day, by sender and by service, and what does not
 * add up. Each referral is in one status and each hand-off in one, so a line can fail to add up only where a source is
 * compared with another: the ledger with the cases, the cases with the counters, ours with the sender's own count.
 */
import { findDisagreement } from './case/agreement.ts';
import type { ReferralCase } from './case/model.ts';
import { markedAt } from './case/outbox.ts';
import type { PartyId, ServiceId } from './ids.ts';
import { type HandOffStatus, type ReferralStatus, referralStatuses } from './states.ts';

/** Of a row of the ledger that cannot be read. */
export const unknownSender = 'unknown' as PartyId;

/** What a hand-off that was made is counted as. Each status has one: what is added to the table of states does not compile without. */
export const handOffShares = ['collected', 'waiting', 'suspended', 'taken-back'] as const;
export type HandOffShare = (typeof handOffShares)[number];
const shareOf: Readonly<Record<HandOffStatus, HandOffShare>> = {
  queued: 'waiting',
  collected: 'collected',
  accepted: 'collected',
  'contact-attempted': 'collected',
  contacted: 'collected',
  supporting: 'collected',
  closed: 'collected',
  declined: 'collected',
  returned: 'collected',
  suspended: 'suspended',
  expired: 'taken-back',
  withdrawn: 'taken-back',
};

export const differenceKinds = [
  'not-recorded',
  'not-judged',
  'counted-otherwise',
  'case-disagrees',
  'hand-off-missing',
  'not-sent',
  'dead-letters',
  'sender-counts-otherwise',
  'never-seen',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/**
 * One thing that does not add up, of a sender or of a service. Of `case-disagrees` and `hand-off-missing` the numbers are of
 * cases, of `dead-letters` of messages, of `never-seen` of references.
 */
export interface BalanceDifference {
  kind: DifferenceKind;
  /** A sender, or a service by its id. */
  party: PartyId;
  expected: number;
  found: number;
}

export interface SenderLine {
  sender: PartyId;
  /** As the ledger has them. */
  received: number;
  /** By the status of their cases now. */
  byStatus: Record<ReferralStatus, number>;
  /** Without a case. */
  notRecorded: number;
  /** What the volumes say of this sender and day. */
  counted: number;
}

export interface ServiceLine {
  service: ServiceId;
  /** Hand-offs of the day's referrals, whenever they were made. */
  handedOff: number;
  shares: Record<HandOffShare, number>;
  /** Messages in its dead-letter queue now, of whatever day: a message says nothing of its hand-off's day. */
  deadLetters: number;
}

export interface DailyBalance {
  /** ISO date, of London. */
  day: string;
  /** RFC 3339, UTC. */
  madeAt: string;
  senders: SenderLine[];
  services: ServiceLine[];
  differences: BalanceDifference[];
}

/** A sender's own count of a day, and how it compared when it was given. */
export interface ComparedCount {
  day: string;
  sender: PartyId;
  sent: number;
  received: number;
  neverSeen: number;
  /** RFC 3339, UTC. */
  at: string;
}

/** A referral that was received on the day, and the case that was made of it. */
export interface ReceivedCase {
  sender: PartyId;
  referralCase?: ReferralCase | undefined;
}

export interface BalanceSources {
  day: string;
  now: Date;
  received: readonly ReceivedCase[];
  /** Parties that may send. */
  senders: readonly PartyId[];
  services: readonly ServiceId[];
  /** By sender: `referrals` of the day in the volumes. */
  counted: ReadonlyMap<PartyId, number>;
  deadLetters: ReadonlyMap<ServiceId, number>;
}

/** A message is sent within a minute or two; one that is not sent by now will not be without help. */
const sentWithinMs = 3_600_000;

export function balanceOf(sources: BalanceSources): DailyBalance {
  const { day, now, received, counted, deadLetters } = sources;
  const bySender = Map.groupBy(received, ({ sender }) => sender);
  const senders = [...new Set([...sources.senders, ...bySender.keys()])].map((sender) =>
    senderLine(sender, bySender.get(sender) ?? [], counted.get(sender) ?? 0),
  );
  const cases = received.flatMap(({ referralCase }) => referralCase ?? []);
  const services = sources.services.map((service) => serviceLine(service, cases, deadLetters.get(service) ?? 0));
  const differences = [
    ...senders.flatMap(senderDifferences),
    ...cases.flatMap((one) => caseDifferences(one)),
    ...services.flatMap((line) => serviceDifferences(line, cases, now)),
  ];
  return { day, madeAt: now.toISOString(), senders, services, differences: mergeDifferences(differences) };
}

const countBy = <Key extends string>(keys: readonly Key[], found: readonly Key[]): Record<Key, number> =>
  Object.fromEntries(keys.map((key) => [key, found.filter((one) => one === key).length])) as Record<Key, number>;

function senderLine(sender: PartyId, received: readonly ReceivedCase[], counted: number): SenderLine {
  const statuses = received.flatMap(({ referralCase }) => referralCase?.head.status ?? []);
  return {
    sender,
    received: received.length,
    byStatus: countBy(referralStatuses, statuses),
    notRecorded: received.length - statuses.length,
    counted,
  };
}

function senderDifferences({ sender, received, byStatus, notRecorded, counted }: SenderLine): BalanceDifference[] {
  const recorded = received - notRecorded;
  return [
    ...differenceOf('not-recorded', sender, received, recorded),
    // Received is what a correction leaves for a moment: by the next day it is judged.
    ...differenceOf('not-judged', sender, recorded, recorded - byStatus.received),
    ...differenceOf('counted-otherwise', sender, recorded, counted),
  ];
}

function caseDifferences(referralCase: ReferralCase): BalanceDifference[] {
  const { head, handOffs } = referralCase;
  return [
    ...differenceOf('case-disagrees', head.sender, 0, findDisagreement(referralCase) === undefined ? 0 : 1),
    ...differenceOf('hand-off-missing', head.sender, 0, head.handOffs === handOffs.length ? 0 : 1),
  ];
}

function serviceLine(service: ServiceId, cases: readonly ReferralCase[], deadLetters: number): ServiceLine {
  const own = cases.flatMap(({ handOffs }) => handOffs.filter((one) => one.service === service));
  const shares = countBy(
    handOffShares,
    own.map(({ status }) => shareOf[status]),
  );
  return { service, handedOff: own.length, shares, deadLetters };
}

function serviceDifferences(
  { service, handedOff, deadLetters }: ServiceLine,
  cases: readonly ReferralCase[],
  now: Date,
): BalanceDifference[] {
  const before = new Date(now.getTime() - sentWithinMs).toISOString();
  const unsent = cases.flatMap(({ handOffs }) =>
    handOffs.filter((one) => one.service === service && one.unsent && markedAt(one) <= before),
  );
  return [
    ...differenceOf('not-sent', service, handedOff, handedOff - unsent.length),
    ...differenceOf('dead-letters', service, 0, deadLetters),
  ];
}

const differenceOf = (kind: DifferenceKind, party: PartyId, expected: number, found: number): BalanceDifference[] =>
  expected === found ? [] : [{ kind, party, expected, found }];

/** One line for each kind and party. */
const mergeDifferences = (all: readonly BalanceDifference[]): BalanceDifference[] =>
  [...Map.groupBy(all, ({ kind, party }) => `${kind} ${party}`).values()].flatMap((same) => {
    const [first] = same;
    const sumOf = (name: 'expected' | 'found'): number => same.reduce((sum, one) => sum + one[name], 0);
    return first ? [{ ...first, expected: sumOf('expected'), found: sumOf('found') }] : [];
  });

/** What a sender's own count says otherwise. */
export const senderCountDifferences = ({ sender, sent, received, neverSeen }: ComparedCount): BalanceDifference[] => [
  ...differenceOf('sender-counts-otherwise', sender, sent, received),
  ...differenceOf('never-seen', sender, 0, neverSeen),
];
