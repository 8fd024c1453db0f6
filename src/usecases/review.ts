/** The hub says that it has looked at a case, and what it did. */
import { type ReviewableReason, reviewReason } from '#src/domain/case/review.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import { changeCase } from './change-case.ts';
import { sealText } from './own-referrals.ts';
import { ensureRecorded, finishTriageAction, type TriageDeps, type TriageResult } from './triage.ts';

/** @param review its note is free text, stored sealed */
export async function reviewAsTriage(
  deps: TriageDeps,
  party: PartyId,
  id: ReferralId,
  { reason, note }: { reason: ReviewableReason; note: string },
): Promise<TriageResult> {
  if (!(await ensureRecorded(deps, id))) return { absent: true };
  const sealed = sealText(deps.keys, id, note);
  return finishTriageAction(
    deps,
    await changeCase(deps.cases, id, (referralCase) =>
      reviewReason(referralCase, reason, sealed, party, { area: deps.area, now: deps.now() }),
    ),
  );
}
