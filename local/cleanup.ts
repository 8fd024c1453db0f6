/** Clean-up steps, run in reverse order of registration. */
export interface Cleanup {
  add(step: () => Promise<void> | void): void;
  /** Runs the steps once, however often it is called. A failing step does not stop the others. */
  runAll(): Promise<void>;
}

export function createCleanup(): Cleanup {
  const steps: (() => Promise<void> | void)[] = [];
  let finished: Promise<void> | undefined;
  const runSteps = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'The local run did not end cleanly.');
  };
  return {
    add: (step) => steps.push(step),
    runAll() {
      finished ??= runSteps();
      return finished;
    },
  };
}
