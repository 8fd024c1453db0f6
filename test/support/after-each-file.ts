/** After each file: its servers stop, and what it put in place of globals goes, since the worker's next file shares them. */
import { afterAll, vi } from 'vitest';
import { runCleanups } from './on-file-finished.ts';

afterAll(async () => {
  await runCleanups();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});
