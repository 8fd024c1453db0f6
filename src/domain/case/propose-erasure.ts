/**
 * Erasure for which the person did not ask: nobody alone destroys somebody's record, so that it stands as a proposal until a
 * second person of the authority confirms it, or somebody cancels it.
 */
import type { PartyId } from '../ids.ts';
import type { ErasureReason } from '../vocabulary.ts';
import type { Outcome, ReferralCase } from './model.ts';
import { addToTriage, removeTriageReason } from './next-service.ts';
import { changeHead, type RetentionRefusal, requestErasure, stillOpen } from './retention.ts';

/** What the person asks for is theirs to decide, and needs nobody else. */
export const needsSecondPerson = (reason: ErasureReason): boolean => reason !== 'asked-by-person';

/** Who acts: a party, and the stable id of the person; a system has none. */
export interface Decider {
  party: PartyId;
  user?: string | undefined;
}

/** Asked by the person it is requested at once, else proposed. */
export function askForErasure(
  referralCase: ReferralCase,
  reason: ErasureReason,
  { party, user }: Decider,
  now: Date,
): Outcome<RetentionRefusal> {
  if (!needsSecondPerson(reason)) return requestErasure(referralCase, reason, party, now);
  const { head } = referralCase;
  if (head.forgottenAt !== undefined || head.erasureRequest || head.proposedErasure) return { already: true };
  if (head.legalHold) return { refused: { onHold: true } };
  if (head.retentionClass === undefined) return { refused: { open: stillOpen(head.status) } };
  const at = now.toISOString();
  const proposedErasure = { reason, since: at, ...(user !== undefined && { by: user }) };
  const after = addToTriage({ ...head, proposedErasure }, 'erasure-to-confirm', at);
  return { change: changeHead(referralCase, after, { at, event: 'erasure-proposed', by: party, reason }) };
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
  return requestErasure(referralCase, proposedErasure.reason, party, now);
}

/** By whoever finds that it should not be done, the person who proposed it among them. */
export function cancelErasure(referralCase: ReferralCase, party: PartyId, now: Date): Outcome<RetentionRefusal> {
  const { proposedErasure, ...rest } = removeTriageReason(referralCase.head, 'erasure-to-confirm');
  if (!proposedErasure) return { already: true };
  const event = { at: now.toISOString(), event: 'erasure-cancelled', by: party } as const;
  return { change: changeHead(referralCase, rest, { ...event, reason: proposedErasure.reason }) };
}
