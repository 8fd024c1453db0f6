/** How long people waited: the median and the 90th percentile, read from counts by band of time. */
import { boundsOf, type MeasuredBand, measuredBands } from '../counting/time-bands.ts';

/** The band that a percentile lies in: nothing finer is known. In minutes; `to` is infinite in the last band. */
export interface Percentile {
  band: MeasuredBand;
  from: number;
  to: number;
}

export interface Waits {
  /** Those in the bands. */
  count: number;
  /** Those whose time is known, and in no band: bands of few are published as 0. */
  hidden: number;
  /** Absent where there are too few, or where it depends on which bands hold the hidden. */
  median?: Percentile | undefined;
  ninetieth?: Percentile | undefined;
  /** In order, each with its count. */
  bands: readonly { band: string; count: number }[];
}

/**
 * @param counts by band; those whose time is not known are left out
 * @param least fewer than so many have no percentiles
 * @param total of published figures: all who were counted. A band of few is published as 0, so its bands add up to less
 */
export function waitsOf(counts: ReadonlyMap<string, number | null>, least: number, total = 0): Waits {
  const bands = measuredBands.map((band) => ({ band, count: counts.get(band) ?? 0 }));
  const count = bands.reduce((sum, one) => sum + one.count, 0);
  const hidden = Math.max(0, total - (counts.get('unknown') ?? 0) - count);
  if (count === 0 || count < least) return { count, hidden, bands };
  const certain = (share: number): Percentile | undefined => {
    const position = (count + hidden) * share;
    // Whether the hidden waited for the least or the longest time, it must be the same band.
    const [earliest, latest] = [position - hidden, position].map((one) => percentileOf(bands, one));
    return earliest?.band === latest?.band ? latest : undefined;
  };
  return { count, hidden, median: certain(0.5), ninetieth: certain(0.9), bands };
}

/** The band of whoever is at this position; the first band if it is before everybody. */
function percentileOf(
  bands: readonly { band: MeasuredBand; count: number }[],
  position: number,
): Percentile | undefined {
  let before = 0;
  for (const { band, count } of bands) {
    if (before + count >= position) return { band, ...boundsOf(band) };
    before += count;
  }
  return undefined;
}
