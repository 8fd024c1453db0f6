/** How long a call waits before it is tried again. */

/** Waits between two attempts. Tests and the simulation give their own, so that they do not wait. */
export type Pause = (ms: number) => Promise<void>;

/** Exponential backoff, since all referrals share the counter rows. */
export const backoffMs = [10, 20, 40, 80, 160, 320, 640, 1000];

/** The jitter spreads out writers that conflicted, so that they do not conflict again. */
export const pauseWithJitter: Pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms * (0.5 + Math.random())));
