/**
 * The ages that criteria can tell apart, as pairs of ages at the offence and ages now. Known ages form bands. An
 * approximate age counts where it crosses the limits of bands: inside one band it is judged as a known age is.
 */
import { approximateAges, exactAge, type PossibleAges } from '../ages.ts';
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
  if (offenceRanges.length === 0) return currentAges(currentRanges);
  const bandsNow = splitIntoBands(currentRanges);
  const bandsThen = splitIntoBands(offenceRanges);
  const pairs: SpaceValue[] = [
    { facts: { ageAtOffence: undefined, ageNow: undefined }, parts: parts('unknown', 'unknown') },
  ];
  for (const band of bandsNow) {
    const ageNow = exactAge(band.from);
    pairs.push({ facts: { ageAtOffence: undefined, ageNow }, parts: parts(bandText(band), 'unknown') });
    for (const earlier of bandsThen) {
      // Nobody was older at the offence than they are now. The lowest possible ages represent the two bands.
      if (earlier.from > band.to) continue;
      const facts = { ageAtOffence: exactAge(earlier.from), ageNow: exactAge(Math.max(band.from, earlier.from)) };
      pairs.push({ facts, parts: parts(bandText(band), bandText(earlier)) });
    }
  }
  return [...pairs, ...approximatePairs(bandsNow, bandsThen)];
}

function currentAges(ranges: readonly AgeRange[]): SpaceValue[] {
  // If no criterion uses the age, all ages are one value.
  if (ranges.length === 0) return [{ facts: { ageNow: undefined }, parts: {} }];
  const bands = splitIntoBands(ranges);
  const values = new Map<string, SpaceValue>([
    ['unknown', { facts: { ageNow: undefined }, parts: { 'age now': 'unknown' } }],
  ]);
  const add = (ageNow: PossibleAges): void => {
    const text = agesText(bands, ageNow);
    if (!values.has(text)) values.set(text, { facts: { ageNow }, parts: { 'age now': text } });
  };
  for (const { from } of bands) add(exactAge(from));
  for (const ageNow of everyApproximateAge(bands)) add(ageNow);
  return [...values.values()];
}

/** Pairs of which one or both are approximate and cross a limit. */
function approximatePairs(bandsNow: readonly Band[], bandsThen: readonly Band[]): SpaceValue[] {
  const values = new Map<string, SpaceValue>();
  for (const ageNow of everyApproximateAge([...bandsNow, ...bandsThen])) {
    const now = agesText(bandsNow, ageNow);
    for (const ageAtOffence of [undefined, ...everyEarlierAge(ageNow)]) {
      const then = ageAtOffence === undefined ? 'unknown' : agesText(bandsThen, ageAtOffence);
      const isKnownPair = !crossesLimit(bandsNow, ageNow) && !(ageAtOffence && crossesLimit(bandsThen, ageAtOffence));
      const key = `${now}; ${then}`;
      if (!isKnownPair && !values.has(key))
        values.set(key, { facts: { ageAtOffence, ageNow }, parts: parts(now, then) });
    }
  }
  return [...values.values()];
}

/** Every approximate age that can cross one of the limits. */
function everyApproximateAge(bands: readonly Band[]): PossibleAges[] {
  const highestLimit = Math.max(...bands.map(({ from }) => from));
  return Array.from({ length: highestLimit + 3 }, (_, years) => approximateAges(years));
}

/** The ages that somebody of these ages can have had at an offence: agesOn in src/domain/ages.ts, for every day. */
function everyEarlierAge({ from, to }: PossibleAges): PossibleAges[] {
  return Array.from({ length: to + 1 }, (_, years) => years).flatMap((years) => [
    { from: Math.max(0, from - years), to: to - years },
    { from: Math.max(0, from - years - 1), to: to - years },
  ]);
}

const bandAt = (bands: readonly Band[], years: number): number => bands.findLastIndex(({ from }) => from <= years);
const crossesLimit = (bands: readonly Band[], { from, to }: PossibleAges): boolean =>
  bandAt(bands, from) !== bandAt(bands, to);

/** The band, or the limits that the ages cross: "around 18". */
function agesText(bands: readonly Band[], { from, to }: PossibleAges): string {
  const [first, ...crossed] = bands.slice(bandAt(bands, from), bandAt(bands, to) + 1);
  if (crossed.length > 0) return `around ${crossed.map((band) => band.from).join(' and ')}`;
  return first === undefined ? 'any' : bandText(first);
}

const parts = (now: string, then: string) => ({ 'age now': now, 'age at offence': then });

/** A band starts at 0, at each lower limit and after each upper limit. */
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
