/** When the deadlines job checks a hand-off, and what it does. */

import { escalateHandOff } from '#src/domain/case/report/escalate.ts';
import { expireHandOff } from '#src/domain/case/report/report.ts';
import { escalateSuspension, escalateUnreadStop, suspensionChecks } from '#src/domain/case/report/suspend.ts';
import { mayKnowOfReleases, nextReleaseReminder } from '#src/domain/case/triage/release.ts';
import { isOpenHandOff } from '../states.ts';
import { changeOf } from './change.ts';
import { handOffEvent } from './events.ts';
import type { CaseChange, HandOff, NotAllowed, Outcome, ReferralCase, RuleContext } from './model.ts';
import { addToTriage } from './next-service.ts';

/** Statuses in which the service has not yet made first contact. */
export const awaitingContact: readonly HandOff['status'][] = ['queued', 'collected', 'accepted', 'contact-attempted'];

/** RFC 3339: when to check next, for contact, a release, a suspension or an unread stop; undefined when there is nothing to wait for. */
export function nextCheckAt(handOff: HandOff): string | undefined {
  const checks = [contactCheckAt(handOff), releaseCheckAt(handOff), ...suspensionChecks(handOff)].filter(
    (at) => at !== undefined,
  );
  return checks.sort()[0];
}

/** Not once contact was made or the case was escalated. */
export const isContactAwaited = ({ status, escalated }: HandOff): boolean =>
  awaitingContact.includes(status) && !escalated;

function contactCheckAt(handOff: HandOff): string | undefined {
  if (!isContactAwaited(handOff)) return undefined;
  return handOff.reminded ? handOff.respondBy : handOff.remindAt;
}

/** A release is of interest to the service for as long as it holds the case. */
const releaseCheckAt = ({ status, releaseReminder }: HandOff): string | undefined =>
  isOpenHandOff(status) ? releaseReminder?.remindAt : undefined;

/**
 * Applies whatever is due on a hand-off: a reminder in the service's list; the next service, if nobody collected
 * it by the deadline; triage, if it was collected but the person was not reached by the deadline; or a reminder before a
 * suspect's release, in the lists of the service and of triage.
 */
export function applyDeadline(referralCase: ReferralCase, number: number, context: RuleContext): Outcome<NotAllowed> {
  const handOff = referralCase.handOffs.find((one) => one.number === number);
  const isDue = (at: string | undefined): boolean => at !== undefined && Date.parse(at) <= context.now.getTime();
  if (!handOff) return { already: true };
  if (isDue(contactCheckAt(handOff))) return applyContactDeadline(referralCase, handOff, context);
  const { releaseReminder, suspension, amendment } = handOff;
  if (suspension && !suspension.escalated && isDue(suspension.toTriageAt))
    return { change: escalateSuspension(referralCase, handOff, context) };
  if (amendment && !amendment.escalated && isDue(amendment.readBy))
    return { change: escalateUnreadStop(referralCase, handOff, context) };
  if (!releaseReminder || !isDue(releaseCheckAt(handOff))) return { already: true };
  return { change: remindOfRelease(referralCase, handOff, releaseReminder.on, context) };
}

function applyContactDeadline(referralCase: ReferralCase, handOff: HandOff, context: RuleContext): Outcome<NotAllowed> {
  const isLate = Date.parse(handOff.respondBy) <= context.now.getTime();
  if (!isLate) return { change: recordReminder(referralCase, handOff, context) };
  if (handOff.status === 'queued') return expireHandOff(referralCase, handOff.number, context);
  const told: HandOff = { ...handOff, escalated: true };
  return { change: escalateHandOff(referralCase, { before: handOff, after: told }, 'overdue', context) };
}

function recordReminder(referralCase: ReferralCase, handOff: HandOff, context: RuleContext): CaseChange {
  const after: HandOff = { ...handOff, reminded: true, rev: handOff.rev + 1 };
  const at = context.now.toISOString();
  // A service that has collected it needs no reminder: only the next check moves to the deadline.
  const events = handOff.status === 'queued' ? [handOffEvent('reminded', after, at, 'system')] : [];
  return changeOf(referralCase, { handOffs: [{ before: handOff, after }], events });
}

function remindOfRelease(
  referralCase: ReferralCase,
  handOff: HandOff,
  remindedRelease: string,
  context: RuleContext,
): CaseChange {
  const at = context.now.toISOString();
  const { head } = referralCase;
  const { releaseReminder: _, ...rest } = handOff;
  const releaseReminder = nextReleaseReminder(head.releaseDates, context, remindedRelease);
  const after: HandOff = {
    ...rest,
    remindedRelease,
    ...(releaseReminder && { releaseReminder }),
    rev: handOff.rev + 1,
  };
  return changeOf(referralCase, {
    head: addToTriage(head, 'release-near', at),
    handOffs: [{ before: handOff, after }],
    events: [
      mayKnowOfReleases(handOff, context.area)
        ? handOffEvent('release-reminded', after, at, 'system')
        : // Triage alone is reminded: nobody may think that the service knows.
          { at, event: 'release-reminded', by: 'system', counts: [] },
    ],
  });
}
