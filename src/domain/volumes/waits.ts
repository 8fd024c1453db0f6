/** How long people waited: the median and the 90th percentile, read from counts by band of time. */
import { boundsOf, measuredBands } from '../counting/time-bands.ts';

/** A duration in minutes; `isLeast` where it lies in the last band, which has no end. */
export interface Percentile {
  minutes: number;
  isLeast: boolean;
}

export interface Waits {
  /** Those whose time is known. */
  count: number;
  /** Absent where there are too few. */
  median?: Percentile;
  ninetieth?: Percentile;
  /** In order, each with its count. */
  bands: readonly { band: string; count: number }[];
}

/**
 * @param counts by band; those whose time is not known are left out
 * @param least fewer than so many have no percentiles
 */
export function waitsOf(counts: ReadonlyMap<string, number | null>, least: number): Waits {
  const bands = measuredBands.map((band) => ({ band, count: counts.get(band) ?? 0 }));
  const count = bands.reduce((sum, one) => sum + one.count, 0);
  if (count === 0 || count < least) return { count, bands };
  return { count, median: percentileOf(bands, count * 0.5), ninetieth: percentileOf(bands, count * 0.9), bands };
}

/** Within its band, durations are taken to be spread evenly. */
function percentileOf(
  bands: readonly { band: (typeof measuredBands)[number]; count: number }[],
  position: number,
): Percentile {
  let before = 0;
  for (const { band, count } of bands) {
    if (count > 0 && before + count >= position) {
      const { from, to } = boundsOf(band);
      if (!Number.isFinite(to)) return { minutes: from, isLeast: true };
      return { minutes: from + ((to - from) * (position - before)) / count, isLeast: false };
    }
    before += count;
  }
  return { minutes: 0, isLeast: true };
}
