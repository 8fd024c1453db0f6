/** Compares what was reported as wrong with what stands now. Only a mark for each way comes out: not who reported it, nor what it was. */

import type { HistoryEvent } from '#src/domain/case/model.ts';
import {
  findReportedWrong,
  findWrongReports,
  type ReportedWrong,
  type ShownVersion,
  type WrongReport,
} from '#src/domain/case/wrong-details.ts';
import { composeDetail } from '#src/domain/detail/service-detail.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { HandOffDeps } from './hand-offs.ts';
import { openSubmission } from './open-submission.ts';

type WrongDetailsDeps = Pick<HandOffDeps, 'area' | 'ledger' | 'keys' | 'now'>;

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
export async function readReportedWrong(
  deps: WrongDetailsDeps,
  referral: ComparedReferral,
  history: readonly HistoryEvent[],
): Promise<ReportedWrong> {
  const reports = findWrongReports(history);
  const versions = reports.length === 0 ? [] : await readVersions(deps, referral);
  const current = referral.shown ?? versions.at(-1)?.shown;
  if (!current) return { wrong: [], maybeWrong: [] };
  // Events of before do not say which version their service had read: it is taken to be the last that came before.
  const versionAt = (time: string) => versions.findLast(({ receivedAt }) => receivedAt < time) ?? versions[0];
  const versionOf = ({ at, version }: WrongReport) =>
    version === undefined ? versionAt(at) : versions.find((one) => one.version === version);
  return findReportedWrong(reports, current, (report) => versionOf(report)?.shown);
}

/** All versions, oldest first, each as those fields show it. */
async function readVersions(
  { area, ledger, keys, now }: WrongDetailsDeps,
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
