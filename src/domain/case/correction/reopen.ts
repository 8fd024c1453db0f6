/** Opens a case for a correction that is judged anew: one that nobody holds, or one that is over. */

import { changeOf } from '#src/domain/case/change.ts';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { CaseHead, NotAllowed, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { leaveTriage } from '#src/domain/case/next-service.ts';
import { declinedByVictim } from '#src/domain/case/retention/retention.ts';
import { canCorrect, isErasureUnderWay, isOver } from '#src/domain/case/triage/allowed-actions.ts';
import type { Count } from '#src/domain/counting/model.ts';
import type { Fault } from '#src/domain/decision.ts';
import type { PartyId } from '#src/domain/ids.ts';
import { consentGivenAt, isConsentAfter } from '#src/domain/judgement/consent.ts';
import { fault } from '#src/domain/judgement/fault.ts';
import { londonDate } from '#src/domain/london.ts';
import { type Actor, nextStatuses, referralTransitions } from '#src/domain/states.ts';
import type { Submission } from '#src/domain/submission.ts';

/** Who corrects: the sender, or triage for them. */
export interface Corrector {
  party: PartyId;
  mover: Extract<Actor, 'sender' | 'triage'>;
}

export const refuseCorrection = (head: CaseHead, { mover }: Corrector): { refused: NotAllowed } => ({
  refused: {
    status: head.status,
    allowed: isErasureUnderWay(head) ? [] : nextStatuses(referralTransitions, head.status, mover),
  },
});

/** Opens the case for `version`; dispatch records the new decision. It stays one referral, received when it was. */
export function reopenCase(referralCase: ReferralCase, version: number, by: Corrector, now: Date): Outcome<NotAllowed> {
  const { head } = referralCase;
  if (!canCorrect(head) || head.status === 'routed') return refuseCorrection(head, by);
  const at = now.toISOString();
  const { advice, returnReason, withdrawReason, retentionClass, proposedErasure, ...rest } = leaveTriage(head);
  const consentWithdrawnAt = lastConsentWithdrawalAt(head);
  const after: CaseHead = {
    ...rest,
    status: 'received',
    since: at,
    version,
    ...(isOver(head) && { openedAt: at }),
    ...(consentWithdrawnAt !== undefined && { consentWithdrawnAt }),
  };
  const counts: Count[] = [{ measure: 'reopened', day: londonDate(now), facts: head.facts }];
  const event: HistoryEvent = isOver(head)
    ? { at, event: 'reopened', by: by.party, counts }
    : { at, event: 'corrected', by: by.party, counts: [] };
  return { change: changeOf(referralCase, { head: after, events: [event] }) };
}

/** RFC 3339, UTC: when the person last said no, to the sender or to a service; undefined if they never did. */
export const lastRefusalAt = (referralCase: ReferralCase): string | undefined => refusalTimes(referralCase).at(-1);

/** The earliest first. */
function refusalTimes({ head, handOffs }: ReferralCase): string[] {
  const times = handOffs.filter(({ outcome }) => declinedByVictim.includes(outcome)).map(({ since }) => since);
  const withdrawnAt = lastConsentWithdrawalAt(head);
  if (withdrawnAt !== undefined) times.push(withdrawnAt);
  return times.sort();
}

/** RFC 3339, UTC: when the person last withdrew their consent, also where the case was opened again since. */
export const lastConsentWithdrawalAt = ({
  status,
  withdrawReason,
  since,
  consentWithdrawnAt,
}: CaseHead): string | undefined =>
  status === 'withdrawn' && withdrawReason === 'consent-withdrawn' ? since : consentWithdrawnAt;

/** A person who said no is referred again only after they have said yes, and no later version goes back on that. */
export function findReopeningFault(
  referralCase: ReferralCase,
  { consent }: Pick<Submission, 'consent'>,
): Fault | undefined {
  const { head } = referralCase;
  const { openedAt = '' } = head;
  // While another service goes on, a refusal to one of them is not one of the referral. One from before it was opened again is.
  const refusedAt = refusalTimes(referralCase).findLast((at) => isOver(head) || at <= openedAt);
  if (refusedAt === undefined) return undefined;
  const givenAt = consentGivenAt({ consent });
  if (isConsentAfter(givenAt, refusedAt)) return undefined;
  return fault(
    givenAt !== undefined ? '/consent/obtainedAt' : '/consent/basis',
    'explicit-consent-required',
    'The person said no to this referral. To refer them again, ask them: explicit consent is needed, obtained after that.',
  );
}
