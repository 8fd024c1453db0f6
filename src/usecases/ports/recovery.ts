/** What recovering after a restore needs from outside. */
import type { ReferralId } from '#src/domain/ids.ts';
import type { ErasureReason } from '#src/domain/vocabulary.ts';

/** What the list of erasures has of a referral that was erased. */
export interface ListedErasure {
  id: ReferralId;
  /** RFC 3339, UTC: when it was last begun. */
  at: string;
  /** Why it was asked for; absent where its retention period had ended. */
  reason?: ErasureReason;
  /** The person's keyed hash, where they were forgotten too: their mark is found by it. */
  person?: string;
}

export interface Erasures {
  list(): AsyncIterable<ListedErasure>;
}

/** Every case of the work table, for a look at all of them. */
export interface AllCases {
  ids(): AsyncIterable<ReferralId>;
}
