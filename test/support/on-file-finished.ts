/** Cleaning up for tests that run at the same time: Vitest cannot tell which of them calls its onTestFinished. */
import { afterAll } from 'vitest';

const cleanups: (() => unknown)[] = [];

/** Runs when all tests of the file are over. */
export const onFileFinished = (cleanup: () => unknown): void => void cleanups.push(cleanup);

afterAll(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});
