/** The refusal of a referral that was sent before with other content. */
import { canCorrect, isOver } from '#src/domain/case/triage/allowed-actions.ts';
import type { ReferralStatus } from '#src/domain/states.ts';
import type { CurrentReferral } from '#src/usecases/read-current.ts';
import { referralLink, statusAtIntake } from './present.ts';
import { ProblemError } from './problem.ts';

/** Says how to correct it or, once it is over, to refer the person again. */
export function alreadyReferredProblem({ id, record, referralCase }: CurrentReferral): ProblemError {
  const currentStatus = referralCase?.head.status ?? statusAtIntake(record);
  // A correction dispatches first what has not been dispatched.
  const mayCorrect = referralCase === undefined || currentStatus === 'received' || canCorrect(referralCase.head);
  const self = referralLink(id);
  return new ProblemError('already-referred', {
    detail: `You sent this crime or incident and victim before, with other content. Nothing was changed. ${adviceFor(currentStatus, mayCorrect)}`,
    referralId: id,
    currentStatus,
    links: mayCorrect ? { self, correct: self } : { self },
  });
}

function adviceFor(status: ReferralStatus, mayCorrect: boolean): string {
  if (!mayCorrect)
    return `It is ${status} and can no longer be corrected. To refer the person again, give another victimReference.`;
  return isOver({ status })
    ? `It is ${status}. To refer the person again, send the whole referral by PUT to links.correct, with its version in If-Match: that opens it again.`
    : 'To correct it, send the whole referral by PUT to links.correct, with its version in If-Match.';
}
