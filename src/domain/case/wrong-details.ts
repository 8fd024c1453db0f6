/** Which contact details a service found to be wrong, so that its page does not go on calling them safe. */
import { canonicalJson } from '../canonical.ts';
import type { ServiceDetail } from '../detail/service-detail.ts';
import { channelDetail, isPhoneChannel } from '../detail/shown-detail.ts';
import { type Channel, channels } from '../vocabulary.ts';
import type { HistoryEvent } from './model.ts';

/** What a version says to the service. */
export type ShownVersion = Pick<ServiceDetail, 'firstContact' | 'shared'>;

/** A report that a number or an address is wrong. */
export type WrongReport = Pick<HistoryEvent, 'at' | 'event' | 'result' | 'reason'>;

export interface ReportedWrong {
  /** An attempt found the number or address to be wrong. */
  wrong: Channel[];
  /** Contact was suspended because details are wrong, and no attempt says which. */
  maybeWrong: Channel[];
}

const isWrongAttempt = ({ event, result }: WrongReport): boolean =>
  event === 'contact-attempted' && result === 'wrong-number';
const isWrongSuspension = ({ event, reason }: WrongReport): boolean =>
  event === 'suspended' && reason === 'wrong-contact-details';

/** @param history events of one hand-off, oldest first */
export const findWrongReports = <Event extends WrongReport>(history: readonly Event[]): Event[] =>
  history.filter((one) => isWrongAttempt(one) || isWrongSuspension(one));

/**
 * A number or address that was reported stays so until a version has another one, whatever else was corrected. A wrong
 * number is wrong for calls, voicemails and texts.
 * @param reports oldest first
 * @param current what the service is shown now
 * @param then what it was shown when that was reported; undefined if it can no longer be read, which is taken as the same
 */
export function findReportedWrong(
  reports: readonly WrongReport[],
  current: ShownVersion,
  then: (report: WrongReport) => ShownVersion | undefined,
): ReportedWrong {
  const attempts = reports.filter(isWrongAttempt);
  const suspensions = reports.filter((one, index) => {
    const version = then(one) ?? current;
    return (
      isWrongSuspension(one) && findTried(reports.slice(0, index).filter(isWrongAttempt), version, then).length === 0
    );
  });
  const wrong = findTried(attempts, current, then);
  const isSuspected = (channel: Channel): boolean =>
    suspensions.some((one) => isSameDetail(channel, then(one), current));
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
