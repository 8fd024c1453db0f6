/** How many must stand behind a percentage: of fewer, one person more or less would read as a large change. */
import { enoughToPublish } from './publish-count.ts';

/** Below this the numbers themselves are said. */
export const leastForPercent = 20;

/** @param k of figures to publish: counts from 1 to k-1 are not published */
export const enoughForPercent = (k: number | undefined): number =>
  k === undefined ? leastForPercent : Math.max(leastForPercent, enoughToPublish(k));
