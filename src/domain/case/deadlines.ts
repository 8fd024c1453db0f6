/** When the deadlines job checks a hand-off, and what it does. */
import { changeOf } from './change.ts';
import type { CaseChange, HandOff, NotAllowed, Outcome, ReferralCase, RuleContext } from './model.ts';
import { addToTriage } from './next-service.ts';
import { expireHandOff, handOffEvent } from './report.ts';

/** Statuses in which the service has not yet made first contact. */
const awaitingContact: readonly HandOff['status'][] = ['queued', 'collected', 'accepted', 'contact-attempted'];

/** RFC 3339: when to check next; undefined once contact was made or the case was escalated. */
export function nextCheckAt(handOff: HandOff): string | undefined {
  if (!awaitingContact.includes(handOff.status) || handOff.escalated) return undefined;
  return handOff.reminded ? handOff.respondBy : handOff.remindAt;
}

/**
 * Applies whatever is due on a hand-off: a reminder in the service's list; the next service, if nobody collected
 * it by the deadline; or triage, if it was collected but the person was not reached by the deadline.
 */
export function applyDeadline(referralCase: ReferralCase, number: number, context: RuleContext): Outcome<NotAllowed> {
  const handOff = referralCase.handOffs.find((one) => one.number === number);
  const dueAt = handOff && nextCheckAt(handOff);
  if (!handOff || dueAt === undefined || Date.parse(dueAt) > context.now.getTime()) return { already: true };
  const isLate = Date.parse(handOff.respondBy) <= context.now.getTime();
  if (!isLate) return { change: recordReminder(referralCase, handOff, context) };
  if (handOff.status === 'queued') return expireHandOff(referralCase, number, context);
  return { change: escalateToTriage(referralCase, handOff, context) };
}

function recordReminder(referralCase: ReferralCase, handOff: HandOff, context: RuleContext): CaseChange {
  const after: HandOff = { ...handOff, reminded: true, rev: handOff.rev + 1 };
  const at = context.now.toISOString();
  // A service that has collected it needs no reminder: only the next check moves to the deadline.
  const events = handOff.status === 'queued' ? [handOffEvent('reminded', after, at, 'system')] : [];
  return changeOf(referralCase, { handOffs: [{ before: handOff, after }], events });
}

function escalateToTriage(referralCase: ReferralCase, handOff: HandOff, context: RuleContext): CaseChange {
  const at = context.now.toISOString();
  const after: HandOff = { ...handOff, escalated: true, rev: handOff.rev + 1 };
  const events = [handOffEvent('overdue', after, at, 'system')];
  return changeOf(referralCase, {
    head: addToTriage(referralCase.head, 'overdue', at),
    handOffs: [{ before: handOff, after }],
    events,
  });
}
