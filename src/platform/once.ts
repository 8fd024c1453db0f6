/**
 * Starts the work at once, while Lambda still gives a starting function its full speed, and gives every
 * caller the same result. After a failure the next call tries again, so that a passing fault at the start
 * does not stay.
 */
export function startNow<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let pending: Promise<Result> | undefined;
  const begin = (): Promise<Result> => {
    const started = work();
    pending = started;
    started.catch(() => {
      if (pending === started) pending = undefined;
    });
    return started;
  };
  void begin();
  return () => pending ?? begin();
}
