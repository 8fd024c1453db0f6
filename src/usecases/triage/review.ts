/** The hub says that it has looked at a case, and what it did. */
import { type Review, reviewReason, type SeenTooEarly } from '#src/domain/case/triage/review.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import { sealText } from '#src/usecases/sealed-text.ts';
import { ensureRecorded, finishTriageAction, type TriageDeps, type TriageResult } from './triage.ts';

/** @param review its note is free text, stored sealed */
export async function reviewAsTriage(
  deps: TriageDeps,
  party: PartyId,
  id: ReferralId,
  review: Omit<Review, 'party'>,
): Promise<TriageResult | SeenTooEarly> {
  if (!(await ensureRecorded(deps, id))) return { absent: true };
  const sealed = { ...review, party, note: sealText(deps.keys, notePlace(id), review.note) };
  const changed = await changeCase(deps.cases, id, (referralCase) =>
    reviewReason(referralCase, sealed, { area: deps.area, now: deps.now() }),
  );
  if (!('refused' in changed)) return finishTriageAction(deps, changed);
  return 'standingRevision' in changed.refused ? changed.refused : { notAllowed: changed.refused };
}
