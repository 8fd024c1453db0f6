/** A length of time given in milliseconds, in words. */

/** For example "30 minutes" or "8 hours". */
export function formatDuration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes % 60 === 0 ? plural(minutes / 60, 'hour') : plural(minutes, 'minute');
}
const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
