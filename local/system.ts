/**
 * The whole system on one machine, made from the synthesised template: what `npm start`
 * runs, and what tests start.
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
  /** 0 takes any that is free. */
  port: number;
  area: string;
  /** Epoch milliseconds at which the clock starts; left out, it goes on from the last run in the folder. */
  now?: number | undefined;
  /** Removes what earlier runs left in the data folder. */
  fresh?: boolean | undefined;
  /** What a person waiting wants to read. */
  progress?: (line: string) => void;
  /** Something failed that the run survives; `where` is the function or mapping. */
  onTrouble?: (where: string, why: string) => void;
  /** Something failed that the run cannot survive. */
  onEnd?: (why: string) => void;
  /** In place of the synthesised stack, for tests of the local run itself. */
  synthesised?: Synthesised;
  /** Folder that the functions' entries are below; the project's by default. */
  root?: string;
}

export interface LocalSystem {
  endpoints: Endpoints;
  model: LocalModel;
  clock: LocalClock;
  /** Calls a function as its event source would; by its name or its job, such as `dispatch`. */
  invoke(nameOrJob: string, event: unknown): Promise<Invocation>;
  /** Resolves when everything written before the call has gone through the event mappings. */
  idle(): Promise<void>;
  /** Runs every schedule once, and waits for what follows from it. */
  runSchedules(): Promise<void>;
  /** What the function of this job has used of its permissions since the start (local/permissions). */
  used(job: string): Permission[];
  /** Process of the DynamoDB emulator, for tests that kill it; undefined when it is not ours. */
  dynamodbPid: number | undefined;
  stop(): Promise<void>;
}

export const projectRoot = path.join(import.meta.dirname, '..');

/** Throws a LocalRunError, whose message is for the person, when the port or the folder is taken. */
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
    // The template takes the longest: the emulators start beside it.
    const synthesising = options.synthesised ? Promise.resolve(options.synthesised) : synthesise(root, options.area);
    // It is awaited below: until then a failure must not end the process as one that nobody looks at.
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

/** State made at a shifted time stays in order only if the next run goes on from there. */
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
