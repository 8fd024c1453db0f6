/** Why a referral was returned. */
import type { HistoryEvent } from '#src/domain/case/model.ts';
import type { ReturnReason } from '#src/domain/vocabulary.ts';
import type { OwnReferral } from '#src/usecases/own-referrals.ts';

/** The reason of the last return by a service or triage; undefined unless the referral is returned now. */
export const returnReasonOf = ({ referralCase, history }: OwnReferral): ReturnReason | undefined =>
  referralCase.head.status === 'returned' ? lastReturnReason(history) : undefined;

export const lastReturnReason = (history: readonly HistoryEvent[]): ReturnReason | undefined =>
  history.findLast(({ event }) => event === 'returned')?.reason as ReturnReason | undefined;
