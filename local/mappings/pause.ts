/** Waiting that can be cut short: by a call that something has come, or by the end of the run. */
export interface Waker {
  /** Ends every wait that is under way. */
  wake(): void;
  /** Resolves after the time, or when woken, or when the run stops. */
  wait(ms: number): Promise<void>;
}

export function waker(stop: AbortSignal): Waker {
  let waits: (() => void)[] = [];
  const wake = () => {
    const woken = waits;
    waits = [];
    for (const end of woken) end();
  };
  stop.addEventListener('abort', wake, { once: true });
  return {
    wake,
    wait: (ms) =>
      new Promise((resolve) => {
        if (stop.aborted) return resolve();
        const timer = setTimeout(resolve, ms);
        waits.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}

/** Lambda waits from a second to minutes between attempts; here it is soon over. Milliseconds. */
export const backoff = (attempt: number): number => (attempt === 0 ? 0 : Math.min(1000, 50 * 2 ** (attempt - 1)));
