/**
 * The whole system on one machine, built from the synthesised template. `npm start` and the
 * tests run it.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { createCleanup } from './cleanup.ts';
import { type LocalClock, localClock } from './clock.ts';
import { createFolder, dataFolder, emptyFolder } from './data-folder/folder.ts';
import { lockFolder } from './data-folder/lock.ts';
import { openSavedValues, type SavedValues } from './data-folder/saved-values.ts';
import { stopOrphanedProcess } from './emulators/dynamodb.ts';
import { startEmulators } from './emulators/start.ts';
import { startApiServer } from './http/api-server.ts';
import type { LocalOptions, LocalSystem } from './local-system.ts';
import { serve } from './serve.ts';
import { synthesise } from './synth/synthesise.ts';

export const projectRoot = path.join(import.meta.dirname, '..');

/** @throws LocalRunError with a message for the user if the port or the data folder is in use */
export async function startLocal(options: LocalOptions): Promise<LocalSystem> {
  const progress = options.progress ?? (() => undefined);
  const root = options.root ?? projectRoot;
  const folder = dataFolder(path.resolve(options.dataDir));
  const { add: addCleanup, runAll: runCleanup } = createCleanup();
  try {
    createFolder(folder);
    const lock = lockFolder(folder.root);
    addCleanup(lock.release);
    const endedPid = await stopOrphanedProcess(folder.dynamodbPid, folder.dynamodb);
    if (endedPid !== undefined) progress(`Ended the DynamoDB emulator of an earlier run (process ${endedPid}).`);
    rmSync(folder.endpoints, { force: true });
    if (options.fresh) {
      emptyFolder(folder);
      createFolder(folder);
    }
    const apiServer = await startApiServer(options.port);
    addCleanup(apiServer.close);
    // Synthesis takes longest, so the emulators start in parallel.
    const synthesising = options.synthesised ? Promise.resolve(options.synthesised) : synthesise(root, options.area);
    // It is awaited below; until then a failure must not end the process as an unhandled rejection.
    synthesising.catch(() => undefined);
    const savedValues = openSavedValues(folder.savedValues);
    const clock = savedClock(savedValues, options.now);
    const emulators = await startEmulators({
      folder,
      savedValues,
      shiftMs: clock.shiftMs,
      externalDynamoDbUrl: process.env['AWS_ENDPOINT_URL_DYNAMODB'],
      awsLike: options.awsLike ?? false,
      progress,
      onFatalError: (why) => options.onFatalError?.(`${why}\n${howToContinue(options.dataDir)}`),
    });
    addCleanup(emulators.stop);
    const stack = await synthesising;
    const system = await serve({ stack, root, folder, savedValues, clock, apiServer, emulators, addCleanup, options });
    return { ...system, stop: runCleanup };
  } catch (error) {
    await runCleanup();
    throw error;
  }
}

const howToContinue = (dataDir: string): string =>
  [
    'What was answered is saved. See whether this machine has space on its disk and memory left, then start again:',
    `  npm start -- --data-dir ${dataDir}`,
    'If it ends again, --fresh starts without the data.',
  ].join('\n');

/** The clock continues from the last run, because saved state would otherwise lie in the future. */
function savedClock(savedValues: SavedValues, startAt: number | undefined): LocalClock {
  const savedShift = Number(savedValues.find('clock shift') ?? 0);
  const clock = localClock(startAt ?? Date.now() + savedShift);
  savedValues.set('clock shift', String(clock.shiftMs()));
  return {
    ...clock,
    moveTo(instant) {
      const hasMoved = clock.moveTo(instant);
      if (hasMoved) savedValues.set('clock shift', String(clock.shiftMs()));
      return hasMoved;
    },
  };
}
