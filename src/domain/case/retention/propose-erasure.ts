/**
 * Erasure for which the person did not ask: nobody alone destroys somebody's record, so that it stands as a proposal until a
 * second person of the authority confirms it, or somebody cancels it.
 */

import type { Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { addToTriage, removeTriageReason } from '#src/domain/case/next-service.ts';
import type { PartyId } from '#src/domain/ids.ts';
import type { ErasureReason } from '#src/domain/vocabulary.ts';
import type { ErasureAct } from './erasure-act.ts';
import { changeHead, type RetentionRefusal, requestErasure, stillOpen } from './retention.ts';

/**
 * What the person asks for is theirs to decide, and needs nobody else, as long as it is certain that it is all theirs.
 * @param isCertain false where somebody found by looking that a referral is of this person
 */
export const needsSecondPerson = (reason: ErasureReason, isCertain = true): boolean =>
  reason !== 'asked-by-person' || !isCertain;

/** Who acts: a party, and the stable id of the person; a system has none. */
export interface Decider {
  party: PartyId;
  user?: string | undefined;
}

/** With others of the same person, as one act. */
export interface ErasedTogether {
  act: ErasureAct;
  /** Of all in the act. */
  isCertain: boolean;
}

/** Asked by the person it is requested at once, else proposed. */
export function askForErasure(
  referralCase: ReferralCase,
  reason: ErasureReason,
  { party, user }: Decider,
  now: Date,
  { act, isCertain }: Partial<ErasedTogether> = {},
): Outcome<RetentionRefusal> {
  if (!needsSecondPerson(reason, isCertain)) return requestErasure(referralCase, { reason, ...actOf(act) }, party, now);
  const { head } = referralCase;
  if (head.forgottenAt !== undefined || head.erasureRequest || head.proposedErasure) return { already: true };
  if (head.legalHold) return { refused: { onHold: true } };
  if (head.retentionClass === undefined) return { refused: { open: stillOpen(head.status) } };
  const at = now.toISOString();
  const proposedErasure = { reason, since: at, ...(user !== undefined && { by: user }), ...(act && { act }) };
  const after = addToTriage({ ...head, proposedErasure }, 'erasure-to-confirm', at);
  return {
    change: changeHead(referralCase, after, { at, event: 'erasure-proposed', by: party, reason, ...actOf(act) }),
  };
}

/** Why an erasure cannot be asked for now: it is open, on legal hold, erased, or asked for or proposed before. */
export type NotErasable = 'open' | 'on-hold' | 'erased' | 'asked' | 'proposed';

/** Undefined where it can be asked for, whatever the reason. */
export function whyNotErasable(referralCase: ReferralCase, now: Date): NotErasable | undefined {
  const { head } = referralCase;
  const outcome = askForErasure(referralCase, 'ordered-by-law', { party: head.sender }, now);
  if ('change' in outcome) return undefined;
  if ('refused' in outcome) return 'onHold' in outcome.refused ? 'on-hold' : 'open';
  if (head.forgottenAt !== undefined) return 'erased';
  return head.erasureRequest ? 'asked' : 'proposed';
}

/** By another person than who proposed it. */
export function confirmErasure(
  referralCase: ReferralCase,
  { party, user }: Decider,
  now: Date,
): Outcome<RetentionRefusal> {
  const { proposedErasure, erasureRequest, forgottenAt } = referralCase.head;
  if (erasureRequest || forgottenAt !== undefined) return { already: true };
  if (!proposedErasure) return { refused: { notProposed: true } };
  if (user === undefined || user === proposedErasure.by) return { refused: { samePerson: true } };
  const { reason, act } = proposedErasure;
  return requestErasure(referralCase, { reason, ...actOf(act) }, party, now);
}

const actOf = (act: ErasureAct | undefined): { act?: string } => (act ? { act: act.id } : {});

/** By whoever finds that it should not be done, the person who proposed it among them. */
export function cancelErasure(referralCase: ReferralCase, party: PartyId, now: Date): Outcome<RetentionRefusal> {
  const { proposedErasure, ...rest } = removeTriageReason(referralCase.head, 'erasure-to-confirm');
  if (!proposedErasure) return { already: true };
  const event = { at: now.toISOString(), event: 'erasure-cancelled', by: party } as const;
  return {
    change: changeHead(referralCase, rest, { ...event, reason: proposedErasure.reason, ...actOf(proposedErasure.act) }),
  };
}
