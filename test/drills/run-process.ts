/** `npm start` as a process of its own, to be killed and started again on the same data folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { type Client, connect } from '#demo/client.ts';
import { dataFolder } from '#local/data-folder/folder.ts';
import { findFreePort } from '#local/emulators/ports.ts';
import type { Endpoints } from '#local/endpoints.ts';
import { projectRoot } from '#local/system.ts';

export interface RunProcess {
  dataDir: string;
  /** Everything that the runs have printed, a line each. */
  output: string[];
  /** @throws Error before the first start */
  client(): Client;
  /** Starts it and waits until it is ready. */
  start(): Promise<void>;
  /** kill -9 of the run and its parents; the emulator, in a group of its own, outlives it. */
  kill(): Promise<void>;
  /** Resolves to the exit code when the run has ended by itself; null after a signal. */
  ended(): Promise<number | null>;
  isRunning(): boolean;
  /** Process id of the DynamoDB emulator; undefined while there is none. */
  emulatorPid(): number | undefined;
  stop(): Promise<void>;
}

/** A Thursday morning in winter time, with the rest of the week before it. */
const firstStartAt = '2026-11-19T09:00:00Z';
const startTimeoutMs = 120_000;

export async function createRunProcess(dataDir: string): Promise<RunProcess> {
  const port = await findFreePort(undefined);
  const folder = dataFolder(dataDir);
  const output: string[] = [];
  let child: ChildProcess | undefined;
  let client: Client | undefined;
  let hasStarted = false;
  /** Resolves when npm and everything below it have ended: only then are their pipes closed. */
  let closed: Promise<unknown> = Promise.resolve();

  const isRunning = (): boolean => child?.exitCode === null && child.signalCode === null;
  const signalGroup = (signal: NodeJS.Signals): void => {
    if (child?.pid === undefined || !isRunning()) return;
    process.kill(-child.pid, signal);
  };
  const ended = async (): Promise<number | null> => {
    await closed;
    return child?.exitCode ?? null;
  };
  const emulatorPid = (): number | undefined => {
    try {
      return Number(readFileSync(folder.dynamodbPid, 'utf8'));
    } catch {
      return undefined;
    }
  };

  return {
    dataDir,
    output,
    client() {
      if (!client) throw new Error('The run was not started.');
      return client;
    },
    async start() {
      const now = hasStarted ? [] : ['--now', firstStartAt];
      const args = ['start', '--', '--data-dir', dataDir, '--port', String(port), ...now];
      // A group of its own, so that npm, its shell and the run are killed together.
      const started = spawn('npm', args, { cwd: projectRoot, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      closed = once(started, 'close');
      hasStarted = true;
      const ready = new Promise<void>((resolve) => {
        for (const stream of [started.stdout, started.stderr]) {
          createInterface({ input: stream }).on('line', (line) => {
            output.push(line);
            if (line === 'ready') resolve();
          });
        }
      });
      const failed = closed.then(() => 'it ended');
      const timedOut = delay(startTimeoutMs, 'it was not ready in time', { ref: false });
      const problem = await Promise.race([ready.then(() => undefined), failed, timedOut]);
      if (problem !== undefined) throw new Error(`The run did not start: ${problem}\n${output.slice(-15).join('\n')}`);
      client?.close();
      client = connect(JSON.parse(readFileSync(folder.endpoints, 'utf8')) as Endpoints);
    },
    async kill() {
      signalGroup('SIGKILL');
      await ended();
    },
    ended,
    isRunning,
    emulatorPid,
    async stop() {
      client?.close();
      signalGroup('SIGTERM');
      await ended();
      // A run that was killed leaves its emulator, which the next run would end.
      const leftover = emulatorPid();
      if (leftover !== undefined) tryKill(leftover);
    },
  };
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
