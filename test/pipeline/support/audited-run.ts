import { afterAll, beforeAll, expect } from 'vitest';
import { type Run, startRun } from './run.ts';

/** Starts the whole system for a test file; after its tests the audit must find nothing. */
export function useAuditedRun(use: (run: Run) => void): void {
  let run: Run;
  beforeAll(async () => {
    run = await startRun();
    use(run);
  });
  afterAll(async () => {
    try {
      expect(await run.audit()).toEqual([]);
      expect(run.troubles).toEqual([]);
    } finally {
      await run.stop();
    }
  });
}
