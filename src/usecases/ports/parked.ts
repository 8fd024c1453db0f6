/** Versions that could not be dispatched, and wait for an operator. */

import type { ReferralId } from '#src/domain/ids.ts';

/** A version that could not be dispatched, and why. */
export interface ParkedVersion {
  id: ReferralId;
  version: number;
  reason: string;
  at: string;
}

/** A request to retry a parked version. */
export interface RetryRequest extends ParkedVersion {
  /** RFC 3339, by the requester's clock: tells this request from a later one. */
  requestedAt: string;
}

/** A parked version may be retried, and is then parked again or settled. */
export interface ParkedVersions {
  park(parked: ParkedVersion): Promise<'parked' | 'already-parked'>;
  /** Whether it was ever parked. */
  isParked(id: ReferralId, version: number): Promise<boolean>;
  /** The referral's versions that wait for an operator. */
  findParked(id: ReferralId): Promise<ParkedVersion[]>;
  /** Asks the sweep to retry it. A settled version stays settled. */
  requestRetry(parked: ParkedVersion, requestedAt: string): Promise<'asked' | 'settled-before'>;
  findRetryRequests(): AsyncIterable<RetryRequest>;
  /** Waits for an operator again, with the new reason and time, unless another retry has been requested since. */
  parkAgain(parked: ParkedVersion, requestedAt: string): Promise<void>;
  /** Nothing is left to do, unless another retry has been requested since. */
  settle(request: RetryRequest, at: string): Promise<void>;
}

export interface ParkedQueue {
  /** A record of the stream without a referral's id is parked as `unknown`. */
  park(parked: Omit<ParkedVersion, 'id'> & { id: ReferralId | 'unknown' }): Promise<void>;
}
