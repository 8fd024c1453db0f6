/** Whom the e-mails tell: each thing that asks something of somebody has one notice, and nothing else has one. */
import type { CaseEvent } from '#src/domain/case/model.ts';
import type { StoredCase } from './cases.ts';

/** What is said of an event of a hand-off, in the kinds of a notice. */
const kindsOf: Partial<Record<CaseEvent, readonly string[]>> = {
  'handed-off': ['new-hand-off'],
  suspended: ['suspended'],
  amended: ['amended', 'stop-contact'],
  withdrawn: ['withdrawn'],
};

export function noticeFaults({ id, events, notices }: StoredCase): string[] {
  return Object.entries(kindsOf).flatMap(([event, kinds]) => {
    const told = notices.filter(({ kind }) => kinds.includes(kind)).map(({ handOff }) => handOff);
    const happened = events.filter((one) => one.event === event && one.handOff !== undefined);
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
