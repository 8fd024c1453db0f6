/** What AWS may do to one call short of failing it: answer a part of it, or answer as things were a moment ago. */
export const partialEffects = [
  'unprocessed-keys',
  'short-page',
  'stale-read',
  'partial-batch',
  'duplicate',
  'reorder',
] as const;
export type PartialEffect = (typeof partialEffects)[number];

export interface Effects {
  /** Keys, rows or entries dealt with in this call; at least one row of a page always is. */
  atMost?: number;
  /** Of the newest writes that a read may not show yet, how many it does not. */
  hide?: (waiting: number) => number;
  /** Of this many messages, which comes next; of the entries of a batch, which is the first that is dealt with. */
  choose?: (among: number) => number;
  /** A message may be given out although another consumer has it. */
  duplicate?: boolean;
  /** Told when the effect made a difference to the answer. */
  onEffect?: (effect: PartialEffect) => void;
}
