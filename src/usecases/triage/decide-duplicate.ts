/** The victim hub decides whether a referral is a duplicate of another sender's. */

import type { NotAllowed, Outcome } from '#src/domain/case/model.ts';
import { dismissDuplicate, withdrawAsDuplicate } from '#src/domain/case/triage/decide-duplicate.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { formsOf } from '#src/usecases/intake/person-hashes.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import { sealText } from '#src/usecases/sealed-text.ts';
import { readOther } from './other-referrals.ts';
import { ensureRecorded, finishTriageAction, type TriageDeps, type TriageResult } from './triage.ts';

/** Why the other referral cannot be the one that goes on. */
export type OtherReferralFault = 'same-referral' | 'unknown-referral' | 'other-person' | 'withdrawn';

/**
 * @param decision `of` is the referral that stays open, or one withdrawn as its duplicate; null if the two are not duplicates.
 *   The reason is free text, stored sealed
 */
export async function decideDuplicateAsTriage(
  deps: TriageDeps,
  party: PartyId,
  id: ReferralId,
  decision: { of: ReferralId | null; reason: string },
): Promise<TriageResult | { otherReferralFault: OtherReferralFault }> {
  const { of, reason } = decision;
  if (!(await ensureRecorded(deps, id))) return { absent: true };
  const otherReferralFault = of === null ? undefined : await findOtherReferralFault(deps, id, of);
  if (otherReferralFault) return { otherReferralFault };
  const note = sealText(deps.keys, notePlace(id), reason);
  let isOtherWithdrawn = false;
  const changed = await changeCase(deps.cases, id, async (referralCase): Promise<Outcome<NotAllowed>> => {
    const by = { note, party, now: deps.now() };
    if (of === null) {
      const { possibleDuplicateOf: marked } = referralCase.head;
      const other = marked && (await deps.cases.read(marked));
      return dismissDuplicate(referralCase, other?.head, by);
    }
    const other = await readOther(deps, id, of);
    // The person would be left without any.
    isOtherWithdrawn = other?.head.status === 'withdrawn';
    return !other || isOtherWithdrawn ? { already: true } : withdrawAsDuplicate(referralCase, other.head, by);
  });
  return isOtherWithdrawn ? { otherReferralFault: 'withdrawn' } : finishTriageAction(deps, changed);
}

async function findOtherReferralFault(
  deps: TriageDeps,
  id: ReferralId,
  of: ReferralId,
): Promise<OtherReferralFault | undefined> {
  if (of === id) return 'same-referral';
  const [record, other] = await Promise.all([deps.ledger.get(id), deps.ledger.get(of)]);
  if (!other || !(await ensureRecorded(deps, of))) return 'unknown-referral';
  const forms = formsOf(other);
  // The first versions: by them one referral finds the other.
  return record && formsOf(record).some((form) => forms.includes(form)) ? undefined : 'other-person';
}
