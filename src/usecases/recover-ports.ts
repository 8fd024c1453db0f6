/** What recovering after a restore needs from outside. */
import type { ReferralId } from '#src/domain/ids.ts';

/** What the list of erasures has of a referral that was erased. */
export interface ListedErasure {
  id: ReferralId;
  /** RFC 3339, UTC: when it was last begun. */
  at: string;
  /** Whether the person was to be forgotten too. */
  isForgotten: boolean;
  /** The person's keyed hash, where they were forgotten: their mark is found by it. */
  person?: string;
}

export interface Erasures {
  list(): AsyncIterable<ListedErasure>;
}

/** Every case of the work table, for a look at all of them. */
export interface AllCases {
  ids(): AsyncIterable<ReferralId>;
}
