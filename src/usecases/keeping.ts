/** The authority's decisions on retention: early erasure, and legal hold for a court or an inquiry. */

import { askErasure, holdForLaw, type KeepingRefused, liftHold } from '#src/domain/case/keeping.ts';
import type { Case } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { ErasureReason } from '#src/domain/vocabulary.ts';
import { type Changed, changeCase } from './change-case.ts';
import { sealText } from './own-referrals.ts';
import type { TriageDeps } from './triage.ts';

export type Kept = { whole: Case } | { refused: KeepingRefused } | { absent: true };
type Deps = Pick<TriageDeps, 'cases' | 'keys' | 'now'>;

/** Marks the case. The erasure job, which alone has the permission, erases it within the hour. */
export const askErasureForHub = async (
  { cases, now }: Deps,
  party: string,
  id: ReferralId,
  reason: ErasureReason,
): Promise<Kept> => settled(await changeCase(cases, id, (whole) => askErasure(whole, reason, party, now())));

/** @param reason the court or inquiry: free text, stored sealed */
export async function holdForHub(
  { cases, keys, now }: Deps,
  party: string,
  id: ReferralId,
  reason: string,
): Promise<Kept> {
  const note = sealText(keys, id, reason);
  return settled(await changeCase(cases, id, (whole) => holdForLaw(whole, note, party, now())));
}

export const liftHoldForHub = async ({ cases, now }: Deps, party: string, id: ReferralId): Promise<Kept> =>
  settled(await changeCase(cases, id, (whole) => liftHold(whole, party, now())));

function settled(changed: Changed<KeepingRefused>): Kept {
  if ('absent' in changed) return { absent: true };
  return 'refused' in changed ? { refused: changed.refused } : { whole: changed.whole };
}
