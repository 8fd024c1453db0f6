/** Who of its service's staff works on a hand-off. It is the service's own matter and changes nothing that is due. */
import type { ServiceId } from '../ids.ts';
import { isOpenHandOff } from '../states.ts';
import { changeOf } from './change.ts';
import { handOffEvent } from './events.ts';
import type { HistoryEvent } from './history.ts';
import type { HandOff, NotAllowed, Outcome, ReferralCase } from './model.ts';

export interface Assignment {
  handOff: number;
  by: ServiceId;
  /** Stable id of the member of staff; undefined: nobody. */
  assignee: string | undefined;
  /** Who stood there when whoever assigns looked, as it is stored; undefined: nobody. */
  seen: string | undefined;
}

/** Somebody else has it than whoever assigns saw. */
export interface AssignedMeanwhile {
  assignee: string | undefined;
}

/**
 * Refused where somebody else has been given it since it was looked at, so that nobody's work is taken from them
 * unseen. What else was changed meanwhile does not matter (docs/adr/0033-assigned-to-a-colleague.md). Refused once the hand-off is over: who had it last stays.
 * @throws RangeError if the case has no such hand-off
 */
export function assignHandOff(
  referralCase: ReferralCase,
  { handOff: number, by, assignee, seen }: Assignment,
  now: Date,
): Outcome<NotAllowed | AssignedMeanwhile> {
  const before = referralCase.handOffs.find((one) => one.number === number);
  if (!before) throw new RangeError(`no hand-off ${number} on this case`);
  if (before.assignee === assignee) return { already: true };
  if (!isOpenHandOff(before.status)) return { refused: { status: before.status, allowed: [] } };
  if (before.assignee !== seen) return { refused: { assignee: before.assignee } };
  const { assignee: _, ...rest } = before;
  const to = assignee !== undefined && { assignee };
  const after: HandOff = { ...rest, ...to, rev: before.rev + 1 };
  const event: HistoryEvent = { ...handOffEvent('assigned', after, now.toISOString(), by), ...to };
  return { change: changeOf(referralCase, { handOffs: [{ before, after }], events: [event] }) };
}
