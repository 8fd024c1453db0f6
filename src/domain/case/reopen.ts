/** Opens a case for a correction that is judged anew: one that nobody holds, or one that is over. */
import type { Count } from '../counting/model.ts';
import type { Fault } from '../decision.ts';
import type { PartyId } from '../ids.ts';
import { fault } from '../judgement/fault.ts';
import { londonDate } from '../london.ts';
import { type Actor, nextStatuses, referralTransitions } from '../states.ts';
import type { Submission } from '../submission.ts';
import { canCorrect, isErasureUnderWay, isOver } from './allowed-actions.ts';
import { changeOf } from './change.ts';
import type { CaseHead, HistoryEvent, NotAllowed, Outcome, ReferralCase } from './model.ts';
import { leaveTriage } from './next-service.ts';
import { declinedByVictim } from './retention.ts';

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
  const after: CaseHead = {
    ...rest,
    status: 'received',
    since: at,
    version,
    ...(isOver(head) && { openedAt: at }),
  };
  const counts: Count[] = [{ measure: 'reopened', day: londonDate(now), facts: head.facts }];
  const event: HistoryEvent = isOver(head)
    ? { at, event: 'reopened', by: by.party, counts }
    : { at, event: 'corrected', by: by.party, counts: [] };
  return { change: changeOf(referralCase, { head: after, events: [event] }) };
}

/** RFC 3339, UTC: when the person last said no, to the sender or to a service; undefined if they never did. */
export function lastRefusalAt({ head, handOffs }: ReferralCase): string | undefined {
  const times = handOffs.filter(({ outcome }) => declinedByVictim.includes(outcome)).map(({ since }) => since);
  if (head.status === 'withdrawn' && head.withdrawReason === 'consent-withdrawn') times.push(head.since);
  return times.sort().at(-1);
}

/** A person who said no is referred again only after they have said yes. */
export function findReopeningFault(
  referralCase: ReferralCase,
  { consent }: Pick<Submission, 'consent'>,
): Fault | undefined {
  if (!isOver(referralCase.head)) return undefined;
  const refusedAt = lastRefusalAt(referralCase);
  if (refusedAt === undefined) return undefined;
  const isAsked = consent.basis === 'explicit-consent' && consent.obtainedAt !== undefined;
  if (isAsked && Date.parse(consent.obtainedAt ?? '') > Date.parse(refusedAt)) return undefined;
  return fault(
    isAsked ? '/consent/obtainedAt' : '/consent/basis',
    'explicit-consent-required',
    'The person said no to this referral. To refer them again, ask them: explicit consent is needed, obtained after that.',
  );
}
