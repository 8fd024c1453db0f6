/** What a case allows its sender and triage to do now. The API, the pages and the actions themselves ask here. */
import { type Actor, isTransitionAllowed, referralTransitions } from '../states.ts';
import type { CaseHead } from './model.ts';

/** By hand, to a service that triage chose: also a case that a service has, which may need another one. */
export const canRoute = ({ status }: CaseHead): boolean =>
  isTransitionAllowed(referralTransitions, status, 'routed', 'triage') || status === 'routed';

export const canReturn = ({ status }: CaseHead): boolean =>
  isTransitionAllowed(referralTransitions, status, 'returned', 'triage');

export const canWithdraw = ({ status }: CaseHead, actor: Extract<Actor, 'sender' | 'triage'>): boolean =>
  isTransitionAllowed(referralTransitions, status, 'withdrawn', actor);

/** Whether it is one, while it is open. */
export const canDecideDuplicate = (head: CaseHead): boolean =>
  canWithdraw(head, 'triage') && (head.possibleDuplicateOf !== undefined || isMarkedDuplicate(head));

/** Cases that an earlier release marked do not name the other referral. */
const isMarkedDuplicate = ({ triage }: CaseHead): boolean => triage?.reason === 'possible-duplicate';

/** By sending the whole referral again. */
export const canCorrect = ({ status }: CaseHead): boolean =>
  isTransitionAllowed(referralTransitions, status, 'received', 'sender');

/** By replacing some of its fields: of a referral that is erased, or being erased, the others are gone. */
export const canCorrectParts = (head: CaseHead): boolean =>
  head.erasedAt === undefined && head.erasureStartedAt === undefined && canCorrect(head);
