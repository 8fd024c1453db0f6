/** What a service does with a hand-off: collects it and reports on it. */

import type { Count } from '../counting/model.ts';
import type { ServiceId } from '../ids.ts';
import { londonDate } from '../london.ts';
import { type HandOffStatus, handOffTransitions, isTransitionAllowed, nextStatuses } from '../states.ts';
import type { Channel, DeclineReason, ReturnReason, SupportOutcome } from '../vocabulary.ts';
import { type ChangeParts, changeOf } from './change.ts';
import type {
  CaseChange,
  CaseEvent,
  HandOff,
  HistoryEvent,
  NotAllowed,
  Outcome,
  ReferralCase,
  RuleContext,
} from './model.ts';
import { addToTriage, handToNextService, settleStatus } from './next-service.ts';

/** A service's report on its hand-off. Times are RFC 3339; `note` is sealed. */
export type ServiceReport =
  | { status: 'accepted' }
  | { status: 'declined'; reason: DeclineReason }
  | { status: 'returned'; reason: ReturnReason; note?: string }
  | { status: 'contact-attempted'; channel: Channel; at: string }
  | { status: 'contacted'; at: string }
  | { status: 'supporting' }
  | { status: 'closed'; outcome: SupportOutcome };

export const serviceReportStatuses = [
  'accepted',
  'declined',
  'returned',
  'contact-attempted',
  'contacted',
  'supporting',
  'closed',
] as const satisfies readonly ServiceReport['status'][];

/** Records the first read of the detail; any later read changes nothing. */
export function collectHandOff(
  referralCase: ReferralCase,
  number: number,
  by: ServiceId,
  now: Date,
): Outcome<NotAllowed> {
  const handOff = referralCase.handOffs.find((one) => one.number === number);
  if (handOff?.status !== 'queued') return { already: true };
  const at = now.toISOString();
  const after: HandOff = { ...handOff, status: 'collected', rev: handOff.rev + 1, since: at };
  const events = [handOffEvent('collected', after, at, by)];
  return { change: changeOf(referralCase, { handOffs: [{ before: handOff, after }], events }) };
}

/**
 * Applies a service's report. Repeating a report changes nothing; a transition that is not allowed is refused with
 * those that are. A contact attempt at a different time is another attempt.
 * @param seenRevision the revision shown to the person who reports: a contact attempt against an older one is
 *   refused, because pressing the button twice would count two attempts
 * @throws RangeError if the case has no such hand-off
 */
export function applyReport(
  referralCase: ReferralCase,
  number: number,
  report: ServiceReport,
  by: ServiceId,
  context: RuleContext,
  seenRevision?: number,
): Outcome<NotAllowed> {
  const handOff = referralCase.handOffs.find((one) => one.number === number);
  if (!handOff) throw new RangeError(`no hand-off ${number} on this case`);
  if (isRepeat(handOff, report)) return { already: true };
  const isStale = report.status === 'contact-attempted' && seenRevision !== undefined && seenRevision !== handOff.rev;
  if (isStale || !isTransitionAllowed(handOffTransitions, handOff.status, report.status, 'service')) {
    return {
      refused: { status: handOff.status, allowed: nextStatuses(handOffTransitions, handOff.status, 'service') },
    };
  }
  const at = context.now.toISOString();
  const after: HandOff = {
    ...handOff,
    ...reportedFields(handOff, report),
    status: report.status,
    rev: handOff.rev + 1,
    since: at,
  };
  const events = [reportEvent(referralCase, after, report, at, by)];
  const others = referralCase.handOffs.filter((one) => one.number !== number);
  const parts: EndedParts = { handOffs: [{ before: handOff, after }], events };
  switch (report.status) {
    case 'declined':
      return { change: afterServiceLeft(referralCase, parts, after, others, context) };
    case 'returned':
      return { change: afterServiceReturned(referralCase, parts, after, others, report.note, context) };
    case 'closed':
      return {
        change: withHeldEvent(
          referralCase,
          { ...parts, head: settleStatus(referralCase.head, [...others, after], at) },
          context.now,
        ),
      };
    default:
      return { change: changeOf(referralCase, parts) };
  }
}

/** Expires a hand-off that nobody collected by its deadline. */
export function expireHandOff(referralCase: ReferralCase, number: number, context: RuleContext): Outcome<NotAllowed> {
  const handOff = referralCase.handOffs.find((one) => one.number === number);
  if (handOff?.status !== 'queued') return { already: true };
  const at = context.now.toISOString();
  const { unsent: _, ...rest } = handOff;
  const after: HandOff = { ...rest, status: 'expired', rev: handOff.rev + 1, since: at };
  const others = referralCase.handOffs.filter((one) => one.number !== number);
  const parts = { handOffs: [{ before: handOff, after }], events: [handOffEvent('expired', after, at, 'system')] };
  return { change: afterServiceLeft(referralCase, parts, after, others, context) };
}

/** The hand-off that ended, and what is said of it. */
type EndedParts = Required<Pick<ChangeParts, 'handOffs' | 'events'>>;

/** After a decline or an expiry: adds the hand-off to the next service, or triage, to the same change. */
function afterServiceLeft(
  referralCase: ReferralCase,
  parts: EndedParts,
  endedHandOff: HandOff,
  others: HandOff[],
  context: RuleContext,
): CaseChange {
  const at = context.now.toISOString();
  const { head, next } = handToNextService(referralCase.head, endedHandOff, others, context);
  const events = [...parts.events];
  if (next) {
    const services = [next.service];
    const counts: Count[] = [{ measure: 'handed-off', day: londonDate(context.now), facts: head.facts, services }];
    events.push({ ...handOffEvent('handed-off', next, at, 'system'), counts });
  }
  const handOffs = [...parts.handOffs, ...(next ? [{ after: next }] : [])];
  return withHeldEvent(referralCase, { head, handOffs, events }, context.now);
}

/** Adds the held event and its count when this change makes the referral held. */
export function withHeldEvent(referralCase: ReferralCase, parts: ChangeParts, now: Date): CaseChange {
  const { head, events = [] } = parts;
  if (head?.status !== 'held' || referralCase.head.status === 'held') return changeOf(referralCase, parts);
  const { facts, heldReasons, since: at } = head;
  const counts: Count[] = [{ measure: 'held', day: londonDate(now), facts, heldReasons }];
  const heldEvent: HistoryEvent = { at, event: 'held', by: 'system', reason: heldReasons.join(' '), counts };
  return changeOf(referralCase, { ...parts, events: [...events, heldEvent] });
}

/** A return goes to the referrer's list, or to triage while another service is still working on the referral. */
function afterServiceReturned(
  referralCase: ReferralCase,
  parts: EndedParts,
  endedHandOff: HandOff,
  others: HandOff[],
  advice: string | undefined,
  context: RuleContext,
): CaseChange {
  const at = context.now.toISOString();
  const settled = settleStatus(referralCase.head, [...others, endedHandOff], at);
  const head = settled.status === 'routed' ? addToTriage(settled, 'returned-by-service', at) : settled;
  return withHeldEvent(
    referralCase,
    { ...parts, head: advice === undefined ? head : { ...head, advice } },
    context.now,
  );
}

export function handOffEvent(name: CaseEvent, handOff: HandOff, at: string, by: HistoryEvent['by']): HistoryEvent {
  return { at, event: name, by, handOff: handOff.number, service: handOff.service, counts: [] };
}

function isRepeat(handOff: HandOff, report: ServiceReport): boolean {
  if (handOff.status !== report.status) return false;
  if (report.status === 'contact-attempted') return handOff.lastAttemptAt === report.at;
  if (report.status === 'closed') return handOff.outcome === report.outcome;
  return true;
}

function reportedFields(handOff: HandOff, report: ServiceReport): Partial<HandOff> {
  switch (report.status) {
    case 'declined':
    case 'returned':
      return { reason: report.reason };
    case 'contact-attempted':
      return { contactAttempts: handOff.contactAttempts + 1, lastAttemptAt: report.at };
    case 'contacted':
      return { contactedAt: report.at };
    case 'closed':
      return { outcome: report.outcome };
    default:
      return {};
  }
}

function reportEvent(
  referralCase: ReferralCase,
  after: HandOff,
  report: ServiceReport,
  at: string,
  by: ServiceId,
): HistoryEvent {
  const baseCount = { day: londonDate(new Date(at)), facts: referralCase.head.facts, services: [after.service] };
  const baseEvent = handOffEvent(report.status, after, at, by);
  switch (report.status) {
    case 'accepted':
      return { ...baseEvent, counts: [{ ...baseCount, measure: 'accepted' }] };
    case 'declined':
      return {
        ...baseEvent,
        reason: report.reason,
        counts: [{ ...baseCount, measure: 'declined', declineReason: report.reason }],
      };
    case 'returned': {
      const note = report.note === undefined ? {} : { note: report.note };
      return { ...baseEvent, ...note, reason: report.reason, counts: [{ ...baseCount, measure: 'returned' }] };
    }
    case 'contact-attempted':
      return { ...baseEvent, reason: report.channel };
    case 'contacted': {
      const isWithinTarget = Date.parse(report.at) <= Date.parse(after.respondBy);
      const minutes = minutesBetween(referralCase.head.receivedAt, report.at);
      const counts: Count[] = [{ ...baseCount, measure: 'contacted', minutes }];
      return {
        ...baseEvent,
        counts: isWithinTarget ? [...counts, { ...baseCount, measure: 'within-target' }] : counts,
      };
    }
    case 'closed':
      return {
        ...baseEvent,
        reason: report.outcome,
        counts: [{ ...baseCount, ...timeSinceContact(after, at), measure: 'closed', outcome: report.outcome }],
      };
    case 'supporting':
      return baseEvent;
    default:
      return report satisfies never;
  }
}

const minutesBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));

/** Empty for a hand-off that closed without a contact. */
const timeSinceContact = ({ contactedAt }: HandOff, at: string): { minutes?: number } =>
  contactedAt === undefined ? {} : { minutes: minutesBetween(contactedAt, at) };

/** Whether the service may still read the hand-off's detail. */
export const isDetailReadable = (status: HandOffStatus): boolean =>
  !(['withdrawn', 'expired', 'declined', 'returned'] as HandOffStatus[]).includes(status);
