/** The refusal of a referral that was sent before with other content. */
import { canCorrect } from '#src/domain/case/allowed-actions.ts';
import type { ReferralStatus } from '#src/domain/states.ts';
import type { CurrentReferral } from '#src/usecases/read-current.ts';
import { referralLink, statusAtIntake } from './present.ts';
import { ProblemError } from './problem.ts';

/** Says how to correct it or, once it is over, to refer the person again. */
export function alreadyReferredProblem({ id, record, referralCase }: CurrentReferral): ProblemError {
  const currentStatus = referralCase?.head.status ?? statusAtIntake(record);
  // A correction dispatches the referral first, if it has not been.
  const mayCorrect = referralCase === undefined || canCorrect(referralCase.head);
  const self = referralLink(id);
  return new ProblemError('already-referred', {
    detail: `You sent this crime or incident and victim before, with other content. Nothing was changed. ${adviceFor(currentStatus, mayCorrect)}`,
    referralId: id,
    currentStatus,
    links: mayCorrect ? { self, correct: self } : { self },
  });
}

function adviceFor(status: ReferralStatus, mayCorrect: boolean): string {
  const isOver = status === 'withdrawn' || status === 'closed';
  if (mayCorrect && isOver)
    return `It is ${status}. To refer the person again, send the whole referral by PUT to links.correct, with its version in If-Match: that opens it again.`;
  if (mayCorrect)
    return 'To correct it, send the whole referral by PUT to links.correct, with its version in If-Match.';
  if (isOver)
    return `It is ${status} and cannot be opened again. To refer the person again, give another victimReference.`;
  return `It is ${status} and cannot be corrected now.`;
}
