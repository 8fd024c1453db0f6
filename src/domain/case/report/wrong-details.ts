/** Which contact details any service found to be wrong, so that no page goes on calling them safe. */
import { type Channel, channels } from '#src/domain/vocabulary.ts';
import {
  type ContactReport,
  findNamed,
  isSameDetail,
  reportedWrong,
  type ShownThen,
  type ShownVersion,
  sortReports,
} from './contact-reports.ts';

export interface WrongWays {
  /** An attempt found the number or address to be wrong, or a service that stopped contact names it. */
  wrong: Channel[];
  /** The case was suspended, returned or closed because details are wrong, and nothing says which. */
  maybeWrong: Channel[];
}

/**
 * A number or address that was reported stays so until a version has another one, whatever else was corrected. A wrong
 * number is wrong for calls, voicemails and texts.
 * @param reports oldest first
 * @param current what the reader is shown now
 * @param then what cannot be read any longer is taken as the same
 */
export function findReportedWrong(
  reports: readonly ContactReport[],
  current: ShownVersion,
  then: ShownThen,
): WrongWays {
  const { named, unexplained } = sortReports(reportedWrong, reports, current, then);
  const wrong = findNamed(named, current, then);
  const isSuspected = (channel: Channel): boolean =>
    unexplained.some((one) => isSameDetail(channel, then(one), current));
  return { wrong, maybeWrong: channels.filter((one) => !wrong.includes(one) && isSuspected(one)) };
}
