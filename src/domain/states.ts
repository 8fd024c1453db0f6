/**
 * The status transitions of referrals and hand-offs. The store's conditions, the API's refusals and
 * docs/state-machine.md are all derived from these tables.
 */

export const referralStatuses = ['received', 'routed', 'held', 'returned', 'withdrawn', 'closed'] as const;
export type ReferralStatus = (typeof referralStatuses)[number];

export const handOffStatuses = [
  'queued',
  'collected',
  'accepted',
  'contact-attempted',
  'contacted',
  'supporting',
  'closed',
  'declined',
  'returned',
  'expired',
  'withdrawn',
] as const;
export type HandOffStatus = (typeof handOffStatuses)[number];

/** Who makes a transition; `hub` is the authority's triage team. */
export type Mover = 'sender' | 'service' | 'hub' | 'system';

export interface Move<Status> {
  from: readonly Status[];
  to: Status;
  by: readonly Mover[];
  /** One line for docs and history. */
  means: string;
}

export const referralMoves: readonly Move<ReferralStatus>[] = [
  { from: ['received'], to: 'routed', by: ['system'], means: 'at least one service was chosen' },
  { from: ['received'], to: 'held', by: ['system'], means: 'it may not or cannot go to a service yet' },
  { from: ['held'], to: 'routed', by: ['hub'], means: 'the victim hub chose a service' },
  { from: ['held'], to: 'received', by: ['sender'], means: 'the sender corrected it; it is judged anew' },
  { from: ['returned'], to: 'received', by: ['sender'], means: 'the sender corrected it; it is judged anew' },
  { from: ['held'], to: 'returned', by: ['hub'], means: 'the victim hub sent it back with advice' },
  {
    from: ['routed'],
    to: 'returned',
    by: ['service', 'system'],
    means: 'the last open service sent it back with advice',
  },
  {
    from: ['routed'],
    to: 'held',
    by: ['service', 'system'],
    means: 'every service declined or let its deadline pass; the victim hub takes over',
  },
  { from: ['routed'], to: 'closed', by: ['service', 'system'], means: 'every hand-off is over, the last lead closed' },
  {
    from: ['received', 'held', 'routed', 'returned'],
    to: 'withdrawn',
    by: ['sender', 'hub'],
    means: 'the sender took it back',
  },
];

export const handOffMoves: readonly Move<HandOffStatus>[] = [
  { from: ['queued'], to: 'collected', by: ['service'], means: 'the service read the detail' },
  { from: ['collected'], to: 'accepted', by: ['service'], means: 'the service took the case on' },
  { from: ['collected'], to: 'declined', by: ['service'], means: 'the service said no; it goes to the next one' },
  { from: ['collected'], to: 'returned', by: ['service'], means: 'the service sent it back with advice' },
  {
    from: ['accepted', 'contact-attempted'],
    to: 'contact-attempted',
    by: ['service'],
    means: 'the service tried to reach the person',
  },
  { from: ['accepted', 'contact-attempted'], to: 'contacted', by: ['service'], means: 'the person was reached' },
  { from: ['contacted'], to: 'supporting', by: ['service'], means: 'support began' },
  {
    from: ['accepted', 'contact-attempted', 'contacted', 'supporting'],
    to: 'closed',
    by: ['service'],
    means: 'the service finished, with an outcome',
  },
  { from: ['queued'], to: 'expired', by: ['system'], means: 'the deadline passed unanswered; it goes to the next one' },
  {
    from: ['queued', 'collected', 'accepted', 'contact-attempted', 'contacted', 'supporting'],
    to: 'withdrawn',
    by: ['sender', 'hub'],
    means: 'the referral was withdrawn',
  },
];

/** Statuses in which the service still has something to do. */
export const openHandOffStatuses = handOffStatuses.filter((status) =>
  handOffMoves.some((move) => move.to === 'withdrawn' && move.from.includes(status)),
);
export const isOpen = (status: HandOffStatus): boolean => openHandOffStatuses.includes(status);

/** Statuses from which this actor may move to `to`; the store's condition is built from them. */
export function priorStatuses<Status>(moves: readonly Move<Status>[], to: Status, by?: Mover): Status[] {
  return [
    ...new Set(
      moves.filter((move) => move.to === to && (!by || move.by.includes(by))).flatMap((move) => [...move.from]),
    ),
  ];
}

/** Statuses this actor may move to next; returned in the API's refusal. */
export function mayFollow<Status>(moves: readonly Move<Status>[], from: Status, by?: Mover): Status[] {
  return [
    ...new Set(
      moves.filter((move) => move.from.includes(from) && (!by || move.by.includes(by))).map((move) => move.to),
    ),
  ];
}

export function isAllowed<Status>(moves: readonly Move<Status>[], from: Status, to: Status, by: Mover): boolean {
  return moves.some((move) => move.to === to && move.from.includes(from) && move.by.includes(by));
}
