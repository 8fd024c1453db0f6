/** Why a referral was returned. */
import type { ReturnReason } from '../vocabulary.ts';
import type { CaseHead } from './model.ts';

/** The reason of the last return by a service or triage; undefined unless the referral is returned now. */
export const returnReasonOf = ({ status, returnReason }: CaseHead): ReturnReason | undefined =>
  status === 'returned' ? returnReason : undefined;
