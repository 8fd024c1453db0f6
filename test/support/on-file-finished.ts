/** Cleaning up for tests that run at the same time: Vitest cannot tell which of them calls its onTestFinished. */
const cleanups: (() => unknown)[] = [];

/** Runs when all tests of the file are over. */
export const onFileFinished = (cleanup: () => unknown): void => void cleanups.push(cleanup);

/** For `after-each-file.ts` alone. */
export async function runCleanups(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}
