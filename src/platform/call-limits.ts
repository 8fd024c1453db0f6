/** How long a call to AWS may take. The SDK itself waits without end for a connection that says nothing. */

/**
 * Milliseconds for each attempt. Five attempts end before API Gateway does (30 s), so that the caller gets our error and
 * not the gateway's. AWS normally answers in milliseconds.
 */
export const callTimeouts = { connectionTimeout: 1000, requestTimeout: 5000 } as const;
export type Timeouts = { [Name in keyof typeof callTimeouts]: number };

/** Settings of an SDK client whose calls end in time. */
export const callLimits = (maxAttempts: number, timeouts: Timeouts = callTimeouts) => ({
  maxAttempts,
  requestHandler: { ...timeouts, throwOnRequestTimeout: true },
});
