/** Why a referral was returned. */

import type { CaseHead } from '#src/domain/case/model.ts';
import type { ReturnReason } from '#src/domain/vocabulary.ts';

/** The reason of the last return by a service or triage; undefined unless the referral is returned now. */
export const returnReasonOf = ({ status, returnReason }: CaseHead): ReturnReason | undefined =>
  status === 'returned' ? returnReason : undefined;
