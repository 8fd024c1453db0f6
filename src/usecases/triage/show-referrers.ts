/** Who referred the cases of the hub's list, and their phone: in the disclosure log before they are shown. */

import type { CaseHead } from '#src/domain/case/model.ts';
import { canWithdraw } from '#src/domain/case/triage/allowed-actions.ts';
import { composeDetail, triageListSharing } from '#src/domain/detail/service-detail.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { findShownEntries } from '#src/domain/submission/sharing.ts';
import { ifReadable } from '#src/usecases/if-readable.ts';
import { openSubmission } from '#src/usecases/intake/open-submission.ts';
import { mapConcurrently } from '#src/usecases/map-concurrently.ts';
import type { TriageDeps } from './triage.ts';

/** A page has fifty lines, and somebody waits for it. */
const readsAtOnce = 10;

/**
 * As on the page of a case: of those that are open. Each is in the log once a day for each person, because a list is
 * looked at all day (docs/adr/0050-who-referred-on-the-hubs-list.md).
 */
export async function showReferrers(
  deps: Pick<TriageDeps, 'area' | 'cases' | 'keys' | 'ledger' | 'now'>,
  by: PartyId,
  heads: readonly CaseHead[],
): Promise<ReadonlyMap<ReferralId, NonNullable<PartialSubmission['referrer']>>> {
  const open = heads.filter((head) => canWithdraw(head, 'triage'));
  const at = deps.now();
  const read = await mapConcurrently(open, readsAtOnce, (head) => ifReadable(readReferrer(deps, head, at)));
  const shown = read.filter((one) => one !== undefined);
  await deps.cases.discloseOnceADay(
    shown.map(({ id, fields, test }) => ({ referral: id, number: 0, by, at: at.toISOString(), fields, test })),
  );
  return new Map(shown.map(({ id, referrer }) => [id, referrer]));
}

async function readReferrer(
  { area, keys, ledger }: Pick<TriageDeps, 'area' | 'keys' | 'ledger'>,
  { id, version, facts: { test } }: CaseHead,
  now: Date,
) {
  const record = await ledger.get(id, version);
  const submission = record && openSubmission(keys, record);
  if (!submission) return undefined;
  const { shared } = composeDetail({ submission, notes: [] }, triageListSharing, { rules: area.rules, now });
  const { referrer } = shared;
  return referrer && { id, referrer, fields: findShownEntries(shared, triageListSharing), test };
}
