/** How many must stand behind a percentage: of fewer, one person more or less would read as a large change. */

/** Below this the numbers themselves are said. */
export const leastForPercent = 20;

/** By so many times k more than that, what moves a published count changes a share of it by a point or two. */
const timesK = 2.5;

/**
 * A published count is off by half of k on average: of 20, and of 100 too, it would be a change that nobody made.
 * @param k of figures to publish: counts from 1 to k-1 are not published
 */
export const enoughForPercent = (k: number | undefined): number =>
  k === undefined ? leastForPercent : leastForPercent * timesK * k;
