/** Which contact details any service found to be wrong, so that no page goes on calling them safe. */
import { canonicalJson } from '../canonical.ts';
import type { ServiceDetail } from '../detail/service-detail.ts';
import { channelDetail, isPhoneChannel } from '../detail/shown-detail.ts';
import { type Channel, channels } from '../vocabulary.ts';
import type { HistoryEvent } from './model.ts';

/** What a version says to the reader. */
export type ShownVersion = Pick<ServiceDetail, 'firstContact' | 'shared'>;

/** A report that a number or an address is wrong. */
export type WrongReport = Pick<HistoryEvent, 'at' | 'event' | 'handOff' | 'result' | 'reason' | 'version'>;

export interface ReportedWrong {
  /** An attempt found the number or address to be wrong. */
  wrong: Channel[];
  /** The case was suspended, returned or closed because details are wrong, and no attempt says which. */
  maybeWrong: Channel[];
}

const isWrongAttempt = ({ event, result }: WrongReport): boolean =>
  event === 'contact-attempted' && result === 'wrong-number';
/** What does not say which details it means. */
const givesUpOnDetails = ({ event, reason }: WrongReport): boolean =>
  (event === 'suspended' || event === 'returned' || event === 'closed') && reason === 'wrong-contact-details';

/** @param history all events of the case, oldest first: what one service found is as wrong for the next */
export const findWrongReports = <Event extends WrongReport>(history: readonly Event[]): Event[] =>
  history.filter((one) => isWrongAttempt(one) || givesUpOnDetails(one));

/** Whoever gave up may have tried before; the hub, which tries nobody, goes by what any service tried. */
const mayExplain = (attempt: WrongReport, { handOff }: WrongReport): boolean =>
  handOff === undefined || attempt.handOff === handOff;

/**
 * A number or address that was reported stays so until a version has another one, whatever else was corrected. A wrong
 * number is wrong for calls, voicemails and texts.
 * @param reports oldest first
 * @param current what the reader is shown now
 * @param then what they would have been shown when that was reported; undefined if it can no longer be read, which is
 *   taken as the same
 */
export function findReportedWrong(
  reports: readonly WrongReport[],
  current: ShownVersion,
  then: (report: WrongReport) => ShownVersion | undefined,
): ReportedWrong {
  const attempts = reports.filter(isWrongAttempt);
  const unexplained = reports.filter((one, index) => {
    if (!givesUpOnDetails(one)) return false;
    const before = reports.slice(0, index).filter((each) => isWrongAttempt(each) && mayExplain(each, one));
    return findTried(before, then(one) ?? current, then).length === 0;
  });
  const wrong = findTried(attempts, current, then);
  const isSuspected = (channel: Channel): boolean =>
    unexplained.some((one) => isSameDetail(channel, then(one), current));
  return { wrong, maybeWrong: channels.filter((one) => !wrong.includes(one) && isSuspected(one)) };
}

/** Channels whose number or address in this version is one that an attempt found to be wrong. */
const findTried = (
  attempts: readonly WrongReport[],
  version: ShownVersion,
  then: (report: WrongReport) => ShownVersion | undefined,
): Channel[] =>
  channels.filter((channel) =>
    attempts.some((one) => isOfChannel(one, channel) && isSameDetail(channel, then(one), version)),
  );

const isOfChannel = ({ reason }: WrongReport, channel: Channel): boolean =>
  reason === channel || (isPhoneChannel(channel) && channels.some((one) => one === reason && isPhoneChannel(one)));

const isSameDetail = (channel: Channel, then: ShownVersion | undefined, now: ShownVersion): boolean =>
  then === undefined || canonicalJson(channelDetail(channel, then)) === canonicalJson(channelDetail(channel, now));
