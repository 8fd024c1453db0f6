/**
 * What a sender sees of its own case: what happened to it, and a reason where the sender can act on it. Nothing that would say
 * that somebody else referred the person, and nothing of what is between the authority and the person, or a court.
 */

import type { CaseEvent, HistoryEvent } from '#src/domain/case/history.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import type { PartyId } from '#src/domain/ids.ts';
import type { SupportOutcome } from '#src/domain/vocabulary.ts';

type Shown = 'with-reason' | 'without-reason' | 'never';

/** A rule where it depends on the event. */
const shownToSender: Readonly<Record<CaseEvent, Shown | ((event: HistoryEvent, sender: PartyId) => Shown)>> = {
  received: 'with-reason',
  corrected: 'with-reason',
  reopened: 'with-reason',
  held: 'with-reason',
  // Why the hub chose a service is for the hub.
  routed: 'without-reason',
  overridden: 'never',
  'handed-off': 'with-reason',
  collected: 'with-reason',
  accepted: 'with-reason',
  // "Already supported" would say that somebody else referred the person.
  declined: ({ reason }) => (reason === 'insufficient-information' ? 'with-reason' : 'without-reason'),
  // Said to the sender, who must act on it.
  returned: 'with-reason',
  'contact-attempted': 'with-reason',
  contacted: 'with-reason',
  supporting: 'with-reason',
  // It is for the sender to find another way.
  suspended: 'with-reason',
  resumed: 'with-reason',
  amended: 'with-reason',
  closed: ({ reason }) => (reason === 'duplicate' ? 'without-reason' : 'with-reason'),
  expired: 'with-reason',
  // A fact of its own case: nobody has reached the person in time, and who has been told of that.
  reminded: 'with-reason',
  overdue: 'with-reason',
  'stop-unread': 'with-reason',
  'deadline-corrected': 'with-reason',
  'release-reminded': 'with-reason',
  // It changes the status, which the sender sees.
  settled: 'with-reason',
  withdrawn: ({ reason, by }, sender) => (reason === 'duplicate' && by !== sender ? 'without-reason' : 'with-reason'),
  // What the hub thought about is for the hub.
  reviewed: 'never',
  'left-unreviewed': 'never',
  // The own words of whoever works on it.
  noted: 'never',
  // Who does the work within a service is its own matter.
  assigned: 'never',
  'possible-duplicate': 'never',
  'not-duplicate': 'never',
  // Between the authority and the person, or a court.
  'erasure-proposed': 'never',
  'erasure-cancelled': 'never',
  'erasure-asked': 'never',
  'legal-hold': 'never',
  'hold-lifted': 'never',
  erased: 'never',
};

/** The event as its sender sees it; undefined if it does not. */
export function eventForSender(event: HistoryEvent, sender: PartyId): HistoryEvent | undefined {
  const rule = shownToSender[event.event];
  const shown = typeof rule === 'function' ? rule(event, sender) : rule;
  if (shown === 'never') return undefined;
  // Staff are named to the hub alone.
  const { agent: _, ...named } = event;
  if (shown === 'with-reason') return named;
  const { reason: __, note: ___, ...rest } = named;
  return rest;
}

/** How a hand-off ended, unless that says that somebody else referred the person. */
export const outcomeForSender = ({ outcome }: HandOff): SupportOutcome | undefined =>
  outcome === 'duplicate' ? undefined : outcome;
