/** Why a referral came back. */
import type { HistoryEvent } from '#src/domain/case/model.ts';
import type { ReturnReason } from '#src/domain/vocabulary.ts';
import type { OwnReferral } from '#src/usecases/own-referrals.ts';

/** The reason that a service or the hub gave with the last return; undefined while it has not come back. */
export const returnReasonOf = ({ whole, history }: OwnReferral): ReturnReason | undefined =>
  whole.head.status === 'returned' ? lastReturnReason(history) : undefined;

export const lastReturnReason = (history: readonly HistoryEvent[]): ReturnReason | undefined =>
  history.findLast(({ event }) => event === 'returned')?.reason as ReturnReason | undefined;
