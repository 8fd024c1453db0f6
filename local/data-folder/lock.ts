/**
 * Allows one run at a time in a data folder. It uses the operating system's file lock (through
 * SQLite), which is released however the process ends, so a reused process id cannot hold it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface FolderLock {
  release(): void;
}

/** An error whose message is shown to the user as it is, without a stack. */
export class LocalRunError extends Error {
  override name = 'LocalRunError';
}

export function lockFolder(folder: string): FolderLock {
  const pidFile = path.join(folder, 'run.pid');
  const database = new DatabaseSync(path.join(folder, 'lock.db'));
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!(error instanceof Error) || !/locked/.test(error.message)) throw error;
    throw new LocalRunError(
      `The data folder ${folder} is in use by another run${describeHolder(pidFile)}. Stop that run, or choose another folder with --data-dir.`,
      { cause: error },
    );
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return { release: () => database.close() };
}

function describeHolder(pidFile: string): string {
  try {
    return ` (process ${readFileSync(pidFile, 'utf8').trim()})`;
  } catch {
    return ', whose process id is not known';
  }
}
