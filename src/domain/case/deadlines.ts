/** When the deadlines job checks a hand-off, and what it does. */
import { changeOf } from './change.ts';
import type { Case, Change, HandOff, NotAllowed, Outcome, Setting } from './model.ts';
import { askHub } from './onward.ts';
import { event, expire } from './report.ts';

/** Statuses in which the service has not yet made first contact. */
const owing: readonly HandOff['status'][] = ['queued', 'collected', 'accepted', 'contact-attempted'];

/** RFC 3339: when to check next; undefined once contact was made or the case was escalated. */
export function nextLook(handOff: HandOff): string | undefined {
  if (!owing.includes(handOff.status) || handOff.escalated) return undefined;
  return handOff.reminded ? handOff.respondBy : handOff.remindAt;
}

/**
 * Applies whatever is due on a hand-off: a reminder in the service's list; the next service, if nobody collected
 * it by the deadline; or triage, if it was collected but the person was not reached by the deadline.
 */
export function lookAt(whole: Case, number: number, setting: Setting): Outcome<NotAllowed> {
  const handOff = whole.handOffs.find((one) => one.number === number);
  const due = handOff && nextLook(handOff);
  if (!handOff || due === undefined || Date.parse(due) > setting.now.getTime()) return { already: true };
  const late = Date.parse(handOff.respondBy) <= setting.now.getTime();
  if (!late) return { change: remind(whole, handOff, setting) };
  if (handOff.status === 'queued') return expire(whole, number, setting);
  return { change: escalate(whole, handOff, setting) };
}

function remind(whole: Case, handOff: HandOff, setting: Setting): Change {
  const after: HandOff = { ...handOff, reminded: true, rev: handOff.rev + 1 };
  const at = setting.now.toISOString();
  // A service that has collected it needs no reminder: only the next check moves to the deadline.
  const events = handOff.status === 'queued' ? [event('reminded', after, at, 'system')] : [];
  return changeOf(whole, { handOffs: [{ before: handOff, after }], events });
}

function escalate(whole: Case, handOff: HandOff, setting: Setting): Change {
  const at = setting.now.toISOString();
  const after: HandOff = { ...handOff, escalated: true, rev: handOff.rev + 1 };
  const events = [event('overdue', after, at, 'system')];
  return changeOf(whole, { head: askHub(whole.head, 'overdue', at), handOffs: [{ before: handOff, after }], events });
}
