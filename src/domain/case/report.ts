/** What a service does with a hand-off: collects it and reports on it. */
import type { Count } from '../counting/model.ts';
import { londonDate } from '../london.ts';
import { type HandOffStatus, handOffMoves, isAllowed, mayFollow } from '../states.ts';
import type { Channel, DeclineReason, ReturnReason, Outcome as SupportOutcome } from '../vocabulary.ts';
import { type ChangeParts, changeOf } from './change.ts';
import type { Case, CaseEvent, Change, HandOff, HistoryEvent, NotAllowed, Outcome, Setting } from './model.ts';
import { askHub, goOn, settle } from './onward.ts';

/** A service's report on its hand-off. Times are RFC 3339; `note` is sealed. */
export type Report =
  | { status: 'accepted' }
  | { status: 'declined'; reason: DeclineReason }
  | { status: 'returned'; reason: ReturnReason; note?: string }
  | { status: 'contact-attempted'; channel: Channel; at: string }
  | { status: 'contacted'; at: string }
  | { status: 'supporting' }
  | { status: 'closed'; outcome: SupportOutcome };

export const reportStatuses = [
  'accepted',
  'declined',
  'returned',
  'contact-attempted',
  'contacted',
  'supporting',
  'closed',
] as const satisfies readonly Report['status'][];

/** Records the first read of the detail; any later read changes nothing. */
export function collect(whole: Case, number: number, by: string, now: Date): Outcome<NotAllowed> {
  const handOff = whole.handOffs.find((one) => one.number === number);
  if (handOff?.status !== 'queued') return { already: true };
  const at = now.toISOString();
  const after: HandOff = { ...handOff, status: 'collected', rev: handOff.rev + 1, since: at };
  const events = [event('collected', after, at, by)];
  return { change: changeOf(whole, { handOffs: [{ before: handOff, after }], events }) };
}

/**
 * Applies a service's report. Repeating a report changes nothing; a transition that is not allowed is refused with
 * those that are. A contact attempt at a different time is another attempt.
 * @param seenRevision the revision shown to the person who reports: a contact attempt against an older one is
 *   refused, because pressing the button twice would count two attempts
 * @throws RangeError if the case has no such hand-off
 */
export function report(
  whole: Case,
  number: number,
  told: Report,
  by: string,
  setting: Setting,
  shown?: number,
): Outcome<NotAllowed> {
  const handOff = whole.handOffs.find((one) => one.number === number);
  if (!handOff) throw new RangeError(`no hand-off ${number} on this case`);
  if (isRepeat(handOff, told)) return { already: true };
  const isStale = told.status === 'contact-attempted' && shown !== undefined && shown !== handOff.rev;
  if (isStale || !isAllowed(handOffMoves, handOff.status, told.status, 'service')) {
    return { refused: { status: handOff.status, allowed: mayFollow(handOffMoves, handOff.status, 'service') } };
  }
  const at = setting.now.toISOString();
  const after: HandOff = { ...handOff, ...rowOf(handOff, told), status: told.status, rev: handOff.rev + 1, since: at };
  const events = [eventOf(whole, after, told, at, by)];
  const others = whole.handOffs.filter((one) => one.number !== number);
  const parts: ChangeParts = { handOffs: [{ before: handOff, after }], events };
  switch (told.status) {
    case 'declined':
      return { change: leave(whole, parts, after, others, setting) };
    case 'returned':
      return { change: sendBack(whole, parts, after, others, told.note, setting) };
    case 'closed':
      return { change: withHeld(whole, { ...parts, head: settle(whole.head, [...others, after], at) }, setting.now) };
    default:
      return { change: changeOf(whole, parts) };
  }
}

/** Expires a hand-off that nobody collected by its deadline. */
export function expire(whole: Case, number: number, setting: Setting): Outcome<NotAllowed> {
  const handOff = whole.handOffs.find((one) => one.number === number);
  if (handOff?.status !== 'queued') return { already: true };
  const at = setting.now.toISOString();
  const { unsent: _, ...rest } = handOff;
  const after: HandOff = { ...rest, status: 'expired', rev: handOff.rev + 1, since: at };
  const others = whole.handOffs.filter((one) => one.number !== number);
  const parts = { handOffs: [{ before: handOff, after }], events: [event('expired', after, at, 'system')] };
  return { change: leave(whole, parts, after, others, setting) };
}

/** After a decline or an expiry: adds the hand-off to the next service, or triage, to the same change. */
function leave(whole: Case, parts: ChangeParts, ended: HandOff, others: HandOff[], setting: Setting): Change {
  const at = setting.now.toISOString();
  const { head, next } = goOn(whole.head, ended, others, setting);
  const events = [...(parts.events ?? [])];
  if (next) {
    const services = [next.service];
    const counts: Count[] = [{ measure: 'handed-off', day: londonDate(setting.now), facts: head.facts, services }];
    events.push({ ...event('handed-off', next, at, 'system'), counts });
  }
  const handOffs = [...(parts.handOffs ?? []), ...(next ? [{ after: next }] : [])];
  return withHeld(whole, { head, handOffs, events }, setting.now);
}

/** Adds the held event and its count when this change makes the referral held. */
export function withHeld(whole: Case, parts: ChangeParts, now: Date): Change {
  const { head, events = [] } = parts;
  if (head?.status !== 'held' || whole.head.status === 'held') return changeOf(whole, parts);
  const { facts, heldReasons, since: at } = head;
  const counts: Count[] = [{ measure: 'held', day: londonDate(now), facts, heldReasons }];
  const held: HistoryEvent = { at, event: 'held', by: 'system', reason: heldReasons.join(' '), counts };
  return changeOf(whole, { ...parts, events: [...events, held] });
}

/** A return goes to the referrer's list, or to triage while another service is still working on the referral. */
function sendBack(
  whole: Case,
  parts: ChangeParts,
  ended: HandOff,
  others: HandOff[],
  advice: string | undefined,
  setting: Setting,
): Change {
  const at = setting.now.toISOString();
  const settled = settle(whole.head, [...others, ended], at);
  const head = settled.status === 'routed' ? askHub(settled, 'returned-by-service', at) : settled;
  return withHeld(whole, { ...parts, head: advice === undefined ? head : { ...head, advice } }, setting.now);
}

export function event(name: CaseEvent, handOff: HandOff, at: string, by: string): HistoryEvent {
  return { at, event: name, by, handOff: handOff.number, service: handOff.service, counts: [] };
}

function isRepeat(handOff: HandOff, told: Report): boolean {
  if (handOff.status !== told.status) return false;
  if (told.status === 'contact-attempted') return handOff.lastAttemptAt === told.at;
  if (told.status === 'closed') return handOff.outcome === told.outcome;
  return true;
}

function rowOf(handOff: HandOff, told: Report): Partial<HandOff> {
  switch (told.status) {
    case 'declined':
    case 'returned':
      return { reason: told.reason };
    case 'contact-attempted':
      return { contactAttempts: handOff.contactAttempts + 1, lastAttemptAt: told.at };
    case 'contacted':
      return { contactedAt: told.at };
    case 'closed':
      return { outcome: told.outcome };
    default:
      return {};
  }
}

function eventOf(whole: Case, after: HandOff, told: Report, at: string, by: string): HistoryEvent {
  const base = { day: londonDate(new Date(at)), facts: whole.head.facts, services: [after.service] };
  const plain = event(told.status, after, at, by);
  switch (told.status) {
    case 'accepted':
      return { ...plain, counts: [{ ...base, measure: 'accepted' }] };
    case 'declined':
      return { ...plain, reason: told.reason, counts: [{ ...base, measure: 'declined', declineReason: told.reason }] };
    case 'returned': {
      const note = told.note === undefined ? {} : { note: told.note };
      return { ...plain, ...note, reason: told.reason, counts: [{ ...base, measure: 'returned' }] };
    }
    case 'contact-attempted':
      return { ...plain, reason: told.channel };
    case 'contacted': {
      const inTime = Date.parse(told.at) <= Date.parse(after.respondBy);
      const minutes = minutesBetween(whole.head.receivedAt, told.at);
      const counts: Count[] = [{ ...base, measure: 'contacted', minutes }];
      return { ...plain, counts: inTime ? [...counts, { ...base, measure: 'within-target' }] : counts };
    }
    case 'closed':
      return {
        ...plain,
        reason: told.outcome,
        counts: [{ ...base, ...sinceContact(after, at), measure: 'closed', outcome: told.outcome }],
      };
    case 'supporting':
      return plain;
    default:
      return told satisfies never;
  }
}

const minutesBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));

/** Empty for a hand-off that closed without a contact. */
const sinceContact = ({ contactedAt }: HandOff, at: string): { minutes?: number } =>
  contactedAt === undefined ? {} : { minutes: minutesBetween(contactedAt, at) };

/** Whether the service may still read the hand-off's detail. */
export const readableAfter = (status: HandOffStatus): boolean =>
  !(['withdrawn', 'expired', 'declined', 'returned'] as HandOffStatus[]).includes(status);
