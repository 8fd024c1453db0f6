/**
 * The whole system on one machine, built from the synthesised template. `npm start` and the
 * tests run it.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { type LocalClock, localClock } from './clock.ts';
import { dataFolder, emptyFolder, makeFolder } from './data-folder/folder.ts';
import { type Kept, openKept } from './data-folder/kept.ts';
import { lockFolder } from './data-folder/lock.ts';
import { endLeftover } from './emulators/dynamodb.ts';
import { startEmulators } from './emulators/start.ts';
import type { Endpoints } from './endpoints.ts';
import type { Invocation } from './functions/host.ts';
import { openDoor } from './http/door.ts';
import type { Permission } from './permissions/guard.ts';
import { serve } from './serve.ts';
import { type Synthesised, synthesise } from './synth/synthesised.ts';
import type { LocalModel } from './template/model.ts';
import { undo } from './undo.ts';

export interface LocalOptions {
  dataDir: string;
  /** 0 for any free port. */
  port: number;
  area: string;
  /** Epoch milliseconds at which the clock starts; by default it continues from the last run in the folder. */
  now?: number | undefined;
  /** Removes the state of earlier runs from the data folder. */
  fresh?: boolean | undefined;
  /** Receives progress messages for the user. */
  progress?: (line: string) => void;
  /** Called on a failure that the run survives; `where` is the function or mapping. */
  onTrouble?: (where: string, why: string) => void;
  /** Called on a failure that the run cannot survive. */
  onEnd?: (why: string) => void;
  /** Replaces the synthesised stack, for tests of the local run itself. */
  synthesised?: Synthesised;
  /** Folder that function entries are relative to; by default the project's root. */
  root?: string;
}

export interface LocalSystem {
  endpoints: Endpoints;
  model: LocalModel;
  clock: LocalClock;
  /** Invokes a function as its event source would, by its name or its job, such as `dispatch`. */
  invoke(nameOrJob: string, event: unknown): Promise<Invocation>;
  /** Resolves when everything written before the call has passed the event source mappings. */
  idle(): Promise<void>;
  /** Runs every due schedule once, and waits for the work it causes. */
  runSchedules(): Promise<void>;
  /** The permissions that the job's function has used since the start (local/permissions). */
  used(job: string): Permission[];
  /** Process id of the DynamoDB emulator, for tests that kill it; undefined for an external one. */
  dynamodbPid: number | undefined;
  stop(): Promise<void>;
}

export const projectRoot = path.join(import.meta.dirname, '..');

/** @throws LocalRunError with a message for the user if the port or the data folder is in use */
export async function startLocal(options: LocalOptions): Promise<LocalSystem> {
  const progress = options.progress ?? (() => undefined);
  const root = options.root ?? projectRoot;
  const folder = dataFolder(path.resolve(options.dataDir));
  const { add, all } = undo();
  try {
    makeFolder(folder);
    const lock = lockFolder(folder.root);
    add(lock.release);
    const ended = await endLeftover(folder.dynamodbPid, folder.dynamodb);
    if (ended !== undefined) progress(`Ended the DynamoDB emulator of an earlier run (process ${ended}).`);
    rmSync(folder.endpoints, { force: true });
    if (options.fresh) {
      emptyFolder(folder);
      makeFolder(folder);
    }
    const door = await openDoor(options.port);
    add(door.close);
    // Synthesis takes longest, so the emulators start in parallel.
    const synthesising = options.synthesised ? Promise.resolve(options.synthesised) : synthesise(root, options.area);
    // It is awaited below; until then a failure must not end the process as an unhandled rejection.
    synthesising.catch(() => undefined);
    const kept = openKept(folder.kept);
    const clock = keptClock(kept, options.now);
    const emulators = await startEmulators({
      folder,
      kept,
      shiftMs: clock.shiftMs,
      foreignDynamoDb: process.env['AWS_ENDPOINT_URL_DYNAMODB'],
      progress,
      onEnd: (why) => options.onEnd?.(`The DynamoDB emulator ended by itself: ${why}`),
    });
    add(emulators.stop);
    const made = await synthesising;
    const system = await serve({ made, root, folder, kept, clock, door, emulators, add, options });
    return { ...system, stop: all };
  } catch (error) {
    await all();
    throw error;
  }
}

/** The clock continues from the last run, because saved state would otherwise lie in the future. */
function keptClock(kept: Kept, startAt: number | undefined): LocalClock {
  const before = Number(kept.find('clock shift') ?? 0);
  const clock = localClock(startAt ?? Date.now() + before);
  kept.set('clock shift', String(clock.shiftMs()));
  return {
    ...clock,
    moveTo(instant) {
      const moved = clock.moveTo(instant);
      if (moved) kept.set('clock shift', String(clock.shiftMs()));
      return moved;
    },
  };
}
