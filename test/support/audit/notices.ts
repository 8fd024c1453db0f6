/** Whom the e-mails tell: each thing that asks something of somebody has one notice, and nothing else has one. */
import type { CaseEvent, HistoryEvent } from '#src/domain/case/history.ts';
import { handOffStatuses } from '#src/domain/states.ts';
import type { StoredCase } from './cases.ts';

/** What is said of an event of a hand-off, in the kinds of a notice. */
const kindsOf: Partial<Record<CaseEvent, readonly string[]>> = {
  'handed-off': ['new-hand-off'],
  suspended: ['suspended'],
  amended: ['amended', 'stop-contact'],
  withdrawn: ['withdrawn'],
};

/** What happens to a hand-off that nobody has opened, so it does not tell that somebody has. */
const unopened: readonly string[] = ['queued', 'expired', 'withdrawn'];
const opened: readonly string[] = handOffStatuses.filter((status) => !unopened.includes(status));

/** Of a correction of what nobody has opened there is nothing to tell: one that ends in the same moment may stand before it. */
function isToldOf({ event, handOff }: HistoryEvent, earlier: readonly HistoryEvent[]): boolean {
  if (handOff === undefined) return false;
  if (event !== 'amended') return true;
  return earlier.some((one) => one.handOff === handOff && opened.includes(one.event));
}

export function noticeFaults({ id, events, notices }: StoredCase): string[] {
  return Object.entries(kindsOf).flatMap(([event, kinds]) => {
    const told = notices.filter(({ kind }) => kinds.includes(kind)).map(({ handOff }) => handOff);
    const happened = events.filter((one, index) => one.event === event && isToldOf(one, events.slice(0, index)));
    const numbers = new Set([...told, ...happened.map(({ handOff }) => handOff)]);
    return [...numbers].flatMap((number) => {
      const [times, notes] = [
        happened.filter(({ handOff }) => handOff === number),
        told.filter((one) => one === number),
      ];
      if (times.length === notes.length) return [];
      return [`${id} hand-off ${number} was ${event} ${times.length} times and has ${notes.length} notices of it`];
    });
  });
}
