/** A wait that can be cut short, because something has arrived or the run is stopping. */
export interface InterruptibleWait {
  /** Ends every wait in progress. */
  wake(): void;
  /** Resolves after the time, on `wake`, or when the run stops. */
  wait(ms: number): Promise<void>;
}

export function interruptibleWait(stop: AbortSignal): InterruptibleWait {
  let pendingWaits: (() => void)[] = [];
  const wake = () => {
    const interrupted = pendingWaits;
    pendingWaits = [];
    for (const end of interrupted) end();
  };
  stop.addEventListener('abort', wake, { once: true });
  return {
    wake,
    wait: (ms) =>
      new Promise((resolve) => {
        if (stop.aborted) return resolve();
        const timer = setTimeout(resolve, ms);
        pendingWaits.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}

/** Milliseconds before an attempt. Lambda waits seconds to minutes; this is shorter so that tests and demos are fast. */
export const backoffMs = (attempt: number): number => (attempt === 0 ? 0 : Math.min(1000, 50 * 2 ** (attempt - 1)));
