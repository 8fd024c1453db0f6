/** The ages that criteria can tell apart, as pairs of age at the offence and age now. */
import type { AgeRange, Criteria } from '../area.ts';
import type { SpaceValue } from './space-value.ts';

/** Whole years, both ends inclusive; `to` is infinite in the last band. */
interface Band {
  from: number;
  to: number;
}

export function agePairs(all: readonly Criteria[]): SpaceValue[] {
  const offenceRanges = all.flatMap((criteria) => criteria.ageAtOffence ?? []);
  const currentRanges = all.flatMap((criteria) => criteria.ageNow ?? []);
  if (offenceRanges.length === 0) {
    const now = bands(currentRanges).map((band) => ({
      facts: { ageNow: band.from },
      parts: { 'age now': bandText(band) },
    }));
    return [{ facts: { ageNow: undefined }, parts: currentRanges.length > 0 ? { 'age now': 'unknown' } : {} }, ...now];
  }
  const pairs: SpaceValue[] = [
    { facts: { ageAtOffence: undefined, ageNow: undefined }, parts: parts('unknown', 'unknown') },
  ];
  for (const band of splitIntoBands(currentRanges)) {
    pairs.push({ facts: { ageAtOffence: undefined, ageNow: band.from }, parts: parts(bandText(band), 'unknown') });
    for (const earlier of bands(offenceRanges)) {
      // Nobody was older at the offence than they are now. The lowest possible ages represent the two bands.
      if (earlier.from > band.to) continue;
      const facts = { ageAtOffence: earlier.from, ageNow: Math.max(band.from, earlier.from) };
      pairs.push({ facts, parts: parts(bandText(band), bandText(earlier)) });
    }
  }
  return pairs;
}

const parts = (now: string, then: string) => ({ 'age now': now, 'age at offence': then });

/** Empty if no criterion uses the age. Otherwise a band starts at each lower limit and after each upper limit. */
const bands = (ranges: readonly AgeRange[]): Band[] => (ranges.length > 0 ? splitIntoBands(ranges) : []);

function splitIntoBands(ranges: readonly AgeRange[]): Band[] {
  const starts = new Set([0]);
  for (const range of ranges) {
    if (range.from !== undefined) starts.add(range.from);
    if (range.to !== undefined) starts.add(range.to + 1);
  }
  const sorted = [...starts].sort((one, other) => one - other);
  return sorted.map((from, index) => ({ from, to: (sorted[index + 1] ?? Number.POSITIVE_INFINITY) - 1 }));
}

function bandText({ from, to }: Band): string {
  if (to === Number.POSITIVE_INFINITY) return from === 0 ? 'any' : `${from} or over`;
  return from === to ? String(from) : `${from} to ${to}`;
}
