/** Compares what was reported of the ways with what stands now. Only a mark for each comes out: not who reported it, nor what it was. */

import type { ContactReport, ShownVersion } from '#src/domain/case/report/contact-reports.ts';
import {
  findReportedWays,
  hasReports,
  noneReported,
  type ReportedWays,
} from '#src/domain/case/report/reported-ways.ts';
import { composeDetail } from '#src/domain/detail/service-detail.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { openSubmission } from '#src/usecases/intake/open-submission.ts';
import type { HandOffDeps, HandOffDetail } from './hand-offs.ts';

type ReportedWaysDeps = Pick<HandOffDeps, 'area' | 'ledger' | 'keys' | 'now'>;

interface ComparedReferral {
  id: ReferralId;
  /** The version that stands. */
  version: number;
  /** Fields by which the versions are compared. */
  sharing: readonly string[];
  /** What the reader is shown; the version that stands, unless given. */
  shown?: ShownVersion;
}

/** @param history all events of the case, oldest first */
export async function readReportedWays(
  deps: ReportedWaysDeps,
  referral: ComparedReferral,
  history: readonly ContactReport[],
): Promise<ReportedWays> {
  const versions = hasReports(history) ? await readVersions(deps, referral) : [];
  const current = referral.shown ?? versions.at(-1)?.shown;
  if (!current) return noneReported;
  // Events of before do not say which version their service had read: it is taken to be the last that came before.
  const isReported = ({ at, version }: ContactReport, one: (typeof versions)[number]): boolean =>
    version === undefined ? one.receivedAt < at : one.version <= version;
  return findReportedWays(history, current, (report) => {
    const last = versions.findLastIndex((one) => isReported(report, one));
    return versions.slice(Math.max(last, 0)).map(({ shown }) => shown);
  });
}

/**
 * As the service is shown it: what another service found is so for it too.
 * @param history all events of the case, oldest first; read, unless given
 */
export async function readReportedForService(
  deps: ReportedWaysDeps & Pick<HandOffDeps, 'cases'>,
  { handOff: { referral, service }, firstContact, shared }: HandOffDetail,
  history?: readonly ContactReport[],
): Promise<ReportedWays> {
  if (!firstContact || !shared) return noneReported;
  const events = history ?? (await deps.cases.history(referral));
  const current = hasReports(events) ? await deps.cases.read(referral) : undefined;
  if (!current) return noneReported;
  const sharing = deps.area.services.find(({ id }) => id === service)?.sharing ?? [];
  const shown = { firstContact, shared };
  return readReportedWays(deps, { id: referral, version: current.head.version, sharing, shown }, events);
}

/** All versions, oldest first, each as those fields show it. */
async function readVersions(
  { area, ledger, keys, now }: ReportedWaysDeps,
  { id, version: standing, sharing }: ComparedReferral,
) {
  const numbers = Array.from({ length: standing }, (_, index) => index + 1);
  const records = await Promise.all(numbers.map((version) => ledger.get(id, version)));
  const context = { rules: area.rules, now: now() };
  return records
    .filter((record) => record !== undefined)
    .map((record) => {
      const submission = openSubmission(keys, record);
      const shown = submission && composeDetail({ submission, notes: [] }, sharing, context);
      return { version: record.version, receivedAt: record.receivedAt, shown };
    });
}
