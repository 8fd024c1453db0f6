/**
 * How one count is made safe to publish: small counts become 0, and every other count is moved a little, always by the
 * same amount for the same cell, and rounded to a multiple of k (docs/adr/0031-publishing-by-cell-keys.md).
 */

/** Named in each published answer. */
export const publishMethod = 'small-counts-to-0-and-rounding-by-cell-key';

/** Numbers from 0 to 65,535 that are always the same for a cell, and cannot be guessed without the area's secret. */
export type CellKey = (cell: string) => readonly number[];

/** How many of a cell's numbers are added up. Fewer would make large moves more likely, more would blur more. */
const draws = 4;

/** The largest move by one draw. */
const reachOf = (k: number): number => Math.floor(k / 2);

/**
 * @param k counts from 1 to k-1 must not be told from 0, nor from each other; at least 2
 * @returns 0 or a multiple of k
 */
export function publishCount(count: number, k: number, key: () => readonly number[]): number {
  if (count < k) return 0;
  const reach = reachOf(k);
  const moved = key()
    .slice(0, draws)
    .reduce((sum, number) => sum + (number % (2 * reach + 1)) - reach, count);
  return Math.max(0, k * Math.round(moved / k));
}

/** The counts that may stand behind a published one, both included: what anyone knows who knows the method. */
export function countsBehind(published: number, k: number): { least: number; most: number } {
  const moved = draws * reachOf(k);
  const most = published + moved + Math.ceil(k / 2) - 1;
  if (published === 0) return { least: 0, most };
  return { least: Math.max(k, published - moved - Math.floor(k / 2)), most };
}

/** Rates, changes and percentiles are only published over so many, by their published counts. */
export const enoughToPublish = (k: number): number => 4 * k;
