/** When the deadlines job must look at a hand-off, and what it does then. */

import { changeOf } from './change.ts';
import type { Case, Change, HandOff, NotAllowed, Outcome, Setting } from './model.ts';
import { askHub } from './onward.ts';
import { event, expire } from './report.ts';

/** Statuses in which the service still owes a first contact. */
const owing: readonly HandOff['status'][] = ['queued', 'collected', 'accepted', 'contact-attempted'];

/** RFC 3339: when to look next; undefined when nothing is owed, or the hub has been told. */
export function nextLook(handOff: HandOff): string | undefined {
  if (!owing.includes(handOff.status) || handOff.escalated) return undefined;
  return handOff.reminded ? handOff.respondBy : handOff.remindAt;
}

/**
 * What is due on a hand-off now: a reminder in the service's list, the move to the next service when
 * nobody read it in time, or the hub's list when it was read and the person not reached in time.
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
  // Who has read it needs no reminder; the deadline is looked at next. Until then the agenda was left alone.
  const events = handOff.status === 'queued' ? [event('reminded', after, at, 'system')] : [];
  return changeOf(whole, { handOffs: [{ before: handOff, after }], events });
}

function escalate(whole: Case, handOff: HandOff, setting: Setting): Change {
  const at = setting.now.toISOString();
  const after: HandOff = { ...handOff, escalated: true, rev: handOff.rev + 1 };
  const events = [event('overdue', after, at, 'system')];
  return changeOf(whole, { head: askHub(whole.head, 'overdue', at), handOffs: [{ before: handOff, after }], events });
}
