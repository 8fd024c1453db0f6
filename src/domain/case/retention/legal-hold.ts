/** Legal hold: a court or an inquiry needs the case, so that nothing of it is erased. */

import type { Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { removeTriageReason } from '#src/domain/case/next-service.ts';
import type { PartyId } from '#src/domain/ids.ts';
import { changeHead, type RetentionRefusal } from './retention.ts';

/** Keeps a case for a court or an inquiry. `note` says which; it is sealed. */
export function placeLegalHold(
  referralCase: ReferralCase,
  note: string,
  party: PartyId,
  now: Date,
): Outcome<RetentionRefusal> {
  const { head } = referralCase;
  if (head.erasedAt !== undefined || head.erasureStartedAt !== undefined) return { refused: { erased: true } };
  if (head.legalHold) return { already: true };
  const at = now.toISOString();
  // A hold cancels a pending erasure request; it can be requested again once the hold is lifted.
  const { erasureRequest: _, proposedErasure: __, ...rest } = removeTriageReason(head, 'erasure-to-confirm');
  return {
    change: changeHead(
      referralCase,
      { ...rest, legalHold: { by: party, since: at } },
      { at, event: 'legal-hold', by: party, note },
    ),
  };
}

/** The retention period counts as if there had been no hold, so an overdue case is erased at the next run. */
export function liftLegalHold(referralCase: ReferralCase, party: PartyId, now: Date): Outcome<RetentionRefusal> {
  const { legalHold, ...rest } = referralCase.head;
  if (!legalHold) return { already: true };
  return { change: changeHead(referralCase, rest, { at: now.toISOString(), event: 'hold-lifted', by: party }) };
}
