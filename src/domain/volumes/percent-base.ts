/** How many must stand behind a percentage: of fewer, one person more or less would read as a large change. */

/** Below this the numbers themselves are said. */
export const leastForPercent = 20;

/**
 * A published count is off by half of k on average: of 20 it would be a change that nobody made.
 * @param k of figures to publish: counts from 1 to k-1 are not published
 */
export const enoughForPercent = (k: number | undefined): number =>
  k === undefined ? leastForPercent : leastForPercent * k;
