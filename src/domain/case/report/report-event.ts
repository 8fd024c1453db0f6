/** What a service's report writes: the fields of the hand-off, the event and its counts. */

import { handOffEvent } from '#src/domain/case/events.ts';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { CaseHead, HandOff, ReferralCase, RuleContext } from '#src/domain/case/model.ts';
import type { Count } from '#src/domain/counting/model.ts';
import type { ServiceId } from '#src/domain/ids.ts';
import { londonDate } from '#src/domain/london.ts';
import { keepsStatusOnAttempt } from '#src/domain/states.ts';
import type { Channel, TriState, triStates } from '#src/domain/vocabulary.ts';
import type { ContactAttempt, ServiceReport } from './service-report.ts';
import { suspendedCount, suspendHandOff } from './suspend.ts';

/** How safe each channel is, as the reporter knew or should have known. */
export type ChannelSafety = (channel: Channel) => TriState;

/** A message left by telephone uses voicemail too. */
const channelsUsed = ({ channel, result }: ContactAttempt): Channel[] =>
  channel === 'call' && result === 'left-message' ? ['call', 'voicemail'] : [channel];

/** The least safe of the channels that an attempt used. */
export const attemptSafety = (attempt: ContactAttempt, channelSafety: ChannelSafety): TriState =>
  leastSafe(channelsUsed(attempt).map(channelSafety));

export function leastSafe(answers: readonly TriState[]): TriState {
  const worstFirst: readonly TriState[] = ['no', 'unknown', 'yes'] satisfies readonly (typeof triStates)[number][];
  return worstFirst.find((answer) => answers.includes(answer)) ?? 'unknown';
}

/** The hand-off after the report. */
export function applyToHandOff(
  handOff: HandOff,
  report: ServiceReport,
  version: number,
  context: RuleContext,
): HandOff {
  const at = context.now.toISOString();
  const rev = handOff.rev + 1;
  if (report.status === 'suspended') {
    const { reason, note, channels = [] } = report;
    const suspended = suspendHandOff(
      handOff,
      { reason, version, channels, ...(note !== undefined && { advice: note }) },
      context,
    );
    return { ...suspended, rev };
  }
  if (report.status === 'contact-attempted' && keepsStatusOnAttempt(handOff.status))
    return { ...handOff, ...attemptFields(handOff, report), rev };
  const { suspension: _, ...rest } = handOff;
  return { ...rest, ...reportedFields(handOff, report, at), status: report.status, since: at, rev };
}

const attemptFields = (handOff: HandOff, { at, channel }: ContactAttempt) => ({
  contactAttempts: handOff.contactAttempts + 1,
  lastAttemptAt: at,
  lastAttemptBy: channel,
  ...(handOff.lastAttemptAt !== undefined && { earlierAttempts: attemptsOf(handOff).slice(-maxEarlierAttempts) }),
});

/** Sent again after so many others, an attempt counts as another one: a row has to stay small. */
const maxEarlierAttempts = 20;

/** Reports come more than once, and not always in order: an attempt is known by its time and channel. */
const attemptKey = (at: string, channel: Channel | undefined): string => `${at} ${channel ?? ''}`;

const attemptsOf = ({ earlierAttempts = [], lastAttemptAt, lastAttemptBy }: HandOff): string[] => [
  ...earlierAttempts,
  ...(lastAttemptAt === undefined ? [] : [attemptKey(lastAttemptAt, lastAttemptBy)]),
];

const isKnownAttempt = (handOff: HandOff, { at, channel }: ContactAttempt): boolean =>
  attemptsOf(handOff).includes(attemptKey(at, channel));

/** Whether it was reported before: that changes nothing. */
export function isRepeat(handOff: HandOff, report: ServiceReport): boolean {
  if (report.status === 'contact-attempted') return isKnownAttempt(handOff, report);
  if (handOff.status !== report.status) return false;
  if (report.status === 'suspended') return isSameSuspension(handOff, report);
  if (report.status === 'closed') return handOff.outcome === report.outcome;
  return true;
}

/** One that names no way repeats any of the same reason. */
function isSameSuspension(
  { suspension }: HandOff,
  { reason, channels }: Extract<ServiceReport, { status: 'suspended' }>,
): boolean {
  if (suspension?.reason !== reason) return false;
  return channels === undefined || isSameSet(channels, suspension.channels ?? []);
}

const isSameSet = <Item>(some: readonly Item[], others: readonly Item[]): boolean =>
  some.every((one) => others.includes(one)) && others.every((one) => some.includes(one));

function reportedFields(handOff: HandOff, report: ServiceReport, now: string): Partial<HandOff> {
  switch (report.status) {
    case 'declined':
    case 'returned':
      return { reason: report.reason };
    case 'contact-attempted':
      return attemptFields(handOff, report);
    case 'contacted':
      return { contactedAt: handOff.contactedAt ?? report.at };
    case 'supporting':
      return { supportedAt: handOff.supportedAt ?? now };
    case 'closed':
      return { outcome: report.outcome };
    default:
      return {};
  }
}

/** @param before the hand-off as it was: what it reached before is not counted again */
export function reportEvent(
  referralCase: ReferralCase,
  { before, after }: { before: HandOff; after: HandOff },
  report: ServiceReport,
  { at, by, safe, version }: { at: string; by: ServiceId; safe: TriState; version: number },
): HistoryEvent {
  const { head } = referralCase;
  const baseCount = { day: londonDate(new Date(at)), facts: head.facts, services: [after.service] };
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
    case 'returned':
      return {
        ...baseEvent,
        ...noteOf(report.note),
        reason: report.reason,
        version,
        counts: [{ ...baseCount, measure: 'returned', returnReason: report.reason }],
      };
    case 'suspended':
      return {
        ...baseEvent,
        ...noteOf(report.note),
        reason: report.reason,
        ...(report.channels && report.channels.length > 0 && { channels: report.channels }),
        version,
        counts: [suspendedCount(after, report.reason, head, at)],
      };
    case 'contact-attempted':
      return {
        ...baseEvent,
        ...noteOf(report.note),
        reason: report.channel,
        ...(report.result && { result: report.result }),
        ...(safe !== 'yes' && { safe }),
        version,
      };
    case 'contacted': {
      if (before.contactedAt !== undefined) return baseEvent;
      const isWithinTarget = Date.parse(report.at) <= Date.parse(after.respondBy);
      const minutes = minutesSinceOpening(head, report.at);
      const counts: Count[] = [{ ...baseCount, measure: 'contacted', minutes }];
      return {
        ...baseEvent,
        counts: isWithinTarget ? [...counts, { ...baseCount, measure: 'within-target', minutes }] : counts,
      };
    }
    case 'supporting':
      return before.supportedAt === undefined
        ? { ...baseEvent, counts: [{ ...baseCount, measure: 'supporting', minutes: minutesSinceOpening(head, at) }] }
        : baseEvent;
    case 'closed':
      return {
        ...baseEvent,
        reason: report.outcome,
        version,
        counts: [{ ...baseCount, ...timeSinceContact(after, at), measure: 'closed', outcome: report.outcome }],
      };
    default:
      return report satisfies never;
  }
}

const noteOf = (note: string | undefined): Pick<HistoryEvent, 'note'> => (note === undefined ? {} : { note });

const minutesSinceOpening = ({ openedAt, receivedAt }: CaseHead, at: string): number =>
  minutesBetween(openedAt ?? receivedAt, at);

const minutesBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));

/** Empty for a hand-off that closed without a contact. */
const timeSinceContact = ({ contactedAt }: HandOff, at: string): { minutes?: number } =>
  contactedAt === undefined ? {} : { minutes: minutesBetween(contactedAt, at) };
