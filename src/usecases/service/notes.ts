/** A party's own notes beside a case: written sealed, and read in the history by nobody else. */

import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { NotAllowed } from '#src/domain/case/model.ts';
import { addNote, isShownTo } from '#src/domain/case/notes.ts';
import { isDetailReadable } from '#src/domain/case/report/report.ts';
import type { HandOffId, PartyId, ReferralId, ServiceId } from '#src/domain/ids.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import { openText, sealText } from '#src/usecases/sealed-text.ts';

/** Characters of one note. */
export const maxNote = 2000;

export interface NoteDeps {
  cases: Pick<Cases, 'read' | 'commit' | 'history'>;
  keys: Pick<Keys, 'seal' | 'open'>;
  now: Clock;
}

export type NoteResult = { written: true } | { refused: NotAllowed } | { absent: true };

/**
 * Writes a note of this party. The same words as its last note are not written again, so that a button pressed twice
 * makes one. Whoever calls it has made sure that the case, or the hand-off, is the party's to write on.
 * @param note its text is plain, at most `maxNote` characters
 */
export async function writeNote(
  deps: NoteDeps,
  by: PartyId,
  id: ReferralId,
  { text, handOff }: { text: string; handOff?: number },
): Promise<NoteResult> {
  const note = sealText(deps.keys, notePlace(id), text);
  const changed = await changeCase(deps.cases, id, async (referralCase) => {
    const last = (await readTimeline(deps, by, id)).findLast((one) => one.event === 'noted' && one.handOff === handOff);
    if (last?.text === text) return { already: true };
    return addNote(referralCase, { by, note, ...(handOff !== undefined && { handOff }) }, deps.now());
  });
  if ('absent' in changed) return { absent: true };
  return 'refused' in changed ? { refused: changed.refused } : { written: true };
}

/** A service notes on a hand-off whose detail it may read. */
export async function noteAsService(
  deps: NoteDeps & { cases: Pick<Cases, 'readHandOff'> },
  service: ServiceId,
  id: HandOffId,
  text: string,
): Promise<NoteResult> {
  const handOff = await deps.cases.readHandOff(id);
  if (handOff?.service !== service) return { absent: true };
  const { referral, number, status } = handOff;
  if (status === 'queued' || !isDetailReadable(status)) return { refused: { status, allowed: [] } };
  return writeNote(deps, service, referral, { text, handOff: number });
}

export interface TimelineEvent extends HistoryEvent {
  /** What a note of the reader's own party says, in plain text; absent once erased. */
  text?: string;
  /** Who acted for the party, where the reader may know it (`nameAgents`). */
  agentName?: string;
  /** Who was assigned, where the reader may know it. */
  assigneeName?: string;
}

/** The history as a party that works on the case may read it, oldest first, with its own notes opened. */
export const readTimeline = async (
  { cases, keys }: Pick<NoteDeps, 'cases' | 'keys'>,
  party: PartyId,
  id: ReferralId,
): Promise<TimelineEvent[]> =>
  (await cases.history(id))
    .filter(isShownTo(party))
    .map((event) =>
      event.event === 'noted' && event.note !== undefined
        ? { ...event, text: openText(keys, notePlace(id), event.note) }
        : event,
    );
