/** All that services reported of the ways to reach a person, as marks alone. */
import { channelDetail, isPhoneChannel } from '#src/domain/detail/shown-detail.ts';
import { withoutExtension } from '#src/domain/judgement/suspects.ts';
import { type Channel, channels } from '#src/domain/vocabulary.ts';
import {
  type ContactReport,
  findReports,
  isOfChannel,
  reportedUnsafe,
  reportedWrong,
  type ShownVersion,
  sortReports,
} from './contact-reports.ts';
import { findMaybeUnsafe, isSameSituation, type ShownSince } from './unsafe-ways.ts';
import { findReportedWrong, type WrongWays } from './wrong-details.ts';

/** What was reported of one way, gravest first. */
export const reportedMarks = ['wrong', 'maybe-wrong', 'maybe-unsafe'] as const;
export type ReportedMark = (typeof reportedMarks)[number];

export interface ReportedWays extends WrongWays {
  /** A service found contact unsafe, by this way or by one that it did not name. */
  maybeUnsafe: Channel[];
  /** Of the number of somebody else through whom the person is reached. */
  alternative?: ReportedMark;
}

export const noneReported: ReportedWays = { wrong: [], maybeWrong: [], maybeUnsafe: [] };

/** The gravest that was reported of a channel. */
export function findMark(channel: Channel, ways: Partial<ReportedWays>): ReportedMark | undefined {
  const marked: Record<ReportedMark, readonly Channel[] | undefined> = {
    wrong: ways.wrong,
    'maybe-wrong': ways.maybeWrong,
    'maybe-unsafe': ways.maybeUnsafe,
  };
  return reportedMarks.find((mark) => marked[mark]?.includes(channel));
}

/** Whether the versions have to be compared. */
export const hasReports = (history: readonly ContactReport[]): boolean =>
  [reportedWrong, reportedUnsafe].some((kind) => findReports(kind, history).length > 0);

/**
 * @param history all events of the case, oldest first
 * @param current what the reader is shown now
 */
export function findReportedWays(
  history: readonly ContactReport[],
  current: ShownVersion,
  since: ShownSince,
): ReportedWays {
  const alternative = findAlternativeMark(history, current, since);
  return {
    ...findReportedWrong(findReports(reportedWrong, history), current, (report) => since(report)[0]),
    maybeUnsafe: findMaybeUnsafe(findReports(reportedUnsafe, history), current, since),
    ...(alternative && { alternative }),
  };
}

/** The number of somebody else may be one that was tried, whoever's it was said to be then. */
function findAlternativeMark(
  history: readonly ContactReport[],
  current: ShownVersion,
  since: ShownSince,
): ReportedMark | undefined {
  const number = withoutExtension(current.firstContact.alternative?.phone);
  if (number === undefined) return undefined;
  const then = (report: ContactReport) => since(report)[0];
  const isNumber = (report: ContactReport): boolean => {
    const version = then(report);
    return version !== undefined && withoutExtension(channelDetail('call', version).phone) === number;
  };
  const isByPhone = (report: ContactReport): boolean =>
    channels.some((one) => isPhoneChannel(one) && isOfChannel(report, one));
  const isStillUnsafe = (report: ContactReport): boolean => {
    const version = then(report);
    return version !== undefined && isSameSituation(version, current);
  };
  const wrong = sortReports(reportedWrong, findReports(reportedWrong, history), current, then);
  const unsafe = sortReports(reportedUnsafe, findReports(reportedUnsafe, history), current, then);
  if (wrong.named.some((one) => isByPhone(one) && isNumber(one))) return 'wrong';
  if (wrong.unexplained.some(isNumber)) return 'maybe-wrong';
  const mayBeUnsafe = [...unsafe.named.filter(isByPhone), ...unsafe.unexplained];
  return mayBeUnsafe.some((one) => isNumber(one) && isStillUnsafe(one)) ? 'maybe-unsafe' : undefined;
}
