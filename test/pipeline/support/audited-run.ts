import { afterAll, beforeAll, expect } from 'vitest';
import { type Run, startRun } from './run.ts';

/**
 * Starts the whole system for a test file; after its tests the audit must find nothing.
 * @param area left out, Greater Manchester
 */
export function useAuditedRun(use: (run: Run) => void, area?: string): void {
  let run: Run | undefined;
  beforeAll(async () => {
    const started = await startRun(area === undefined ? {} : { area });
    run = started;
    use(started);
  });
  afterAll(async () => {
    // Where it did not start, that alone is said.
    if (!run) return;
    try {
      expect(await run.audit()).toEqual([]);
      expect(run.troubles).toEqual([]);
    } finally {
      await run.stop();
    }
  });
}
