/** The authority's decisions on retention: early erasure, and legal hold for a court or an inquiry. */

import { liftLegalHold, placeLegalHold } from '#src/domain/case/legal-hold.ts';
import type { ReferralCase } from '#src/domain/case/model.ts';
import { askForErasure, cancelErasure, confirmErasure, type Decider } from '#src/domain/case/propose-erasure.ts';
import type { RetentionRefusal } from '#src/domain/case/retention.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { ErasureReason } from '#src/domain/vocabulary.ts';
import { type ChangeResult, changeCase } from './change-case.ts';
import { notePlace } from './seal-ports.ts';
import { sealText } from './sealed-text.ts';
import type { TriageDeps } from './triage.ts';

export type RetentionResult = { referralCase: ReferralCase } | { refused: RetentionRefusal } | { absent: true };
type Deps = Pick<TriageDeps, 'cases' | 'keys' | 'now'>;

/**
 * Marks the case. The erasure job, which alone has the permission, erases it within the hour. Where the person did not ask,
 * it waits for a second person of the authority.
 * @param user the stable id of who is signed in; a system stands for nobody, and what it proposes is confirmed by somebody who is
 */
export const requestErasureAsTriage = async (
  { cases, now }: Deps,
  party: PartyId,
  id: ReferralId,
  reason: ErasureReason,
  user?: string,
): Promise<RetentionResult> =>
  toResult(await changeCase(cases, id, (referralCase) => askForErasure(referralCase, reason, { party, user }, now())));

export const confirmErasureAsTriage = async (
  { cases, now }: Deps,
  by: Decider,
  id: ReferralId,
): Promise<RetentionResult> =>
  toResult(await changeCase(cases, id, (referralCase) => confirmErasure(referralCase, by, now())));

export const cancelErasureAsTriage = async (
  { cases, now }: Deps,
  party: PartyId,
  id: ReferralId,
): Promise<RetentionResult> =>
  toResult(await changeCase(cases, id, (referralCase) => cancelErasure(referralCase, party, now())));

/** @param reason the court or inquiry: free text, stored sealed */
export async function placeLegalHoldAsTriage(
  { cases, keys, now }: Deps,
  party: PartyId,
  id: ReferralId,
  reason: string,
): Promise<RetentionResult> {
  const note = sealText(keys, notePlace(id), reason);
  return toResult(await changeCase(cases, id, (referralCase) => placeLegalHold(referralCase, note, party, now())));
}

export const liftLegalHoldAsTriage = async (
  { cases, now }: Deps,
  party: PartyId,
  id: ReferralId,
): Promise<RetentionResult> =>
  toResult(await changeCase(cases, id, (referralCase) => liftLegalHold(referralCase, party, now())));

function toResult(changed: ChangeResult<RetentionRefusal>): RetentionResult {
  if ('absent' in changed) return { absent: true };
  return 'refused' in changed ? { refused: changed.refused } : { referralCase: changed.referralCase };
}
