/** What a case allows its sender and triage to do now. The API, the pages and the actions themselves ask here. */

import type { CaseHead } from '#src/domain/case/model.ts';
import { hasTriageReason } from '#src/domain/case/next-service.ts';
import { type Actor, isTransitionAllowed, referralTransitions } from '#src/domain/states.ts';

/** By hand, to a service that triage chose: also a case that a service has, which may need another one. */
export const canRoute = ({ status }: CaseHead): boolean =>
  isTransitionAllowed(referralTransitions, status, 'routed', 'triage');

export const canReturn = ({ status }: CaseHead): boolean =>
  isTransitionAllowed(referralTransitions, status, 'returned', 'triage');

export const canWithdraw = ({ status }: CaseHead, actor: Exclude<Actor, 'service'>): boolean =>
  isTransitionAllowed(referralTransitions, status, 'withdrawn', actor);

/** Whether it is one, while it is open; or it is on the list although it is over, because another could not be read. */
export const canDecideDuplicate = (head: CaseHead): boolean =>
  hasTriageReason(head, 'possible-duplicate') ||
  (canWithdraw(head, 'triage') && head.possibleDuplicateOf !== undefined);

/**
 * Whether it may be corrected, which opens one that is over again. Not once its erasure is asked for, has begun or is done:
 * the person must not come back.
 */
export const canCorrect = (head: CaseHead): boolean => !isErasureUnderWay(head) && head.status !== 'received';

export const isErasureUnderWay = ({ erasureRequest, erasureStartedAt, erasedAt }: CaseHead): boolean =>
  erasureRequest !== undefined || erasureStartedAt !== undefined || erasedAt !== undefined;

/** A correction opens it again and it is judged anew; otherwise services hold it, and are told. */
export const isOver = ({ status }: Pick<CaseHead, 'status'>): boolean => status === 'withdrawn' || status === 'closed';
