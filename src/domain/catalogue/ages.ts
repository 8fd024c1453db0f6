/** The ages that criteria can tell apart, in pairs: at the offence, and now. */
import type { AgeRange, Criteria } from '../area.ts';
import type { Value } from './space.ts';

/** Whole years from `from` to `to`, both included; `to` is infinite in the last band. */
interface Band {
  from: number;
  to: number;
}

export function agePairs(all: readonly Criteria[]): Value[] {
  const then = bands(all.flatMap((criteria) => (criteria.ageAtOffence ? [criteria.ageAtOffence] : [])));
  const now = bands(all.flatMap((criteria) => (criteria.ageNow ? [criteria.ageNow] : [])));
  const pairs: Value[] = [
    { facts: { ageAtOffence: undefined, ageNow: undefined }, parts: parts('unknown', 'unknown') },
  ];
  for (const band of now) {
    pairs.push({ facts: { ageAtOffence: undefined, ageNow: band.from }, parts: parts(text(band), 'unknown') });
    for (const earlier of then) {
      // Nobody is older at the offence than now; otherwise the least ages of both bands stand for them.
      if (earlier.from > band.to) continue;
      const facts = { ageAtOffence: earlier.from, ageNow: Math.max(band.from, earlier.from) };
      pairs.push({ facts, parts: parts(text(band), text(earlier)) });
    }
  }
  return pairs;
}

const parts = (now: string, then: string) => ({ 'age now': now, 'age at offence': then });

/** A new band begins at each lower limit, and after each upper one. */
function bands(ranges: readonly AgeRange[]): Band[] {
  const starts = new Set([0]);
  for (const range of ranges) {
    if (range.from !== undefined) starts.add(range.from);
    if (range.to !== undefined) starts.add(range.to + 1);
  }
  const sorted = [...starts].sort((one, other) => one - other);
  return sorted.map((from, index) => ({ from, to: (sorted[index + 1] ?? Number.POSITIVE_INFINITY) - 1 }));
}

function text({ from, to }: Band): string {
  if (to === Number.POSITIVE_INFINITY) return from === 0 ? 'any' : `${from} or over`;
  return from === to ? String(from) : `${from} to ${to}`;
}
