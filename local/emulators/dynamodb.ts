/**
 * DynamoDB on this machine: dynoxide, a native program that stores its tables in one SQLite
 * file in the data folder. The child is ended with this process, in whatever way that ends. Only when this one is killed
 * the child survives, so its pid is saved and the next run stops it before starting its own. When it ends by itself it is started again.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LocalRunError } from '#local/data-folder/lock.ts';
import { findCommandLine } from '#local/workarounds/command-line.ts';
import { type AwsCall, awsJsonClient } from './aws-json.ts';
import { PortTaken } from './ports.ts';

export interface DynamoDb {
  url: string;
  /** The SQLite file, for stream maintenance; undefined for an external DynamoDB. */
  file?: string;
  stop(): Promise<void>;
}

export interface DynamoDbOptions {
  port: number;
  file: string;
  /** Holds the process id while the program runs. */
  pidFile: string;
  region: string;
  /** Receives a message for the user when the program ended by itself, and when it answers again. */
  progress?: (line: string) => void;
  /** Called when the program ended by itself more often than it is started again. */
  onFatalError: (why: string) => void;
  /** How often within a minute it is started again, on the same file (3). */
  maxRestarts?: number;
}

const restartWindowMs = 60_000;

/** A DynamoDB that somebody else runs, at AWS_ENDPOINT_URL_DYNAMODB. */
export const externalDynamoDb = (url: string): DynamoDb => ({
  url: url.replace(/\/$/, ''),
  stop: async () => undefined,
});

/** Starts the program, and starts it again when it ends by itself: what it has answered is in its file. */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  const { maxRestarts = 3, progress = () => undefined, onFatalError } = options;
  const program = findProgram();
  const url = `http://127.0.0.1:${options.port}`;
  let running = startProgram(program, options);
  let isStopping = false;
  // A stop that takes too long ends this process without waiting for it. What was answered is in its file.
  const endWithProcess = () => void running.child.kill('SIGKILL');
  process.once('exit', endWithProcess);
  await waitUntilReady(url, options.region, running.exitReason);

  const restartWhenEnded = async (): Promise<void> => {
    let endedAt: number[] = [];
    for (;;) {
      const why = await running.exitReason;
      if (isStopping) return;
      endedAt = [...endedAt.filter((at) => performance.now() - at < restartWindowMs), performance.now()];
      if (endedAt.length > maxRestarts) {
        return onFatalError(`The DynamoDB emulator ended by itself ${times(endedAt.length)} within a minute: ${why}`);
      }
      progress(`The DynamoDB emulator ended by itself: ${why}. It is started again on the same data.`);
      running = startProgram(program, options);
      try {
        await waitUntilReady(url, options.region, running.exitReason);
        progress('The DynamoDB emulator answers again.');
      } catch {
        // One that runs and does not answer is ended, so that it counts like one that ended.
        running.child.kill('SIGKILL');
      }
    }
  };
  void restartWhenEnded();
  return {
    url,
    file: options.file,
    async stop() {
      isStopping = true;
      await stopProgram(running);
      process.off('exit', endWithProcess);
    },
  };
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

interface RunningProgram {
  child: ChildProcess;
  /** Resolves when it has ended, however that came. */
  exitReason: Promise<string>;
}

function startProgram(program: string, { port, file, pidFile }: DynamoDbOptions): RunningProgram {
  // Detached into its own process group, so that Ctrl-C does not stop it before the functions.
  const child = spawn(program, ['serve', '--port', String(port), fileFlag, file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    windowsHide: true,
  });
  if (child.pid !== undefined) writeFileSync(pidFile, `${child.pid}\n`);
  let output = '';
  child.stderr?.on('data', (data: Buffer) => {
    output = `${output}${data.toString('utf8')}`.slice(-2000);
  });
  const exitReason = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code} ${output}`.trim()));
  });
  void exitReason.then(() => rmSync(pidFile, { force: true }));
  return { child, exitReason };
}

/** Stops the child of an earlier run that was killed. It must be the same program on the same file. Returns its pid. */
export async function stopOrphanedProcess(pidFile: string, file: string): Promise<number | undefined> {
  if (!existsSync(pidFile)) return undefined;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  if (!Number.isInteger(pid) || pid < 2 || !isOurProcess(pid, file)) {
    rmSync(pidFile, { force: true });
    return undefined;
  }
  process.kill(pid, 'SIGTERM');
  for (let waitedMs = 0; isOurProcess(pid, file); waitedMs += 20) {
    if (waitedMs === 2000) process.kill(pid, 'SIGKILL');
    await delay(20);
  }
  rmSync(pidFile, { force: true });
  return pid;
}

const fileFlag = '--db-path';

function isOurProcess(pid: number, file: string): boolean {
  const command = findCommandLine(pid);
  if (command === undefined || !/\bdynoxide\b/.test(command)) return false;
  // The file comes last, so a name with spaces needs no parsing. Windows shows the quotes around one.
  return [file, `"${file}"`].some((shown) => command.endsWith(` ${fileFlag} ${shown}`));
}

async function waitUntilReady(url: string, region: string, exitReason: Promise<string>): Promise<void> {
  const call = awsJsonClient('dynamodb', { url, region });
  const failed = exitReason.then((reason) => {
    const Fault = reason.includes('already in use') ? PortTaken : LocalRunError;
    throw new Fault(`DynamoDB's emulator did not start: ${reason}`);
  });
  for (let attempt = 0; attempt < 500; attempt++) {
    // Whatever else listens on the port may never answer.
    const isReady = await Promise.race([failed, isAnswering(call)]);
    if (isReady) return;
    await delay(20);
  }
  throw new LocalRunError(`DynamoDB's emulator does not answer at ${url}.`);
}

const isAnswering = (call: AwsCall): Promise<boolean> =>
  call('ListTables', {}).then(
    () => true,
    () => false,
  );

async function stopProgram({ child, exitReason }: RunningProgram): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const killTimer = setTimeout(() => child.kill('SIGKILL'), 2000);
  await exitReason;
  clearTimeout(killTimer);
}

function findProgram(): string {
  const require = createRequire(import.meta.url);
  const { platform, arch } = process;
  try {
    // The publisher has a package for each platform, of which npm installs the one that fits.
    const folder = path.dirname(require.resolve(`@dynoxide/${platform}-${arch}/package.json`));
    return path.join(folder, platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
  } catch (cause) {
    throw new LocalRunError(
      `The DynamoDB emulator that comes with this project is not installed for ${platform} ${arch}. It is published for Linux and\n` +
        'macOS on x64 and arm64, and for Windows on x64; npm leaves it out with --omit=optional, or where its registry has none.\n' +
        'Install again, or run another one, such as DynamoDB Local (java -jar DynamoDBLocal.jar -sharedDb -port 8000), and say where it is:\n' +
        '  AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm start',
      { cause },
    );
  }
}
