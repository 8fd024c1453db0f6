/** Why a referral was returned. */
import type { ReturnReason } from '../vocabulary.ts';
import type { CaseHead, HistoryEvent } from './model.ts';

/** The reason of the last return by a service or triage; undefined unless the referral is returned now. */
export const returnReasonOf = (head: CaseHead, history: readonly HistoryEvent[]): ReturnReason | undefined =>
  head.status === 'returned'
    ? (history.findLast(({ event }) => event === 'returned')?.reason as ReturnReason | undefined)
    : undefined;
