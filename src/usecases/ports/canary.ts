/** What the canary needs: the API as a sender and as a service have it, and the service's queue. */
import type { Submission } from '#src/domain/submission.ts';

export interface CanarySender {
  submit(referral: Submission): Promise<{
    answer: { referralId: string; status: string; routing: { chosen: readonly { service: string }[] } };
  }>;
  readReferral(id: string): Promise<{ status: string }>;
}

export interface CanaryService {
  /** Collects the hand-off. */
  readHandOff(id: string): Promise<{ confirmationCode?: string }>;
  report(
    id: string,
    report: { status: 'accepted'; confirmationCode: string } | { status: 'closed'; outcome: 'support-completed' },
  ): Promise<unknown>;
}

export interface CanaryQueue {
  /**
   * Waits for the message of this referral, and deletes it with those of earlier ones.
   * @returns the hand-off's id; undefined when none came in time
   */
  take(referralId: string, isTimeLeft: () => boolean): Promise<string | undefined>;
}
