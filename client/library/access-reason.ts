/** Hand-offs that the API shows only for a reason: those that the service has closed, and those that another service accepted first. */
import type { HandOffDetail, ReferralsApi } from './api.ts';
import { isProblem, type ReferralsProblem } from './errors.ts';

/** Said for a hand-off that a message brings: its service has not seen it, and must, to answer it. At most 500 characters. */
const newToService = 'Handed to this service by a message in its queue, and read to answer it.';

/** Whether the API showed nothing because a reason is needed: `problem.currentStatus` says how the hand-off stands. */
export const isReasonMissing = (error: unknown): error is ReferralsProblem =>
  isProblem(error, 'invalid-request') &&
  (error.problem.errors ?? []).some(({ pointer, code }) => pointer === 'X-Access-Reason' && code === 'required');

/**
 * Reads the hand-off that a message names, as often as it comes.
 * @returns `over` where this service has closed it: a message that comes late is no reason to see the person again
 */
export async function readForMessage(
  api: Pick<ReferralsApi, 'readHandOff'>,
  id: string,
): Promise<{ detail: HandOffDetail } | { over: string }> {
  try {
    return { detail: await api.readHandOff(id) };
  } catch (error) {
    if (!isReasonMissing(error)) throw error;
    const { currentStatus } = error.problem;
    if (currentStatus === 'closed') return { over: currentStatus };
    return { detail: await api.readHandOff(id, { reason: newToService }) };
  }
}
