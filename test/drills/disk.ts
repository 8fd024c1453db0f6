/** Fills the disk of the data folder under load, frees it, and goes on. The disk is a small tmpfs, for which it takes root. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Drill } from './drill.ts';

const diskMb = 64;
const fills = 2;

export const diskDrill: Drill = async ({ run, traffic, options, say, auditAtRest, violate }) => {
  const refusal = mountSmallDisk(run.dataDir);
  if (refusal !== undefined) return refusal;
  try {
    await run.start();
    const stepMs = (options.seconds * 1000) / (3 * fills);
    for (let fill = 1; fill <= fills; fill++) {
      const filler = path.join(run.dataDir, 'filler');
      let whileFull = { answered: 0, failed: 0 };
      const fillAndFree = async (): Promise<void> => {
        await delay(stepMs);
        const before = { answered: traffic.answered.size, failed: failedSoFar() };
        const bytes = fillDisk(filler);
        await delay(stepMs);
        rmSync(filler);
        whileFull = { answered: traffic.answered.size - before.answered, failed: failedSoFar() - before.failed };
        say(`  filled with ${Math.round(bytes / 1024 / 1024)} MB, freed after ${Math.round(stepMs)} ms`);
        await delay(stepMs);
      };
      const failedSoFar = (): number => traffic.tally.unavailable + traffic.tally.failed + traffic.tally.brokenOff;
      await traffic.runUntil(fillAndFree());
      say(`  while full: ${whileFull.answered} answered 2xx, ${whileFull.failed} requests without`);
      if (!run.isRunning()) {
        violate('the run ended on the full disk');
        for (const line of run.output.slice(-20)) say(`    ${line}`);
        await run.start();
      }
      await auditAtRest(`fill ${fill}`);
    }
    return undefined;
  } finally {
    await run.stop();
    execFileSync('umount', [run.dataDir]);
  }
};

/** @returns why it could not be done */
function mountSmallDisk(folder: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMb}m`, 'tmpfs', folder], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `a small disk could not be mounted: ${error instanceof Error ? error.message.trim() : String(error)}`;
  }
}

/** Writes until nothing more goes in. @returns bytes written */
function fillDisk(file: string): number {
  const descriptor = openSync(file, 'w');
  let bytes = 0;
  try {
    for (let size = 1024 * 1024; size >= 512; size = Math.floor(size / 2)) {
      const chunk = Buffer.alloc(size);
      try {
        for (;;) bytes += writeSync(descriptor, chunk);
      } catch {
        // Full for this size; smaller pieces may still go in.
      }
    }
  } finally {
    closeSync(descriptor);
  }
  return bytes;
}
