/** An erasure that somebody asked for before its time, as the head of a case has it. */
import type { ReferralId } from '#src/domain/ids.ts';
import type { ErasureReason } from '#src/domain/vocabulary.ts';

/** Several referrals of one person, which are erased as one. The id is random and says nothing of them. */
export interface ErasureAct {
  id: string;
  /** What was chosen; one that was kept all the same, or that has left the act since, is here too. */
  of: readonly ReferralId[];
}

/** Where two people are needed: proposed by a person of this stable id, or by a system, which has none. */
export interface ProposedErasure {
  reason: ErasureReason;
  /** RFC 3339, UTC. */
  since: string;
  by?: string;
  act?: ErasureAct;
}

export interface ErasureRequest {
  reason: ErasureReason;
  /** RFC 3339, UTC. */
  since: string;
  /** The id of the act. Which others were in it is not kept. */
  act?: string;
}
