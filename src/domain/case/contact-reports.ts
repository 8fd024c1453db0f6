/** What services report of the ways to reach a person: that one is wrong, or that it is unsafe. */
import { canonicalJson } from '../canonical.ts';
import type { ServiceDetail } from '../detail/service-detail.ts';
import { channelDetail, isPhoneChannel } from '../detail/shown-detail.ts';
import { type AttemptResult, type Channel, channels, type SuspendReason } from '../vocabulary.ts';
import type { HistoryEvent } from './model.ts';

/** What a version says to the reader. */
export type ShownVersion = Pick<ServiceDetail, 'firstContact' | 'shared'>;

export type ContactReport = Pick<HistoryEvent, 'at' | 'event' | 'handOff' | 'result' | 'reason' | 'version'> &
  Partial<Pick<HistoryEvent, 'by'>>;

/** How it is reported: by an attempt, which says of which way; or by giving up, which does not. */
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

/** Whoever gave up may have tried before; the hub, which tries nobody, goes by what any service tried. */
const mayExplain = (attempt: ContactReport, { handOff }: ContactReport): boolean =>
  handOff === undefined || attempt.handOff === handOff;

/** Those that say which way they mean, and those that could mean any. */
export function sortReports(
  kind: ReportKind,
  reports: readonly ContactReport[],
  current: ShownVersion,
  then: ShownThen,
): { attempts: ContactReport[]; unexplained: ContactReport[] } {
  const unexplained = reports.filter((one, index) => {
    if (!isGivingUp(kind, one)) return false;
    const before = reports.slice(0, index).filter((each) => isAttempt(kind, each) && mayExplain(each, one));
    return findTried(before, then(one) ?? current, then).length === 0;
  });
  return { attempts: reports.filter((one) => isAttempt(kind, one)), unexplained };
}

/** Channels whose number or address in this version is one of those attempts. */
export const findTried = (attempts: readonly ContactReport[], version: ShownVersion, then: ShownThen): Channel[] =>
  channels.filter((channel) =>
    attempts.some((one) => isOfChannel(one, channel) && isSameDetail(channel, then(one), version)),
  );

/** A number is one for calls, voicemails and texts. */
export const isOfChannel = ({ reason }: ContactReport, channel: Channel): boolean =>
  reason === channel || (isPhoneChannel(channel) && channels.some((one) => one === reason && isPhoneChannel(one)));

export const isSameDetail = (channel: Channel, then: ShownVersion | undefined, now: ShownVersion): boolean =>
  then === undefined || canonicalJson(channelDetail(channel, then)) === canonicalJson(channelDetail(channel, now));
