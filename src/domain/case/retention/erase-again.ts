/**
 * After a table was restored: brings a case that was erased since to where its erasure begins again. It is as it was at the moment of the
 * backup, perhaps open or under a legal hold, which ended before it was erased.
 */

import { withdrawReferral } from '#src/domain/case/actions.ts';
import { changeOf } from '#src/domain/case/change.ts';
import type { NotAllowed, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import type { ErasureReason } from '#src/domain/vocabulary.ts';

/** Services that have it are told: for them too it is over. */
export function endErased(referralCase: ReferralCase, now: Date): Outcome<NotAllowed> {
  if (referralCase.head.retentionClass !== undefined) return { already: true };
  return withdrawReferral(referralCase, 'sent-in-error', { party: 'system', mover: 'system' }, now);
}

/** @param erased why it was asked for, if it was, and when it was erased */
export function startErasureAgain(
  referralCase: ReferralCase,
  { at, reason }: { at: string; reason?: ErasureReason },
): Outcome<never> {
  const { head } = referralCase;
  const isAskedFor = reason === undefined || head.erasureRequest !== undefined;
  if ((head.erasedAt !== undefined || head.erasureStartedAt !== undefined) && isAskedFor) return { already: true };
  const { legalHold: _, proposedErasure: __, triage: ___, ...rest } = head;
  return {
    change: changeOf(referralCase, {
      head: {
        ...rest,
        ...(head.erasedAt === undefined && { erasureStartedAt: head.erasureStartedAt ?? at }),
        ...(reason && { erasureRequest: { reason, since: at } }),
      },
    }),
  };
}
