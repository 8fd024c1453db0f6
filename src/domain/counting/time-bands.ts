/** Bands of time in which durations are counted, so that a median can be read from counters of any range of days. */

const hour = 60;
const day = 24 * hour;

/** Each band with its upper bound in minutes, which is outside it; the last has none. */
const upperBounds = {
  'under-1-hour': hour,
  '1-to-4-hours': 4 * hour,
  '4-to-12-hours': 12 * hour,
  '12-to-24-hours': day,
  '1-to-2-days': 2 * day,
  '2-to-3-days': 3 * day,
  '3-to-4-days': 4 * day,
  '4-to-5-days': 5 * day,
  '5-to-7-days': 7 * day,
  '7-to-10-days': 10 * day,
  '10-to-14-days': 14 * day,
  '14-to-21-days': 21 * day,
  '21-to-28-days': 28 * day,
  '28-to-56-days': 56 * day,
  '56-days-or-more': Number.POSITIVE_INFINITY,
} as const;

export type MeasuredBand = keyof typeof upperBounds;
export type TimeBand = MeasuredBand | 'unknown';

export const measuredBands = Object.keys(upperBounds) as MeasuredBand[];

/** @param minutes from 0; undefined where it is not known */
export const timeBandOf = (minutes: number | undefined): TimeBand =>
  minutes === undefined ? 'unknown' : (measuredBands.find((band) => minutes < upperBounds[band]) ?? 'unknown');

/** In minutes: from, included, to, excluded. */
export function boundsOf(band: MeasuredBand): { from: number; to: number } {
  const before = measuredBands[measuredBands.indexOf(band) - 1];
  return { from: before === undefined ? 0 : upperBounds[before], to: upperBounds[band] };
}
