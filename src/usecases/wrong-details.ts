/** Compares what a service reported as wrong with what it is shown now. */

import type { HistoryEvent } from '#src/domain/case/model.ts';
import {
  findReportedWrong,
  findWrongReports,
  type ReportedWrong,
  type ShownVersion,
} from '#src/domain/case/wrong-details.ts';
import { composeDetail } from '#src/domain/detail/service-detail.ts';
import type { HandOffDeps, HandOffDetail } from './hand-offs.ts';
import { openSubmission } from './open-submission.ts';

interface DatedVersion {
  /** RFC 3339, UTC. */
  receivedAt: string;
  shown?: ShownVersion;
}

/** @param history events of this hand-off, oldest first */
export async function readReportedWrong(
  deps: Pick<HandOffDeps, 'area' | 'ledger' | 'keys' | 'now'>,
  { handOff, firstContact, shared }: HandOffDetail,
  history: readonly HistoryEvent[],
): Promise<ReportedWrong> {
  const reports = findWrongReports(history);
  if (!firstContact || !shared || reports.length === 0) return { wrong: [], maybeWrong: [] };
  const versions = await readVersions(deps, handOff);
  // A correction is stored with its change of the case: what stood at a time is the last version received before.
  const shownAt = (at: string) => (versions.findLast(({ receivedAt }) => receivedAt < at) ?? versions[0])?.shown;
  return findReportedWrong(reports, { firstContact, shared }, ({ at }) => shownAt(at));
}

/** All versions, oldest first, each as the service is shown it. */
async function readVersions(
  { area, ledger, keys, now }: Pick<HandOffDeps, 'area' | 'ledger' | 'keys' | 'now'>,
  { referral, service }: HandOffDetail['handOff'],
): Promise<DatedVersion[]> {
  const sharing = area.services.find(({ id }) => id === service)?.sharing ?? [];
  const versions: DatedVersion[] = [];
  for (let version = 1; ; version++) {
    const record = await ledger.get(referral, version);
    if (!record) return versions;
    const submission = openSubmission(keys, record);
    const context = { rules: area.rules, now: now() };
    const { receivedAt } = record;
    versions.push({
      receivedAt,
      ...(submission && { shown: composeDetail({ submission, notes: [] }, sharing, context) }),
    });
  }
}
