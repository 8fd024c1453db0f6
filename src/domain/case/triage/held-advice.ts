/** What would release a held case. What the referral says decides that, unless services were tried and none took it. */

import type { CaseHead } from '#src/domain/case/model.ts';
import { heldAdvice } from '#src/domain/judgement/held-reasons.ts';
import type { HeldReason } from '#src/domain/vocabulary.ts';

/** The referral lacks nothing, so its sender is not asked to add anything. */
const declinedByAllAdvice =
  'Nothing is missing. Every service that could take this case declined it or did not answer in time; the victim hub is finding a place.';

type HeldHead = Pick<CaseHead, 'status' | 'heldReasons' | 'triage'>;

/** Not one that a correction made held for another reason since. */
export const isDeclinedByAll = ({ status, heldReasons, triage }: HeldHead): boolean =>
  status === 'held' &&
  heldReasons.every((reason) => reason === 'no-eligible-service') &&
  triage !== undefined &&
  (triage.reason === 'declined-by-all' || triage.also?.includes('declined-by-all') === true);

/**
 * Held, and nothing is asked of its sender: no service took it, or it was opened again since the referral that was to go on in its
 * place was withdrawn.
 */
export const isForHub = (head: HeldHead): boolean =>
  isDeclinedByAll(head) || (head.status === 'held' && head.heldReasons.length === 0);

/** A sentence for the sender, for each reason. */
export const releaseAdvice = (head: HeldHead): { reason: HeldReason; release: string }[] =>
  head.heldReasons.map((reason) => ({
    reason,
    release: isDeclinedByAll(head) ? declinedByAllAdvice : heldAdvice[reason],
  }));
