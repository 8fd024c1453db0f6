/** What was started, ended in the opposite order. */
export interface Undo {
  add(step: () => Promise<void> | void): void;
  /** Once, however often it is asked; a step that fails does not keep the others from their turn. */
  all(): Promise<void>;
}

export function undo(): Undo {
  const steps: (() => Promise<void> | void)[] = [];
  let undone: Promise<void> | undefined;
  const run = async (): Promise<void> => {
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
    all() {
      undone ??= run();
      return undone;
    },
  };
}
