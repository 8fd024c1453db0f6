/** How long people waited: the median and the 90th percentile, read from counts by band of time. */
import { boundsOf, type MeasuredBand, measuredBands } from '../counting/time-bands.ts';

/** The band that a percentile lies in: nothing finer is known. In minutes; `to` is infinite in the last band. */
export interface Percentile {
  band: MeasuredBand;
  from: number;
  to: number;
}

export interface Waits {
  /** Those whose time is known. */
  count: number;
  /** Absent where there are too few, or where bands that are published as 0 may hold it. */
  median?: Percentile | undefined;
  ninetieth?: Percentile | undefined;
  /** In order, each with its count. */
  bands: readonly { band: string; count: number }[];
}

/**
 * @param counts by band; those whose time is not known are left out
 * @param least fewer than so many have no percentiles
 * @param total of published figures: all who were counted. A band of few is published as 0, so its bands add up to less,
 *   and a percentile of their sum would leave out most of those who waited longest
 */
export function waitsOf(counts: ReadonlyMap<string, number | null>, least: number, total = 0): Waits {
  const bands = measuredBands.map((band) => ({ band, count: counts.get(band) ?? 0 }));
  const count = bands.reduce((sum, one) => sum + one.count, 0);
  if (count === 0 || count < least) return { count, bands };
  const all = Math.max(count, total - (counts.get('unknown') ?? 0));
  return { count, median: percentileOf(bands, all * 0.5), ninetieth: percentileOf(bands, all * 0.9), bands };
}

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
