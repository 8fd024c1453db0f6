/**
 * Notes that a party writes beside a case for its own people: nobody else is shown them, neither its sender nor the
 * hub nor another service. They are erased with the case.
 */
import type { PartyId } from '../ids.ts';
import { changeOf } from './change.ts';
import { handOffEvent } from './events.ts';
import type { HistoryEvent } from './history.ts';
import type { NotAllowed, Outcome, ReferralCase } from './model.ts';

export interface CaseNote {
  by: PartyId;
  /** Sealed. */
  note: string;
  /** Its hand-off, where a service writes it. */
  handOff?: number;
}

/**
 * Refused once the erasure of the case has begun: nothing would erase what is written after it.
 * @throws RangeError if the case has no such hand-off
 */
export function addNote(
  referralCase: ReferralCase,
  { by, note, handOff: number }: CaseNote,
  now: Date,
): Outcome<NotAllowed> {
  const { head, handOffs } = referralCase;
  if (isErasureBegun(head)) return { refused: { status: head.status, allowed: [] } };
  const at = now.toISOString();
  const handOff = handOffs.find((one) => one.number === number);
  if (number !== undefined && !handOff) throw new RangeError(`no hand-off ${number} on this case`);
  const event: HistoryEvent = handOff
    ? { ...handOffEvent('noted', handOff, at, by), note }
    : { at, event: 'noted', by, note, counts: [] };
  return { change: changeOf(referralCase, { events: [event] }) };
}

const isErasureBegun = ({ erasureStartedAt, erasedAt }: ReferralCase['head']): boolean =>
  erasureStartedAt !== undefined || erasedAt !== undefined;

/** Whether a party that works on the case is shown the event at all: not a note of somebody else. */
export const isShownTo =
  (party: PartyId) =>
  ({ event, by }: HistoryEvent): boolean =>
    event !== 'noted' || by === party;
