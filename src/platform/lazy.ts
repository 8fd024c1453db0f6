/** Runs asynchronous work once and shares its result. A failure is not cached: the next call runs the work again. */

/** Starts the work at the first call. */
export function lazy<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let pending: Promise<Result> | undefined;
  const start = (): Promise<Result> => {
    const started = work();
    pending = started;
    started.catch(() => {
      if (pending === started) pending = undefined;
    });
    return started;
  };
  return () => pending ?? start();
}

/** Starts the work at once: during start-up Lambda gives a function its full CPU. */
export function eager<Result>(work: () => Promise<Result>): () => Promise<Result> {
  const result = lazy(work);
  void result();
  return result;
}
