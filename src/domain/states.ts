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
  'suspended',
  'closed',
  'declined',
  'returned',
  'expired',
  'withdrawn',
] as const;
export type HandOffStatus = (typeof handOffStatuses)[number];

/** Who makes a transition; `triage` is the authority's own team. */
export type Actor = 'sender' | 'service' | 'triage' | 'system';

export interface Transition<Status> {
  from: readonly Status[];
  to: Status;
  by: readonly Actor[];
  /** One line for docs and history. */
  meaning: string;
}

export const referralTransitions: readonly Transition<ReferralStatus>[] = [
  { from: ['received'], to: 'routed', by: ['system'], meaning: 'at least one service was chosen' },
  { from: ['received'], to: 'held', by: ['system'], meaning: 'it may not or cannot go to a service yet' },
  { from: ['held'], to: 'routed', by: ['triage'], meaning: 'the victim hub chose a service' },
  {
    from: ['held', 'returned'],
    to: 'received',
    by: ['sender', 'triage'],
    meaning: 'it was corrected; it is judged again',
  },
  {
    from: ['withdrawn', 'closed'],
    to: 'received',
    by: ['sender', 'triage'],
    meaning: 'it was opened again by a correction; it is judged again',
  },
  {
    from: ['routed'],
    to: 'routed',
    by: ['sender', 'triage'],
    meaning: 'it was corrected; the services that hold it are told',
  },
  { from: ['held'], to: 'returned', by: ['triage'], meaning: 'the victim hub sent it back with advice' },
  {
    from: ['routed'],
    to: 'returned',
    by: ['service', 'system'],
    meaning: 'the last open service sent it back with advice',
  },
  {
    from: ['routed'],
    to: 'held',
    by: ['service', 'system'],
    meaning:
      'no service holds it any longer, after declines, deadlines that passed or a correction; the victim hub takes over',
  },
  {
    from: ['withdrawn'],
    to: 'held',
    by: ['system'],
    meaning: 'it was a duplicate, and the referral that was to go on was withdrawn; the victim hub decides',
  },
  {
    from: ['routed'],
    to: 'closed',
    by: ['service', 'system'],
    meaning: 'every hand-off is over, the last lead closed',
  },
  {
    from: ['received', 'held', 'routed', 'returned'],
    to: 'withdrawn',
    by: ['sender', 'triage', 'system'],
    meaning: 'the sender took it back, or it is a test and its day is over',
  },
];

export const handOffTransitions: readonly Transition<HandOffStatus>[] = [
  { from: ['queued'], to: 'collected', by: ['service'], meaning: 'the service read the detail' },
  { from: ['collected'], to: 'accepted', by: ['service'], meaning: 'the service took the case on' },
  { from: ['collected'], to: 'declined', by: ['service'], meaning: 'the service said no; it goes to the next one' },
  { from: ['collected'], to: 'returned', by: ['service'], meaning: 'the service sent it back with advice' },
  {
    from: ['accepted', 'contact-attempted'],
    to: 'contact-attempted',
    by: ['service'],
    meaning: 'the service tried to reach the person',
  },
  { from: ['accepted', 'contact-attempted'], to: 'contacted', by: ['service'], meaning: 'the person was reached' },
  { from: ['contacted'], to: 'supporting', by: ['service'], meaning: 'support began' },
  {
    from: ['accepted', 'contact-attempted', 'contacted', 'supporting'],
    to: 'closed',
    by: ['service'],
    meaning: 'the service finished, with an outcome',
  },
  {
    from: ['accepted', 'contact-attempted', 'contacted', 'supporting'],
    to: 'suspended',
    by: ['service', 'sender', 'triage'],
    meaning: 'contact stopped: the details are wrong, or no way to reach the person is safe',
  },
  {
    from: ['suspended'],
    to: 'accepted',
    by: ['sender', 'triage'],
    meaning: 'a correction gave another safe way; the service goes on',
  },
  { from: ['suspended'], to: 'contacted', by: ['service'], meaning: 'the person called the service' },
  { from: ['suspended'], to: 'closed', by: ['service'], meaning: 'the service finished, with an outcome' },
  {
    from: ['queued'],
    to: 'expired',
    by: ['system'],
    meaning: 'the deadline passed unanswered; it goes to the next one',
  },
  {
    from: ['queued', 'collected', 'accepted', 'contact-attempted', 'contacted', 'supporting', 'suspended'],
    to: 'withdrawn',
    by: ['sender', 'triage', 'system'],
    meaning: 'the referral was withdrawn, or the case went to another service',
  },
];

/**
 * Statuses in which an attempt to reach the person is recorded and changes no status, beside the table: the person was reached
 * before, or contact is stopped. A call that was made before the stop or the withdrawal was read must not be lost.
 */
export const statusesKeptOnAttempt: readonly HandOffStatus[] = ['contacted', 'supporting', 'suspended', 'withdrawn'];
export const keepsStatusOnAttempt = (status: HandOffStatus): boolean => statusesKeptOnAttempt.includes(status);

/** Statuses in which the service still has something to do. */
export const openHandOffStatuses = handOffStatuses.filter(
  (status) => nextStatuses(handOffTransitions, status).length > 0,
);
export const isOpenHandOff = (status: HandOffStatus): boolean => openHandOffStatuses.includes(status);

/** Statuses from which this actor may move to `to`; the store's condition is built from them. */
export function priorStatuses<Status>(transitions: readonly Transition<Status>[], to: Status, by?: Actor): Status[] {
  return [
    ...new Set(
      transitions
        .filter((transition) => transition.to === to && (!by || transition.by.includes(by)))
        .flatMap((transition) => [...transition.from]),
    ),
  ];
}

/** Statuses this actor may move to next; returned in the API's refusal. */
export function nextStatuses<Status>(transitions: readonly Transition<Status>[], from: Status, by?: Actor): Status[] {
  return [
    ...new Set(
      transitions
        .filter((transition) => transition.from.includes(from) && (!by || transition.by.includes(by)))
        .map((transition) => transition.to),
    ),
  ];
}

export function isTransitionAllowed<Status>(
  transitions: readonly Transition<Status>[],
  from: Status,
  to: Status,
  by: Actor,
): boolean {
  return transitions.some(
    (transition) => transition.to === to && transition.from.includes(from) && transition.by.includes(by),
  );
}
