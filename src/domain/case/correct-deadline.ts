/**
 * Corrects deadlines that were reckoned by rule, before a bank holiday in their time was known: the service gets back the
 * working day it lost. No deadline becomes earlier than the service was told.
 */
import { deadlineByRule, serviceDeadline } from '../judgement/clock.ts';
import { changeOf } from './change.ts';
import { isContactAwaited } from './deadlines.ts';
import { handOffEvent } from './events.ts';
import type { CaseHead, HandOff, Outcome, ReferralCase, RuleContext } from './model.ts';
import { reminderAt } from './next-service.ts';

export function correctDeadlines(referralCase: ReferralCase, context: RuleContext): Outcome<never> {
  const at = context.now.toISOString();
  const handOffs = referralCase.handOffs.flatMap((before) => {
    const respondBy = correctedDeadline(before, referralCase.head, context);
    if (respondBy === undefined) return [];
    const remindAt = reminderAt(before.queuedAt, respondBy, context);
    return [{ before, after: { ...before, respondBy, remindAt, rev: before.rev + 1 } }];
  });
  if (handOffs.length === 0) return { already: true };
  const events = handOffs.map(({ after }) => handOffEvent('deadline-corrected', after, at, 'system'));
  return { change: changeOf(referralCase, { handOffs, events }) };
}

/** RFC 3339: the deadline that the listed bank holidays give, if it is later and still to come. */
function correctedDeadline(handOff: HandOff, head: CaseHead, { area, now }: RuleContext): string | undefined {
  const service = area.services.find((one) => one.id === handOff.service);
  if (!service || !isContactAwaited(handOff)) return undefined;
  const urgency = { priority: handOff.priority, ...(head.maracOn !== undefined && { maracOn: head.maracOn }) };
  // A deadline runs from the receipt, the hand-off or a new start; one that none of them gives by rule was reckoned otherwise.
  for (const from of [head.receivedAt, handOff.queuedAt, handOff.since].map((instant) => new Date(instant))) {
    if (deadlineByRule(service, urgency, from, area.rules) !== handOff.respondBy) continue;
    const listed = serviceDeadline(service, urgency, from, area.rules);
    return listed > handOff.respondBy && Date.parse(listed) > now.getTime() ? listed : undefined;
  }
  return undefined;
}
