/** Which ways a service found unsafe to use, so that none is called safe because somebody went on all the same. */
import { canonicalJson } from '#src/domain/canonical.ts';
import { type Channel, channels, type TriState } from '#src/domain/vocabulary.ts';
import {
  type ContactReport,
  isOfChannel,
  isSameDetail,
  reportedUnsafe,
  type ShownVersion,
  sortReports,
} from './contact-reports.ts';

/** The version that a report is about and all after it, oldest first, each as the reader is shown it. */
export type ShownSince = (report: ContactReport) => readonly (ShownVersion | undefined)[];

/**
 * Where somebody else answered, the number or address that was used; where contact was stopped as unsafe, the ways that the
 * service names; where it was given up as unsafe and nothing says why, every way. A contact that was made since says nothing of it.
 * @param reports oldest first
 * @param current what the reader is shown now
 */
export function findMaybeUnsafe(
  reports: readonly ContactReport[],
  current: ShownVersion,
  since: ShownSince,
): Channel[] {
  const { named, unexplained } = sortReports(reportedUnsafe, reports, current, (one) => since(one)[0]);
  const isUnsafe = (channel: Channel, one: ContactReport): boolean => !isSafeAnew(channel, since(one), current);
  return channels.filter(
    (channel) =>
      named.some((one) => isOfChannel(one, channel) && isUnsafe(channel, one)) ||
      unexplained.some((one) => isUnsafe(channel, one)),
  );
}

/** There is another number or address, the situation is another, or the referrer has since answered anew that it is safe. */
function isSafeAnew(channel: Channel, versions: readonly (ShownVersion | undefined)[], current: ShownVersion): boolean {
  const [then] = versions;
  if (!then) return false;
  if (!isSameDetail(channel, then, current) || !isSameSituation(then, current)) return true;
  return versions.some((version, index) => {
    const before = versions[index - 1];
    if (!version || !before || !isSameDetail(channel, then, version)) return false;
    return safetyIn(version, channel) === 'yes' && safetyIn(before, channel) !== 'yes';
  });
}

/** Whether the reader is told the same of where the suspects are. */
export const isSameSituation = (then: ShownVersion, now: ShownVersion): boolean =>
  canonicalJson(then.firstContact.suspects ?? []) === canonicalJson(now.firstContact.suspects ?? []);

const safetyIn = ({ firstContact }: ShownVersion, channel: Channel): TriState | undefined =>
  firstContact.channels.find((one) => one.channel === channel)?.safe;
