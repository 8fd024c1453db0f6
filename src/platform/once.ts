/** Work that is done once for all who ask, and again only after it failed, so that a passing fault does not stay. */

/** Begins when it is first asked for, and gives every caller the same result. */
export function onDemand<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let pending: Promise<Result> | undefined;
  const begin = (): Promise<Result> => {
    const started = work();
    pending = started;
    started.catch(() => {
      if (pending === started) pending = undefined;
    });
    return started;
  };
  return () => pending ?? begin();
}

/** Begins at once, while Lambda still gives a starting function its full speed. */
export function startNow<Result>(work: () => Promise<Result>): () => Promise<Result> {
  const result = onDemand(work);
  void result();
  return result;
}
