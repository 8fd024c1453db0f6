/** What services report of the ways to reach a person: that one is wrong, or that it is unsafe. */
import { canonicalJson } from '#src/domain/canonical.ts';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { ServiceDetail } from '#src/domain/detail/service-detail.ts';
import { channelDetail, isPhoneChannel } from '#src/domain/detail/shown-detail.ts';
import { type AttemptResult, type Channel, channels, type SuspendReason } from '#src/domain/vocabulary.ts';

/** What a version says to the reader. */
export type ShownVersion = Pick<ServiceDetail, 'firstContact' | 'shared'>;

export type ContactReport = Pick<
  HistoryEvent,
  'at' | 'event' | 'handOff' | 'result' | 'reason' | 'channels' | 'version'
> &
  Partial<Pick<HistoryEvent, 'by'>>;

/** How it is reported: by an attempt, which says of which way; or by giving up, which may name ways or not. */
interface ReportKind {
  result: AttemptResult;
  reason: SuspendReason;
}
export const reportedWrong: ReportKind = { result: 'wrong-number', reason: 'wrong-contact-details' };
export const reportedUnsafe: ReportKind = { result: 'someone-else-answered', reason: 'unsafe-to-contact' };

const isAttempt = (kind: ReportKind, { event, result }: ContactReport): boolean =>
  event === 'contact-attempted' && result === kind.result;
/** A stop because the referrer names no safe way is nobody's finding. */
const isGivingUp = (kind: ReportKind, { event, reason, by }: ContactReport): boolean =>
  by !== 'system' && (event === 'suspended' || event === 'returned' || event === 'closed') && reason === kind.reason;

/** @param history all events of the case, oldest first: what one service found is so for the next */
export const findReports = <Event extends ContactReport>(kind: ReportKind, history: readonly Event[]): Event[] =>
  history.filter((one) => isAttempt(kind, one) || isGivingUp(kind, one));

/** What the reader would have been shown when that was reported; undefined if it can no longer be read. */
export type ShownThen = (report: ContactReport) => ShownVersion | undefined;

const namedChannels = ({ event, reason, channels: named = [] }: ContactReport): readonly Channel[] =>
  event === 'contact-attempted' ? channels.filter((one) => one === reason) : named;

/** Whether it says which ways it means. */
export const namesWay = (report: ContactReport): boolean => namedChannels(report).length > 0;

/** Whoever gave up may have tried before; the hub, which tries nobody, goes by what any service tried. */
const mayExplain = (named: ContactReport, { handOff }: ContactReport): boolean =>
  handOff === undefined || named.handOff === handOff;

/** Those that say which way they mean, and those that could mean any. */
export function sortReports(
  kind: ReportKind,
  reports: readonly ContactReport[],
  current: ShownVersion,
  then: ShownThen,
): { named: ContactReport[]; unexplained: ContactReport[] } {
  const unexplained = reports.filter((one, index) => {
    if (!isGivingUp(kind, one) || namesWay(one)) return false;
    const before = reports.slice(0, index).filter((each) => namesWay(each) && mayExplain(each, one));
    return findNamed(before, then(one) ?? current, then).length === 0;
  });
  return { named: reports.filter(namesWay), unexplained };
}

/** Channels whose number or address in this version is one of those that are named. */
export const findNamed = (named: readonly ContactReport[], version: ShownVersion, then: ShownThen): Channel[] =>
  channels.filter((channel) =>
    named.some((one) => isOfChannel(one, channel) && isSameDetail(channel, then(one), version)),
  );

/**
 * A number is one for calls, voicemails and texts: tried once or wrong, it is so for all three. What a service names as unsafe
 * may be one of them, such as a voicemail that others hear.
 */
export function isOfChannel(report: ContactReport, channel: Channel): boolean {
  const named = namedChannels(report);
  const meansNumber = report.event === 'contact-attempted' || report.reason === reportedWrong.reason;
  return named.includes(channel) || (meansNumber && isPhoneChannel(channel) && named.some(isPhoneChannel));
}

export const isSameDetail = (channel: Channel, then: ShownVersion | undefined, now: ShownVersion): boolean =>
  then === undefined || canonicalJson(channelDetail(channel, then)) === canonicalJson(channelDetail(channel, now));
