/**
 * A change of a case. It always writes the head, with its next revision, even where nothing else of the head moves:
 * whoever else decided from the same rows then finds the revision gone, reads the case anew and decides again.
 * The head's revision is thus the revision of the case.
 */
import type { Case, Change, Head } from './model.ts';

/** What a rule changes. Without `head`, nothing of it but the revision. */
export type ChangeParts = Partial<Pick<Change, 'handOffs' | 'events'>> & { head?: Head };

/** @param whole the case as it was read to decide */
export const changeOf = (whole: Case, { head = whole.head, handOffs = [], events = [] }: ChangeParts): Change => ({
  head: { before: whole.head, after: { ...head, rev: whole.head.rev + 1 } },
  handOffs,
  events,
});

/** The case as the change leaves it. */
export function afterChange(whole: Case, change: Change): Case {
  const moved = new Map(change.handOffs.map(({ after }) => [after.number, after]));
  const stay = whole.handOffs.map((one) => moved.get(one.number) ?? one);
  const known = new Set(whole.handOffs.map(({ number }) => number));
  const added = [...moved.values()].filter(({ number }) => !known.has(number));
  return { head: change.head.after, handOffs: [...stay, ...added] };
}
